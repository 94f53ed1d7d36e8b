import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixtures, oceanid, type Ran } from './run.ts'

let folder: string
let catalog: string
let indexed: Ran

const granules = readdirSync(join(fixtures, 'granules'))
const broken = readdirSync(join(fixtures, 'broken'))
const swath = '20250601015000-OCEANID-L2P_GHRSST-SSTskin-DSR-DEMO1-v02.1-fv01.0'
const ids = (ran: Ran) =>
  ran.stdout
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { id: string }).id)
const search = (...args: string[]) => oceanid(['search', ...args, '--catalog', catalog])
const found = async (...args: string[]) => ids(await search(...args, '--format', 'ndjson'))

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

  test('replaces what was there, and exits with 0 when nothing fails', async () => {
    const list = [swath, granules[0]!.replace(/\.nc$/, '')].map((id) =>
      join(fixtures, 'granules', `${id}.nc`),
    )
    const ran = await oceanid(['index', '--files-from', '-', '--catalog', catalog], list.join('\n'))
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

describe('search', () => {
  test('a box across the antimeridian gives what crosses it there', async () => {
    const collection = 'OCEANID-DEMO1-L2P-SST-v1.0'
    expect(await found(collection, '--bbox', '175,-12,-175,0')).toEqual([swath])
    expect(await found(collection, '--bbox', '-10,40,0,50')).toEqual([])
  })

  test('a period, conditions and an order', async () => {
    const passes = await found('OCEANID-DEMO3-L2-SLA-v1.0', '--where', 'pass < 4', '--sort', '-start')
    expect(passes.map((id) => /_P(\d+)_/.exec(id)?.[1])).toEqual(['003', '002', '001'])
    const later = await found(
      '--start',
      '2025-06-02T12:00',
      '--end',
      '2025-06-02',
      '--where',
      "kind = 'swath'",
    )
    expect(later).toEqual(['20250602142000-OCEANID-L2P_GHRSST-SSTskin-DSR-DEMO1-v02.1-fv01.0'])
  })

  test('a place with a radius, a shape from a file, and well-known text', async () => {
    expect(await found('--point', '-32.5,41.0', '--radius', '60', '--where', "kind = 'profile'")).toEqual([
      'DEMO_FLOAT_9900002_prof',
    ])
    expect(await found('--point', '-32.5,41.0', '--where', "kind = 'profile'")).toEqual([])
    const shape = join(folder, 'area.geojson')
    const polygon = [
      [
        [-34, 40],
        [-31, 40],
        [-31, 43],
        [-34, 43],
        [-34, 40],
      ],
    ]
    writeFileSync(
      shape,
      JSON.stringify({
        type: 'Feature',
        properties: {},
        geometry: { type: 'Polygon', coordinates: polygon },
      }),
    )
    expect(await found('--intersects', `@${shape}`, '--where', "kind = 'profile'")).toEqual([
      'DEMO_FLOAT_9900002_prof',
    ])
    expect(await found('--intersects', 'POINT(-32.5 41.40)', '--where', "kind = 'profile'")).toEqual(
      await found(
        '--intersects',
        'POLYGON((-33 41.39,-32 41.39,-32 41.41,-33 41.41,-33 41.39))',
        '--where',
        "kind = 'profile'",
      ),
    )
  })

  test('all formats say the same granules', async () => {
    const query = ['OCEANID-DEMO3-L2-SLA-v1.0', '--limit', '4']
    const wanted = await found(...query)
    expect(wanted).toHaveLength(4)
    const geojson = JSON.parse((await search(...query, '--format', 'geojson')).stdout)
    expect(geojson.features.map(({ id }: { id: string }) => id)).toEqual(wanted)
    const csv = (await search(...query, '--format', 'csv')).stdout.split('\r\n')
    expect(csv[0]).toMatch(/^collection,id,kind,start,end,west,south,east,north,/)
    expect(csv.slice(1, -1).map((line) => line.split(',')[1])).toEqual(wanted)
    const paths = (await search(...query, '--format', 'paths')).stdout.trim().split('\n')
    expect(paths).toEqual(wanted.map((id) => join(fixtures, 'granules', `${id}.nc`)))
    const table = (await search(...query)).stdout.trim().split('\n')
    expect(table[0]).toMatch(/^id\s+start\s+end/)
    expect(table.slice(1).map((line) => line.split(/\s+/)[0])).toEqual(wanted)
  })

  test('says on the error stream how many match', async () => {
    const ran = await search('--limit', '2')
    expect(ran.code).toBe(0)
    expect(ran.stderr).toBe(`${granules.length} granules found, the first 2 of them written\n`)
  })

  test.each([
    [['--bbox', '1,2,3'], /--bbox: a box is four numbers/],
    [['--bbox', '0,0,1,1', '--point', '0,0'], /--bbox and --point: say the area twice/],
    [['--radius', '5'], /--radius: goes with --point/],
    [['--where', 'cycle ='], /--where: expected/],
    [['--format', 'xml'], /Invalid values/],
    [['--bogus'], /Unknown argument: bogus/],
    [['--limit', '-3'], /--limit/],
  ])('%j is refused with the reason and exit code 2', async (args, reason) => {
    const ran = await search(...args)
    expect(ran).toMatchObject({ code: 2, stdout: '' })
    expect(ran.stderr).toMatch(reason)
    expect(ran.stderr).not.toMatch(/\n\s+at /)
  })

  test('a catalogue that is not there is not made, and the message says how to make one', async () => {
    const missing = join(folder, 'missing.db')
    const ran = await oceanid(['search'], '', { OCEANID_CATALOG: `sqlite:${missing}` })
    expect(ran.code).toBe(2)
    expect(ran.stderr).toContain(`oceanid index PATH... --catalog sqlite:${missing}`)
    expect(readdirSync(folder)).not.toContain('missing.db')
  })
})

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
  })

  test('delete takes out granules, and whole collections only when told twice', async () => {
    copyFileSync(join(folder, 'test.db'), join(folder, 'delete.db'))
    const scratch = `sqlite:${join(folder, 'delete.db')}`
    const one = 'OCEANID-DEMO-FLOATS-v1.0/DEMO_FLOAT_9900001_prof'
    const mistyped = await oceanid(['delete', one, `${one}x`, '--catalog', scratch])
    expect(mistyped.code).toBe(1)
    expect((await oceanid(['delete', one, '--catalog', scratch])).stdout).toBe(`deleted ${one}\n`)
    const unsure = await oceanid(['delete', 'OCEANID-DEMO3-L2-SLA-v1.0', '--catalog', scratch])
    expect(unsure.code).toBe(2)
    expect(unsure.stderr).toMatch(/6 granules.*--yes/)
    const sure = await oceanid(['delete', 'OCEANID-DEMO3-L2-SLA-v1.0', '--yes', '--catalog', scratch])
    expect(sure.stdout).toBe('deleted OCEANID-DEMO3-L2-SLA-v1.0 with 6 granules\n')
    const left = await oceanid(['search', '--format', 'ndjson', '--catalog', scratch])
    expect(ids(left)).toHaveLength(granules.length - 7)
  })
})
