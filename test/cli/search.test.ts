import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixtures, idsOf, oceanid, swath } from './run.ts'

const granules = readdirSync(join(fixtures, 'granules'))
let folder: string
let catalog: string
const search = (...args: string[]) => oceanid(['search', ...args, '--catalog', catalog])
const found = async (...args: string[]) => idsOf(await search(...args, '--format', 'ndjson'))

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'oceanid-cli-'))
  catalog = `sqlite:${join(folder, 'test.db')}`
  await oceanid(['index', join(fixtures, 'granules'), '--catalog', catalog])
})

afterAll(() => rmSync(folder, { recursive: true }))

describe('search', () => {
  test('a box across the antimeridian gives what crosses it there', async () => {
    const collection = 'OCEANID-DEMO1-L2P-SST-v1.0'
    expect(await found(collection, '--bbox', '175,-12,-175,0')).toEqual([swath])
    expect(await found(collection, '--bbox', '-10,40,0,50')).toEqual([])
  })

  test('a sea by its name gives what meets it, and a name that is none is refused with what comes near', async () => {
    const pacific = await found('--name', 'south pacific')
    expect(pacific).toContain(swath)
    expect(await found('--name', 'Baltic Sea')).not.toContain(swath)
    const refused = await search('--name', 'bight')
    expect(refused.code).toBe(2)
    expect(refused.stderr).toMatch(/--name: .*Bight of Benin/)
    expect((await search('--name', 'Baltic Sea', '--bbox', '0,0,1,1')).stderr).toMatch(/area twice/)
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

  test('a collection that is not there is told apart from one that saw nothing', async () => {
    const ran = await search('OCEANID-DEMO', '--format', 'geojson')
    expect(ran).toMatchObject({ code: 1, stdout: '' })
    expect(ran.stderr).toContain('there is no collection OCEANID-DEMO')
  })

  test('a catalogue that is not there is not made, and the message says how to make one', async () => {
    const missing = join(folder, 'missing.db')
    const ran = await oceanid(['search'], '', { OCEANID_CATALOG: `sqlite:${missing}` })
    expect(ran.code).toBe(2)
    expect(ran.stderr).toContain(`oceanid index PATH... --catalog sqlite:${missing}`)
    expect(readdirSync(folder)).not.toContain('missing.db')
  })
})
