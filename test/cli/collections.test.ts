import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bareCollection } from '../../catalog/bare-collection.ts'
import { openStore } from '../../catalog/open.ts'
import { fixtures, oceanid, swath } from './run.ts'

const sst = join(fixtures, 'granules', `${swath}.nc`)
const pass = join(fixtures, 'granules/DEMO3_DALT_2P_C012_P002_20250601010306_20250601015906.nc')
let folder: string
let catalog: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'oceanid-collections-'))
  catalog = `sqlite:${join(folder, 'test.db')}`
})

afterAll(() => rmSync(folder, { recursive: true }))

test('a draft from a sample is sound, takes the sample, and its links are in the answers', async () => {
  const drafted = await oceanid(['collections', 'init', sst])
  expect(drafted).toMatchObject({ code: 0, stderr: '' })
  const file = join(folder, 'sst.yaml')
  const mended = `${drafted.stdout}root: ${JSON.stringify(fixtures)}\nhref: https://x.org/{path}\n`
  writeFileSync(file, mended.replace(/^id: .*$/m, 'id: MINE'))
  const checked = await oceanid(['collections', 'check', file])
  expect(checked).toEqual({ code: 0, stdout: '1 description sound, 0 problems\n', stderr: '' })
  expect(await oceanid(['collections', 'add', file, '--catalog', catalog])).toEqual({
    code: 0,
    stdout: '',
    stderr: 'MINE: added\n',
  })
  expect((await oceanid(['index', sst, '--catalog', catalog])).code).toBe(0)
  const found = JSON.parse(
    (await oceanid(['search', 'MINE', '--format', 'ndjson', '--catalog', catalog])).stdout,
  )
  expect(found.assets.data.href).toBe(`https://x.org/granules/${swath}.nc`)
  const paths = await oceanid(['search', 'MINE', '--format', 'paths', '--catalog', catalog])
  expect(paths.stdout).toBe(`${sst}\n`)
  const shown = JSON.parse((await oceanid(['collections', 'show', 'MINE', '--catalog', catalog])).stdout)
  expect(shown).toMatchObject({ id: 'MINE', granules: 1, href: [{ href: 'https://x.org/{path}' }] })
  const again = await oceanid(['collections', 'add', file, '--catalog', catalog])
  expect(again.stderr).toBe('MINE: described anew\n')
  const listed = await oceanid(['collections', '--catalog', catalog])
  expect(listed.stdout).toMatch(/^collection +granules .*\nMINE +1 /)
}, 240_000)

test('the schema that editors take is that of the repository', async () => {
  const { stdout } = await oceanid(['collections', 'schema'])
  const kept = join(fixtures, '../collections/collection.schema.json')
  expect(JSON.parse(stdout)).toEqual(JSON.parse(readFileSync(kept, 'utf8')))
})

describe('descriptions with something wrong', () => {
  test('are told by file, line and column, beside those that are sound', async () => {
    const place = join(folder, 'several')
    mkdirSync(place)
    writeFileSync(join(place, 'a.yaml'), 'id: A\nlevel: 2\n')
    writeFileSync(join(place, 'b.yml'), 'id: B\n')
    writeFileSync(join(place, 'c.yaml'), 'id: B\n')
    writeFileSync(join(place, 'notes.txt'), 'none')
    const { code, stdout, stderr } = await oceanid(['collections', 'check', place])
    expect([code, stdout]).toEqual([1, '1 description sound, 2 problems\n'])
    expect(stderr).toContain(`${join(place, 'a.yaml')}:2:1: level 2 is no text: put it in quotes`)
    expect(stderr).toContain(`${join(place, 'c.yaml')}: describes B, as ${join(place, 'b.yml')} does`)
  })

  test('are not put into a catalogue, nor used', async () => {
    const file = join(folder, 'wrong.yaml')
    writeFileSync(file, 'id: A\ntitel: x\n')
    const scratch = `sqlite:${join(folder, 'none.db')}`
    for (const args of [
      ['collections', 'add', file],
      ['index', sst, '--description', file],
    ]) {
      const { code, stderr } = await oceanid([...args, '--catalog', scratch])
      expect(code).toBe(2)
      expect(stderr).toContain(`${file}:2:1: titel is not known here`)
    }
    const missing = await oceanid(['collections', 'check', join(folder, 'gone.yaml')])
    expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no file or folder') })
  })
})

test('index takes descriptions along, uses them and puts them into the catalogue', async () => {
  const scratch = `sqlite:${join(folder, 'along.db')}`
  const examples = join(fixtures, '../collections')
  const given = [sst, pass, join(fixtures, 'directories')]
  const indexed = await oceanid(['index', ...given, '--description', examples, '--catalog', scratch])
  expect(indexed).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^3 granules indexed/) })
  const { stdout } = await oceanid(['search', '--format', 'ndjson', '--catalog', scratch])
  const features = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(features.map(({ collection }) => collection).sort()).toEqual([
    'OCEANID-DEMO1-L2P-SST-v1.0',
    'OCEANID-DEMO1-SST-DIRECTORY',
    'OCEANID-DEMO3-L2-SLA-v1.0',
  ])
  const of = (id: string) => features.find(({ collection }) => collection === id)
  expect(of('OCEANID-DEMO1-L2P-SST-v1.0')).toMatchObject({
    properties: { gdsVersion: '2.1', resolution: '80 km' },
    assets: { quicklook: { href: `https://data.example.org/quicklooks/2025/152/${swath}.png` } },
  })
  expect(of('OCEANID-DEMO3-L2-SLA-v1.0').assets.data.href).toMatch(/^https:\/\/.*\/cycle_012\/DEMO3_DALT/)
})

describe('--dry-run --explain', () => {
  test('tells people where each value comes from', async () => {
    const { code, stdout } = await oceanid(['index', pass, '--dry-run', '--explain', '--catalog', catalog])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^start +2025-06-01T01:03:06\.450Z +variable \/time$/m)
    expect(stdout).toMatch(/^cycle +12 +attribute cycle_number$/m)
    expect(stdout).toMatch(/^id +DEMO3_DALT\S+ +the name of the file$/m)
  })

  test('tells programs, one object a line, also of files that fail', async () => {
    const broken = join(fixtures, 'broken/empty.nc')
    const described = `sqlite:${join(folder, 'described.db')}`
    const store = await openStore(described)
    await store.putCollection({
      ...bareCollection('MINE'),
      files: { pattern: `${swath}.nc` },
      root: fixtures,
      href: [{ href: 'https://x.org/{path}' }],
    })
    await store.close()
    const ran = await oceanid([
      'index',
      sst,
      broken,
      '--dry-run',
      '--explain',
      '--json',
      '--catalog',
      described,
    ])
    expect(ran.code).toBe(1)
    const [explained, failed] = ran.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .sort((a) => ('error' in a ? 1 : -1))
    expect(failed).toEqual({ file: broken, error: expect.stringContaining('empty') })
    expect(explained.file).toBe(sst)
    expect(explained.values).toContainEqual({
      name: 'collection',
      value: 'MINE',
      source: 'the description of the collection',
    })
    expect(explained.values).toContainEqual({
      name: 'asset data',
      value: `https://x.org/granules/${swath}.nc`,
      source: 'the description of the collection',
    })
  })

  test('goes with --dry-run only', async () => {
    const { code, stderr } = await oceanid(['index', pass, '--explain', '--catalog', catalog])
    expect(code).toBe(2)
    expect(stderr).toContain('dry-run')
  })
})
