import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixtures, idsOf, oceanid, swath } from './run.ts'

const granules = readdirSync(join(fixtures, 'granules'))
let folder: string
let catalog: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'oceanid-cli-'))
  catalog = `sqlite:${join(folder, 'test.db')}`
  await oceanid(['index', join(fixtures, 'granules'), '--catalog', catalog])
})

afterAll(() => rmSync(folder, { recursive: true }))

describe('collections, show, footprint, delete', () => {
  test('collections lists them with what they hold', async () => {
    const table = await oceanid(['collections'], '', { OCEANID_CATALOG: catalog })
    expect(table.stdout).toMatch(/^collection +granules +start +end +title\n/)
    expect(table.stdout).toMatch(/OCEANID-DEMO3-L2-SLA-v1\.0 +6 +2025-06-01T00:06:53Z +2025-06-01T10:25:02Z/)
    const listed = JSON.parse((await oceanid(['collections', '--json', '--catalog', catalog])).stdout)
    expect(listed).toHaveLength(7)
    expect(listed[0].extent.start).toMatch(/^2025-/)
  })

  test('show gives one granule, with its segments when asked', async () => {
    const name = `OCEANID-DEMO1-L2P-SST-v1.0/${swath}`
    const plain = JSON.parse((await oceanid(['show', name, '--catalog', catalog])).stdout)
    expect(plain).toMatchObject({ id: swath, collection: 'OCEANID-DEMO1-L2P-SST-v1.0' })
    expect(plain).not.toHaveProperty('segments')
    const full = JSON.parse((await oceanid(['show', name, '--segments', '--catalog', catalog])).stdout)
    expect(full.segments.at(-1).rows[1]).toBe(99)
    const gone = await oceanid(['show', 'OCEANID-DEMO1-L2P-SST-v1.0/none', '--catalog', catalog])
    expect(gone).toMatchObject({ code: 1, stdout: '' })
  })

  test('footprint needs no catalogue', async () => {
    const ran = await oceanid(['footprint', join(fixtures, 'granules', `${swath}.nc`)])
    const [feature] = JSON.parse(ran.stdout).features
    expect(feature.geometry.type).toBe('MultiPolygon')
    expect(feature.bbox[0]).toBeGreaterThan(feature.bbox[2])
    expect(feature.centroid.lat).toBeGreaterThan(feature.bbox[1])
    expect(feature.centroid.lat).toBeLessThan(feature.bbox[3])
    const short = await oceanid([
      'footprint',
      join(fixtures, 'granules', `${swath}.nc`),
      '--segment-length',
      '200',
    ])
    const [shortened] = JSON.parse(short.stdout).features
    expect(shortened.segments.length).toBeGreaterThan(feature.segments.length)
  })

  test('footprint draws a file, or several into a folder, and says where it cannot', async () => {
    const files = [swath, 'DEMO_FLOAT_9900001_prof'].map((id) => join(fixtures, 'granules', `${id}.nc`))
    const picture = join(folder, 'one.svg')
    expect((await oceanid(['footprint', files[0]!, '--plot', picture])).code).toBe(0)
    expect(readFileSync(picture, 'utf8')).toMatch(/^<svg [\s\S]*<\/svg>\n$/)
    expect((await oceanid(['footprint', ...files, '--plot', join(folder, 'plots')])).code).toBe(0)
    expect(readdirSync(join(folder, 'plots'))).toEqual([`${swath}.svg`, 'DEMO_FLOAT_9900001_prof.svg'])
    const nowhere = await oceanid(['footprint', files[0]!, '--plot', join(folder, 'none', 'one.svg')])
    expect(nowhere).toMatchObject({ code: 2, stderr: expect.stringContaining('--plot') })
  })

  test('delete takes out granules, and whole collections only when told twice', async () => {
    copyFileSync(join(folder, 'test.db'), join(folder, 'delete.db'))
    const scratch = `sqlite:${join(folder, 'delete.db')}`
    const one = 'OCEANID-DEMO-FLOATS-v1.0/DEMO_FLOAT_9900001_prof'
    const mistyped = await oceanid(['delete', one, `${one}x`, '--catalog', scratch])
    expect(mistyped).toMatchObject({ code: 1, stderr: expect.stringContaining(`no granule ${one}x`) })
    expect((await oceanid(['delete', one, '--catalog', scratch])).stdout).toBe(`deleted ${one}\n`)
    const unsure = await oceanid(['delete', 'OCEANID-DEMO3-L2-SLA-v1.0', '--catalog', scratch])
    expect(unsure).toMatchObject({ code: 2, stderr: expect.stringMatching(/6 granules.*--yes/) })
    const sure = await oceanid(['delete', 'OCEANID-DEMO3-L2-SLA-v1.0', '--yes', '--catalog', scratch])
    expect(sure.stdout).toBe('deleted OCEANID-DEMO3-L2-SLA-v1.0 with 6 granules\n')
    const left = await oceanid(['search', '--format', 'ndjson', '--catalog', scratch])
    expect(idsOf(left)).toHaveLength(granules.length - 7)
  })
})
