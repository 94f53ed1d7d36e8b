import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { intersects } from '../../catalog/geometry/intersects.ts'
import type { Granule } from '../../catalog/granule.ts'
import { boxArea } from '../../catalog/parse/box.ts'
import type { Dataset, Variable } from '../../fixtures/dataset.ts'
import { fixtureGranules } from '../../fixtures/granules.ts'
import { imagerOrbit } from '../../fixtures/missions.ts'
import { groundTrack, type Place } from '../../fixtures/orbit.ts'
import { describeFile, granuleId } from '../../indexer/granule.ts'

const fixtures = fixtureGranules()
const pathOf = (name: string) => fileURLToPath(new URL(`../../fixtures/granules/${name}.nc`, import.meta.url))
const nameOf = (part: string) => fixtures.find(({ name }) => name.includes(part))!.name
const describeFixture = async (part: string) => (await describeFile(pathOf(nameOf(part)))).granule
const covers = ({ geometry }: Pick<Granule, 'geometry'>, { lon, lat }: Place) =>
  intersects(geometry, { type: 'Point', coordinates: [lon, lat] })

function near({ geometry }: Pick<Granule, 'geometry'>, { lon, lat }: Place, degrees: number): boolean {
  const aside = degrees / Math.cos((lat * Math.PI) / 180)
  const [west, east] = [Math.max(-180, lon - aside), Math.min(180, lon + aside)]
  return intersects(geometry, boxArea([west, lat - degrees, east, lat + degrees]))
}

describe('every fixture', () => {
  test.each(fixtures)('$name: what it says of itself, and each of its positions covered', async ({
    name,
    dataset,
  }) => {
    const { granule, collection, warnings } = await describeFile(pathOf(name))
    expect(warnings).toEqual([])
    expect(collection).toMatchObject({ id: dataset.attributes.id, title: expect.stringMatching(/\w/) })
    expect(granule).toMatchObject({ id: name, collection: dataset.attributes.id, kind: kindOf(name) })
    const instants = instantsOf(dataset)
    const isGrid = 'lat' in dataset.dimensions
    const coverage = ['time_coverage_start', 'time_coverage_end'].map((at) =>
      Date.parse(String(dataset.attributes[at])),
    )
    expect(granule.start).toBe(isGrid ? coverage[0] : Math.round(Math.min(...instants)))
    expect(granule.end).toBe(isGrid ? coverage[1] : Math.round(Math.max(...instants)))
    if (isGrid) return
    if (granule.kind === 'swath') expect(granule.segments.at(-1)!.rows[1]).toBe(rowsOf(dataset) - 1)
    const places = placesOf(dataset)
    expect(places.length).toBeGreaterThan(0)
    // A line has no area to be inside of: footprints of tracks keep within 2 km, their segments within 100 m.
    const [reach, segmentReach] = granule.kind === 'swath' ? [0, 0] : [0.0181, 0.0011]
    const missed = places.filter(
      (place) =>
        !near(granule, place, reach) ||
        !granule.segments.some((segment) => near(segment, place, segmentReach)),
    )
    expect(missed).toEqual([])
  })
})

describe('footprints', () => {
  test('over the poles, and across the antimeridian', async () => {
    expect(covers(await describeFixture('ICE_20250601003300'), { lon: 45, lat: 90 })).toBe(true)
    expect(covers(await describeFixture('ICE_20250601012330'), { lon: 45, lat: -90 })).toBe(true)
    const crossing = await describeFixture('20250601015000')
    expect(covers(crossing, { lon: 180, lat: -3 })).toBe(true)
    expect(covers(crossing, { lon: -180, lat: -3 })).toBe(true)
    expect(covers(crossing, { lon: 0, lat: -3 })).toBe(false)
    expect(crossing.bbox[0]).toBeGreaterThan(crossing.bbox[2])
  })

  test('end where the swath ends', async () => {
    const granule = await describeFixture('20250601010000')
    expect(covers(granule, groundTrack(imagerOrbit, granule.start - 60_000))).toBe(false)
    expect(covers(granule, groundTrack(imagerOrbit, granule.end + 60_000))).toBe(false)
  })

  test('leave out a gap between two sub-swaths', async () => {
    const wind = await describeFixture('04210_o_250')
    const { dataset } = fixtures.find(({ name }) => name === wind.id)!
    const places = placesOf(dataset)
    const [left, right] = [places[200 * 20 + 9]!, places[200 * 20 + 10]!]
    expect(Math.abs(left.lon - right.lon)).toBeLessThan(20)
    expect(covers(wind, { lon: (left.lon + right.lon) / 2, lat: (left.lat + right.lat) / 2 })).toBe(false)
  })
})

test('a track and its crossing are where the orbit says', async () => {
  const passes = await Promise.all(['C012_P001', 'C012_P010'].map(describeFixture))
  expect(passes.map(({ properties }) => [properties.cycle, properties.pass, properties.direction])).toEqual([
    [12, 1, 'ascending'],
    [12, 10, 'descending'],
  ])
  expect(intersects(passes[0]!.geometry, passes[1]!.geometry)).toBe(true)
})

test('the asset says where the bytes are, how many, and their digest when asked', async () => {
  const path = pathOf(nameOf('FLOAT_9900002'))
  const { granule } = await describeFile(path, { checksum: true })
  const bytes = readFileSync(path)
  expect(granule.assets.data).toEqual({
    href: pathToFileURL(path).href,
    type: 'application/x-netcdf',
    roles: ['data'],
    title: 'DEMO_FLOAT_9900002_prof.nc',
    size: bytes.length,
    checksum: `1220${createHash('sha256').update(bytes).digest('hex')}`,
  })
})

test('what the caller says goes before what the file says', async () => {
  const start = Date.UTC(2020, 0, 1)
  const end = Date.UTC(2020, 0, 2)
  const { granule, collection } = await describeFile(pathOf(nameOf('SHIP')), {
    collection: 'mine',
    start,
    end,
  })
  expect(granule).toMatchObject({ collection: 'mine', start, end })
  expect(collection.id).toBe('mine')
})

test.each([
  ['/data/a.b.nc', 'a.b'],
  ['x.L2.NC4', 'x.L2'],
  ['A2016.005', 'A2016.005'],
  ['A2016.005.hdf', 'A2016.005'],
  ['level2b.h5', 'level2b'],
  ['.hidden', '.hidden'],
  ['plain', 'plain'],
])('the id of %s is %s', (path, id) => {
  expect(granuleId(path)).toBe(id)
})

function kindOf(name: string): string {
  if (name.includes('DALT')) return 'track'
  if (name.includes('-L4_')) return 'grid'
  if (name.includes('FLOAT')) return 'profile'
  return name.includes('SHIP') ? 'trajectory' : 'swath'
}

function* variables({ variables: own, groups = {} }: Dataset): Generator<[string, Variable]> {
  yield* Object.entries(own)
  for (const group of Object.values(groups)) yield* variables(group)
}

/** The values of the variable with this standard name, unpacked; NaN for fill. */
function valuesOf(dataset: Dataset, standardName: string): Float64Array {
  const [, variable] = [...variables(dataset)].find(
    ([, { attributes }]) => attributes.standard_name === standardName,
  )!
  const { data, attributes } = variable
  const fill = attributes._FillValue instanceof Object ? attributes._FillValue[0] : undefined
  const scale = typeof attributes.scale_factor === 'number' ? attributes.scale_factor : 1
  return Float64Array.from(data as Float64Array, (value) => (value === fill ? Number.NaN : value * scale))
}

/** The length of the dimension along track, which is the first in these files. */
function rowsOf(dataset: Dataset): number {
  const [, lat] = [...variables(dataset)].find(
    ([, { attributes }]) => attributes.standard_name === 'latitude',
  )!
  return dataset.dimensions[lat.dimensions[0]!]!
}

function placesOf(dataset: Dataset): Place[] {
  const [lon, lat] = [valuesOf(dataset, 'longitude'), valuesOf(dataset, 'latitude')]
  return [...lat]
    .map((value, i) => ({ lon: lon[i]! > 180 ? lon[i]! - 360 : lon[i]!, lat: value }))
    .filter((place) => !Number.isNaN(place.lat))
}

/** Milliseconds since 1970, with the offsets of the pixels where there are some. */
function instantsOf(dataset: Dataset): number[] {
  const [, time] = [...variables(dataset)].find(([, { attributes }]) => attributes.standard_name === 'time')!
  const [, unit, epoch] = /^(seconds|days) since (\d{4}-\d{2}-\d{2})/.exec(String(time.attributes.units))!
  const step = unit === 'days' ? 86_400_000 : 1000
  const instants = [...(time.data as Float64Array)].map(
    (value) => Date.parse(`${epoch}T00:00:00Z`) + value * step,
  )
  const offsets = dataset.variables.sst_dtime
  if (!offsets) return instants
  return [...(offsets.data as Int16Array)]
    .filter((value) => value !== -32768)
    .map((value) => instants[0]! + value * 250)
}
