import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixtures, oceanid, type Ran, swath } from './run.ts'

const granules = readdirSync(join(fixtures, 'granules'))
let folder: string
let catalog: string
let indexed: Ran
const broken = readdirSync(join(fixtures, 'broken'))

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'oceanid-cli-'))
  catalog = `sqlite:${join(folder, 'test.db')}`
  indexed = await oceanid([
    'index',
    join(fixtures, 'granules'),
    join(fixtures, 'broken'),
    '--catalog',
    catalog,
  ])
})

afterAll(() => rmSync(folder, { recursive: true }))

describe('index', () => {
  test('stores the sound files and says so', () => {
    expect(indexed.stdout).toMatch(
      new RegExp(
        `^${granules.length} granules indexed \\(${granules.length} new, 0 replaced\\), ${broken.length} failed`,
      ),
    )
  })

  test('names every broken file with a reason, and exits with 1', () => {
    expect(indexed.code).toBe(1)
    const failures = indexed.stderr.split('\n').filter((line) => line.startsWith('failed'))
    expect(failures).toHaveLength(broken.length)
    for (const file of broken) {
      const reason = failures.find((line) => line.includes(`${file}: `))?.split(`${file}: `)[1]
      expect(reason, file).toMatch(/^\S.{9,}/)
      expect(reason, file).not.toMatch(/undefined|TypeError|\[object/)
    }
    expect(indexed.stderr).toMatch(/hdf4\.hdf: .*HDF4/)
    expect(indexed.stderr).toMatch(/message\.grib: .*GRIB/)
    expect(indexed.stderr).toMatch(/empty\.nc: .*empty/)
    expect(indexed.stderr).toMatch(/text\.nc: .*text/)
  })

  test('takes what comes after -- for files, options or not', async () => {
    const ran = await oceanid([
      'index',
      '--dry-run',
      '--catalog',
      catalog,
      '--',
      join(fixtures, 'granules'),
      '--force',
    ])
    expect([ran.code, ran.stderr]).toEqual([1, expect.stringMatching(/^failed .*--force: .*no such file/m)])
  })

  test('replaces what was there, and exits with 0 when nothing fails', async () => {
    const list = [swath, granules[0]!.replace(/\.nc$/, '')].map((id) =>
      join(fixtures, 'granules', `${id}.nc`),
    )
    const again = ['index', '--files-from', '-', '--force', '--catalog', catalog]
    const ran = await oceanid(again, list.join('\n'))
    expect(ran).toMatchObject({ code: 0, stderr: '' })
    expect(ran.stdout).toMatch(/^2 granules indexed \(0 new, 2 replaced\), 0 failed/)
  })

  test('tells programs what happens, one object a line', async () => {
    const scratch = `sqlite:${join(folder, 'events.db')}`
    const paths = [
      join(fixtures, 'granules', `${swath}.nc`),
      join(fixtures, 'broken/text.nc'),
      join(folder, 'gone.nc'),
    ]
    const ran = await oceanid([
      'index',
      ...paths,
      '--json',
      '--checksum',
      '--collection',
      'mine',
      '--catalog',
      scratch,
    ])
    expect(ran.code).toBe(1)
    expect(ran.stderr).toBe('')
    const events = ran.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(events).toContainEqual(
      expect.objectContaining({
        event: 'granule',
        file: paths[0],
        outcome: 'added',
        collection: 'mine',
        id: swath,
      }),
    )
    expect(events).toContainEqual(expect.objectContaining({ event: 'failed', file: paths[1] }))
    expect(events).toContainEqual({ event: 'failed', file: paths[2], reason: 'no such file or folder' })
    expect(events.at(-1)).toMatchObject({ event: 'report', added: 1, replaced: 0, failed: 2 })
    const shown = JSON.parse((await oceanid(['show', `mine/${swath}`, '--catalog', scratch])).stdout)
    expect(shown.assets.data.checksum).toMatch(/^1220[0-9a-f]{64}$/)
  })

  test('--dry-run writes what would be stored, and where it comes from, and stores nothing', async () => {
    const scratch = join(folder, 'dry.db')
    const path = join(fixtures, 'granules', `${swath}.nc`)
    const ran = await oceanid([
      'index',
      path,
      join(fixtures, 'broken/empty.nc'),
      '--dry-run',
      '--catalog',
      `sqlite:${scratch}`,
    ])
    expect(ran.code).toBe(1)
    expect(ran.stderr).toMatch(/empty\.nc: /)
    const collection = JSON.parse(ran.stdout)
    expect(collection).toMatchObject({
      type: 'FeatureCollection',
      features: [{ type: 'Feature', id: swath }],
    })
    const [feature] = collection.features
    expect(feature.properties).toMatchObject({
      platform: 'Oceanid-Demo-1',
      start: '2025-06-01T01:50:00.000Z',
    })
    expect(feature.sources).toHaveProperty('start')
    expect(feature.assets.data).toMatchObject({
      href: pathToFileURL(path).href,
      size: readFileSync(path).length,
    })
    expect(readdirSync(folder)).not.toContain('dry.db')
  })

  test('an empty list is nothing to do, a folder without data is a mistake', async () => {
    const nothing = await oceanid(['index', '--files-from', '-', '--catalog', catalog], '\n')
    expect(nothing).toMatchObject({ code: 0, stdout: expect.stringMatching(/^0 granules indexed/) })
    const mistaken = await oceanid(['index', join(fixtures, 'products'), '--catalog', catalog])
    expect(mistaken.code).toBe(2)
    expect(mistaken.stderr).toMatch(
      /holds no file to index \(of the \d+ files there none is NetCDF or HDF5\)/,
    )
  })

  test.each([
    [['index'], /name files, folders or patterns/],
    [['index', '.', '--jobs', '0'], /--jobs: is a whole number of at least 1/],
    [['index', '.', '--start', '2025-13-01'], /--start: .*month 13/],
  ])('%j cannot run, says why and exits with 2', async (args, reason) => {
    const ran = await oceanid([...args, '--catalog', catalog])
    expect(ran.code).toBe(2)
    expect(ran.stderr).toMatch(reason)
  })
})
