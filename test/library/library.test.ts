import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IndexEvent, Segment } from '../../library/index.ts'
import * as library from '../../library/index.ts'
import { fixtures, swath } from '../cli/run.ts'

const { crossovers, footprint, openCatalog } = library
const granules = join(fixtures, 'granules')
const [sst, sla] = ['OCEANID-DEMO1-L2P-SST-v1.0', 'OCEANID-DEMO3-L2-SLA-v1.0']
let catalog: library.Catalog

beforeAll(async () => {
  catalog = await openCatalog('sqlite::memory:')
  await catalog.index(granules)
})
afterAll(() => catalog.close())

const positionsOf = ({ geometry }: Segment) =>
  geometry.type === 'LineString'
    ? geometry.coordinates
    : geometry.type === 'MultiLineString'
      ? geometry.coordinates.flat()
      : []

const idsOf = async (search: library.GranuleSearch, answer?: library.Answer) =>
  (await Array.fromAsync(catalog.search(search, answer))).map(({ id }) => id)

it('exports these names and no others', () => {
  expect(Object.keys(library).sort()).toEqual([
    'CatalogUnavailableError',
    'InvalidQueryError',
    'NotFoundError',
    'PartlyStoredError',
    'UnreadableFileError',
    'crossovers',
    'footprint',
    'openCatalog',
  ])
})

describe('a search', () => {
  it.each<[string, library.GranuleSearch, library.GranuleSearch]>([
    ['a box', { bbox: [170, -60, -170, 0] }, { bbox: '170,-60,-170,0' }],
    ['a place', { point: [-175, -30], radius: 500 }, { point: '-175,-30', radius: 500 }],
    [
      'a shape',
      {
        intersects: {
          type: 'LineString',
          coordinates: [
            [170, -60],
            [179, 0],
          ],
        },
      },
      { intersects: 'LINESTRING (170 -60, 179 0)' },
    ],
    ['dates', { start: new Date('2025-06-02T00:00:00Z') }, { start: '2025-06-02' }],
    ['conditions', { where: ['cycle = 12', 'pass <= 2'] }, { where: 'cycle = 12 and pass <= 2' }],
  ])('takes %s as values and as text', async (_, typed, text) => {
    const found = await idsOf(typed)
    expect(found.length).toBeGreaterThan(0)
    expect(found.length).toBeLessThan(21)
    expect(await idsOf(text)).toEqual(found)
    expect(await catalog.count(typed)).toBe(found.length)
  })

  it('without anything asked gives all, by start', async () => {
    const starts = (await Array.fromAsync(catalog.search())).map(({ start }) => start)
    expect(starts).toHaveLength(21)
    expect(starts).toEqual([...starts].sort((a, b) => a - b))
  })

  it('is sorted and cut as asked', async () => {
    const all = await idsOf({ collections: [sla] }, { sort: '-pass' })
    expect(await idsOf({ collections: [sla] }, { sort: 'pass' })).toEqual([...all].reverse())
    expect(await idsOf({ collections: [sla] }, { sort: '-pass', limit: 2 })).toEqual(all.slice(0, 2))
  })

  it('brings segments and tracks when asked', async () => {
    const one = async (answer: library.Answer) =>
      (await catalog.search({ collections: [sla] }, { ...answer, limit: 1 }).next()).value!
    expect(await one({})).toMatchObject({ segments: [] })
    const whole = await one({ segments: 'all', tracks: true })
    expect(whole.segments.length).toBeGreaterThan(10)
    expect(whole.track).toBeInstanceOf(Uint8Array)
  })

  it('brings the segments that meet area and period: the rows to read', async () => {
    const [from, to] = ['2025-06-01T01:20:00Z', '2025-06-01T01:40:00Z']
    const search = { collections: [sla], where: 'pass = 2', bbox: '-180,-60,180,0', start: from, end: to }
    const all = (await catalog.search(search, { segments: 'all' }).next()).value!.segments
    const south = (segment: Segment) => positionsOf(segment).some(([, lat]) => lat <= 0 && lat >= -60)
    const then = ({ start, end }: Segment) => start <= Date.parse(to) + 999 && end >= Date.parse(from)
    const found = (await catalog.search(search, { segments: 'matching' }).next()).value!.segments
    expect(found).toEqual(all.filter((segment) => south(segment) && then(segment)))
    expect(found.length).toBeGreaterThan(2)
    expect(found.length).toBeLessThan(all.filter(south).length)
  })

  it.each<[string, library.GranuleSearch]>([
    ['bbox and point', { bbox: [0, 0, 1, 1], point: [0, 0] }],
    ['bbox', { bbox: [0, 95, 1, 99] }],
    ['radius', { radius: 3 }],
    ['start', { start: new Date('never') }],
    ['where', { where: 'cycle =' }],
  ])('that cannot be read names %s', async (parameter, search) => {
    const failure = await idsOf(search).catch((error: Error) => error)
    expect(failure).toBeInstanceOf(library.InvalidQueryError)
    expect(failure).toMatchObject({ _tag: 'InvalidQueryError', parameter })
  })

  it('of a collection that is not there is no empty answer', async () => {
    await expect(idsOf({ collections: ['SSTT'] })).rejects.toBeInstanceOf(library.NotFoundError)
    await expect(catalog.count({ collections: ['SSTT'] })).rejects.toBeInstanceOf(library.NotFoundError)
  })
})

it('indexes what is new or has changed, and tells what fails', async () => {
  const events: IndexEvent[] = []
  const paths = [granules, join(fixtures, 'broken/hdf4.hdf'), '/nowhere.nc']
  const report = await catalog.index(paths, { onEvent: (event) => events.push(event) })
  expect(report).toMatchObject({ added: 0, replaced: 0, skipped: 21, failed: 2 })
  const failed = events.filter((event) => event.event === 'failed').map(({ file }) => file)
  expect(failed.toSorted()).toEqual(paths.slice(1).toSorted())
  expect(await catalog.index(granules, { force: true, pattern: [`${swath}*`] })).toMatchObject({
    added: 0,
    replaced: 1,
  })
})

it('reads what a file covers, which a catalogue takes', async () => {
  const read = await footprint(join(granules, `${swath}.nc`), { collection: 'MINE' })
  expect(read).toMatchObject({ collection: 'MINE', id: swath, kind: 'swath', warnings: [] })
  expect(read.sources.coordinates).toBeTypeOf('string')
  expect(await catalog.add(read)).toEqual(['added'])
  const stored = (await catalog.get(sst, swath))!
  const { sources, warnings, ...granule } = read
  const kept = (await catalog.get('MINE', swath))!
  expect(kept).toEqual(granule)
  expect([kept.geometry, kept.segments]).toEqual([stored.geometry, stored.segments])
  await catalog.store.deleteCollection('MINE')
})

it('says why a file cannot be read', async () => {
  const failure = await footprint(join(fixtures, 'broken/hdf4.hdf')).catch((error: Error) => error)
  expect(failure).toBeInstanceOf(library.UnreadableFileError)
  expect((failure as Error).message).toMatch(/^HDF4/)
})

describe('crossovers', () => {
  it('are those of the catalogue, by whichever door', async () => {
    const found = await Array.fromAsync(crossovers(catalog, { collections: [sla], window: '1d' }))
    expect(found).toHaveLength(5)
    const day = 86_400_000
    const typed = { collections: [sla], window: { least: -day, greatest: day } }
    expect(await Array.fromAsync(catalog.crossovers(typed))).toEqual(found)
  })

  it('take conditions of both and of either', async () => {
    const all = await Array.fromAsync(crossovers(catalog, { collections: [sla], window: '1d' }))
    const a = { where: 'pass = 1', direction: 'ascending' as const }
    const some = await Array.fromAsync(
      crossovers(catalog, { collections: [sla], window: '1d', where: 'cycle = 12', a }),
    )
    expect(some).toEqual(all.filter((one) => one.a.pass === 1 && one.a.direction === 'ascending'))
    expect(some).toHaveLength(2)
  })

  it('of no collection are refused', async () => {
    await expect(crossovers(catalog, { collections: [] }).next()).rejects.toMatchObject({
      parameter: 'collections',
    })
  })
})
