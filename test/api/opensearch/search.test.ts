import { expect, test } from 'vitest'
import { bareCollection } from '../../../catalog/bare-collection.ts'
import { findSea } from '../../../catalog/gazetteer/gazetteer.ts'
import { intersects } from '../../../catalog/geometry/intersects.ts'
import type { Box } from '../../../catalog/geometry/types.ts'
import type { Granule } from '../../../catalog/granule.ts'
import { seeded } from '../../seeded.ts'
import { textOf } from './read-xml.ts'
import { granuleOver, hour, identifiers, noon, sampleOf } from './sample.ts'

const random = seeded(8)
const between = (low: number, high: number) => Math.round((low + random() * (high - low)) * 100) / 100

function randomBox(): Box {
  const [west, south] = [between(-180, 180), between(-90, 80)]
  const east = west + between(0.5, 60)
  return [
    west,
    south,
    east > 180 ? Math.round((east - 360) * 100) / 100 : east,
    Math.min(90, south + between(0.5, 30)),
  ]
}

const granules: Granule[] = Array.from({ length: 300 }, (_, i) =>
  granuleOver(randomBox(), {
    collection: ['sst', 'wind'][i % 2]!,
    id: `g${String(i).padStart(3, '0')}`,
    start: noon + Math.round(random() * 48) * hour,
    properties: {
      orbit: i,
      cycle: i % 10,
      direction: i % 3 === 0 ? 'ascending' : 'descending',
      platform: `P${i % 4}`,
    },
  }),
)

/** Whether two boxes meet, from the definition: degree by degree of turning one of them around the Earth. */
function meet(a: Box, b: Box): boolean {
  const width = (box: Box) => (box[2] - box[0] + 360) % 360
  const overlap = [-360, 0, 360].some(
    (turn) => a[0] + turn <= b[0] + width(b) && b[0] <= a[0] + turn + width(a),
  )
  return overlap && a[1] <= b[3] && b[1] <= a[3]
}

function uids(found: Granule[]): string[] {
  return found.map(({ collection, id }) => `${collection}:${id}`).sort()
}

const sample = sampleOf(granules)

async function find(query: string): Promise<string[]> {
  const { xml } = await sample
  const feed = await xml(`/opensearch/granules.atom?count=1000&${query}`)
  const found = identifiers(feed)
  expect(textOf(feed, 'opensearch:totalResults')).toBe(String(found.length))
  return found.sort()
}

test('a box finds the granules that meet it, whichever way it crosses the antimeridian', async () => {
  for (let i = 0; i < 60; i++) {
    const box = randomBox()
    expect(await find(`box=${box}`)).toEqual(uids(granules.filter(({ bbox }) => meet(bbox, box))))
  }
})

test('the same area as a box, as WKT and under the name that Ifremer has for it', async () => {
  const box = await find('box=-10,-10,30,20')
  expect(box.length).toBeGreaterThan(3)
  expect(await find('geoBox=-10,-10,30,20')).toEqual(box)
  expect(await find('geometry=POLYGON((-10 -10,30 -10,30 20,-10 20,-10 -10))')).toEqual(box)
})

test('a point and a radius find what the point alone finds, and what is near', async () => {
  const point = await find('lat=12&lon=-20')
  expect(point).toEqual(uids(granules.filter(({ bbox }) => meet(bbox, [-20, 12, -20, 12]))))
  expect(await find('lat=12&lon=340')).toEqual(point)
  const near = await find('lat=12&lon=-20&radius=1500000')
  expect(near).toEqual(expect.arrayContaining(point))
  expect(near.length).toBeGreaterThan(point.length)
  expect(near.length).toBeLessThan(granules.length)
})

test('contains asks that the granule lies inside the area, disjoint that it does not meet it', async () => {
  const area = 'box=-60,-60,60,60'
  const inside = ([west, south, east, north]: Box) =>
    west >= -60 && east <= 60 && west <= east && south >= -60 && north <= 60
  expect(await find(`${area}&relation=contains`)).toEqual(uids(granules.filter(({ bbox }) => inside(bbox))))
  const meeting = await find(`${area}&relation=intersects`)
  expect((await find(`${area}&relation=disjoint`)).length).toBe(granules.length - meeting.length)
})

test.each([
  [
    [10, 10, 20, 20],
    ['equals', 'contains', 'within', 'intersects'],
  ],
  [
    [12, 12, 18, 18],
    ['within', 'intersects'],
  ],
  [
    [5, 5, 25, 25],
    ['contains', 'intersects'],
  ],
  [
    [20, 12, 30, 18],
    ['touches', 'intersects'],
  ],
  [
    [15, 15, 30, 30],
    ['overlaps', 'intersects'],
  ],
  [[40, 40, 50, 50], ['disjoint']],
])('a granule over 10 to 20 degrees stands to %s as %s, and in no other way', async (box, expected) => {
  const { xml } = await sampleOf([granuleOver([10, 10, 20, 20])])
  const holds: string[] = []
  for (const relation of [
    'equals',
    'touches',
    'crosses',
    'overlaps',
    'contains',
    'within',
    'disjoint',
    'intersects',
  ]) {
    const feed = await xml(`/opensearch/granules.atom?box=${box}&relation=${relation}`)
    if (textOf(feed, 'opensearch:totalResults') === '1') holds.push(relation)
  }
  expect(holds.sort()).toEqual([...expected].sort())
})

test('a period finds the granules whose time span overlaps it; without a zone it is UTC', async () => {
  const [start, end] = [noon + 10 * hour, noon + 20 * hour]
  const expected = uids(granules.filter((one) => one.start <= end && one.end >= start))
  expect(await find('start=2025-06-01T22:00:00Z&end=2025-06-02T08:00:00.000Z')).toEqual(expected)
  expect(await find('timeStart=2025-06-01T22:00:00&timeEnd=2025-06-02T08:00:00')).toEqual(expected)
  const day = uids(
    granules.filter((one) => one.start < Date.UTC(2025, 5, 3) && one.end >= Date.UTC(2025, 5, 2)),
  )
  expect(await find('start=2025-06-02&end=2025-06-02')).toEqual(day)
})

test('a period as it is held, holds, lies apart or is met exactly', async () => {
  const at = (hours: number) => new Date(noon + hours * hour).toISOString()
  const asked = `start=${at(10)}&end=${at(20)}`
  const [from, to] = [noon + 10 * hour, noon + 20 * hour]
  const expected: Record<string, (granule: Granule) => boolean> = {
    intersects: ({ start, end }) => start <= to && end >= from,
    during: ({ start, end }) => start >= from && end <= to,
    disjoint: ({ start, end }) => end < from || start > to,
  }
  for (const [relation, matches] of Object.entries(expected)) {
    expect(await find(`${asked}&timeRelation=${relation}`)).toEqual(uids(granules.filter(matches)))
  }
  const early = uids(granules.filter(({ start }) => start < from))
  expect(early.length).toBeGreaterThan(5)
  expect(await find(`start=${at(10)}&timeRelation=during`)).toEqual(
    uids(granules.filter(({ start }) => start >= from)),
  )
  expect(await find(`start=${at(10)}&timeRelation=disjoint`)).toEqual(
    uids(granules.filter(({ end }) => end < from)),
  )
  const second = new Date(granules[0]!.start).toISOString().slice(0, 19)
  const last = new Date(granules[0]!.end).toISOString().slice(0, 19)
  const same = uids(granules.filter(({ start }) => start === granules[0]!.start))
  for (const relation of ['equals', 'Contains', 'during']) {
    expect(await find(`start=${second}&end=${last}&timeRelation=${relation}`)).toEqual(same)
  }
  const within = new Date(granules[0]!.start + 60_000).toISOString()
  expect(await find(`start=${within}&end=${within}&timeRelation=contains`)).toEqual(same)
  expect(await find(`start=${within}&end=${within}&timeRelation=equals`)).toEqual([])
})

test('a sea by its name is the area that the gazetteer draws', async () => {
  for (const name of ['Mediterranean Sea', 'mer de béring', 'Agulhas']) {
    const found = await find(`name=${encodeURIComponent(name)}`)
    const sea = findSea(name, 'name')
    expect(found).toEqual(uids(granules.filter(({ geometry }) => intersects(geometry, sea.area))))
    expect(found.length).toBeGreaterThan(0)
  }
})

test('words are found in the description of the collection, in values, and as the beginning of the name', async () => {
  const { store } = await sample
  await store.putCollection({
    ...bareCollection('wind'),
    title: 'Winds & waves',
    keywords: ['scatterometer'],
  })
  const wind = uids(granules.filter(({ collection }) => collection === 'wind'))
  expect(await find('searchTerms=WAVES')).toEqual(wind)
  expect(await find('searchTerms=%22winds+%26%22+scatter')).toEqual(wind)
  expect(await find('searchTerms=%22waves+winds%22')).toEqual([])
  expect(await find('searchTerms=waves+p1')).toEqual(
    uids(granules.filter((one) => one.collection === 'wind' && one.properties.platform === 'P1')),
  )
  expect(await find('searchTerms=g01')).toEqual(uids(granules.filter(({ id }) => id.startsWith('g01'))))
  expect(await find('searchTerms=%22%22')).toHaveLength(granules.length)
  expect(await find('searchTerms=waves&parentIdentifier=sst')).toEqual([])
  const [one] = wind
  expect(await find(`searchTerms=waves&uid=${one}`)).toEqual([one])
  expect(await find('searchTerms=waves&uid=g000')).toEqual([])
})

test('a term that only some files have is a condition where they have it, and unknown elsewhere', async () => {
  const { xml } = await sampleOf([
    granuleOver([0, 0, 1, 1], { id: 'a', properties: { 'eo:cloud_cover': 10, sensorType: 'RADAR' } }),
    granuleOver([0, 0, 1, 1], { id: 'b', properties: { 'eo:cloud_cover': 60 } }),
    granuleOver([0, 0, 1, 1], { id: 'c', collection: 'sla', updated: Date.UTC(2025, 0, 1) }),
  ])
  const ids = async (query: string) => identifiers(await xml(`/opensearch/granules.atom?${query}`))
  expect(await ids('cloudCover=20]'.replace(']', '%5D'))).toEqual(['sst:a'])
  expect(await ids('sensorType=radar')).toEqual(['sst:a'])
  expect(await ids('parentIdentifier=sla&cloudCover=20%5D')).toEqual(['sla:c'])
  expect(await ids('parentIdentifier={sla,sst}'.replace(/[{}]/g, encodeURIComponent))).toHaveLength(3)
  expect(await ids('modificationDate=%5B2025-06-01')).toEqual(['sst:a', 'sst:b'])
})

test.each<[string, (granule: Granule) => boolean]>([
  ['orbitNumber=17', ({ properties }) => properties.orbit === 17],
  ['orbitNumber={17,19,400}', ({ properties }) => [17, 19, 400].includes(Number(properties.orbit))],
  [
    'orbitNumber=[17,19]',
    ({ properties }) => Number(properties.orbit) >= 17 && Number(properties.orbit) <= 19,
  ],
  ['orbitNumber=]17,19[', ({ properties }) => properties.orbit === 18],
  ['orbitNumber=[290', ({ properties }) => Number(properties.orbit) >= 290],
  ['orbitNumber=]290', ({ properties }) => Number(properties.orbit) > 290],
  ['orbitNumber=5]', ({ properties }) => Number(properties.orbit) <= 5],
  ['orbitNumber=5[', ({ properties }) => Number(properties.orbit) < 5],
  ['cycleNumber=3&platform=P1', ({ properties }) => properties.cycle === 3 && properties.platform === 'P1'],
  ['platform={P1,P2}', ({ properties }) => ['P1', 'P2'].includes(String(properties.platform))],
  ['orbitDirection=ASCENDING', ({ properties }) => properties.direction === 'ascending'],
  ['parentIdentifier=wind', ({ collection }) => collection === 'wind'],
  ['datasetId=sst&orbitNumber=[10,20]&start=', (one) => one.collection === 'sst' && meets(one, 10, 20)],
])('%s', async (query, matches) => {
  const found = await find(query.replaceAll(/[[\]{}]/g, encodeURIComponent))
  expect(found).toEqual(uids(granules.filter(matches)))
  expect(found.length).toBeGreaterThan(0)
})

function meets({ properties }: Granule, low: number, high: number): boolean {
  return Number(properties.orbit) >= low && Number(properties.orbit) <= high
}

test('when a file was made is asked by day or by range, however it spells the fraction of a second', async () => {
  const made = [
    '2025-06-02T00:00:00Z',
    '2025-06-02T23:59:59Z',
    '2025-06-02T23:59:59.999Z',
    '2025-06-03T00:00:00.000Z',
  ]
  const { xml } = await sampleOf(
    made.map((created, i) => granuleOver([0, 0, 1, 1], { id: String(i), properties: { created } })),
  )
  const ids = async (value: string) =>
    identifiers(await xml(`/opensearch/granules.atom?creationDate=${encodeURIComponent(value)}`))
  expect(await ids('2025-06-02')).toEqual(['sst:0', 'sst:1', 'sst:2'])
  expect(await ids('[2025-06-03')).toEqual(['sst:3'])
  expect(await ids(']2025-06-02')).toEqual(['sst:3'])
  expect(await ids('2025-06-02]')).toEqual(['sst:0', 'sst:1', 'sst:2'])
  expect(await ids('[2025-06-02T12:00:00Z,2025-06-03T00:00:00Z[')).toEqual(['sst:1', 'sst:2'])
  expect(await ids('{2025-06-03,2025-06-02T00:00:00Z}')).toEqual(['sst:0', 'sst:3'])
})

test('sort keys order the entries', async () => {
  const { xml } = await sample
  const ids = async (keys: string) => identifiers(await xml(`/granules.atom?count=1000&sortKeys=${keys}`))
  const byOrbit = [...granules].sort((a, b) => Number(b.properties.orbit) - Number(a.properties.orbit))
  expect(await ids('orbitNumber,eo,0')).toEqual(byOrbit.map(({ collection, id }) => `${collection}:${id}`))
  const starts = new Map(granules.map((one) => [`${one.collection}:${one.id}`, one.start]))
  const times = (await ids('start,time,0')).map((uid) => starts.get(uid)!)
  expect(times).toEqual([...times].sort((a, b) => b - a))
  expect(await ids('parentIdentifier,eo,1%20orbitNumber,eo,0')).toEqual(
    [...byOrbit.filter((_, i) => i % 2 === 1), ...byOrbit.filter((_, i) => i % 2 === 0)].map(
      ({ collection, id }) => `${collection}:${id}`,
    ),
  )
})

test('along the track, one stretch of the granule has to meet both area and period', async () => {
  const passing = granuleOver([0, 0, 20, 1], {
    end: noon + 2 * hour,
    segments: [0, 1].map((i) => ({
      start: noon + i * hour,
      end: noon + (i + 1) * hour - 1,
      rows: [i, i],
      geometry: granuleOver([i * 10, 0, i * 10 + 10, 1]).geometry,
    })),
  })
  const { xml } = await sampleOf([passing])
  const asked = '/granules.atom?box=1,0,2,1&start=2025-06-01T13:30:00Z'
  expect(identifiers(await xml(asked))).toHaveLength(1)
  expect(identifiers(await xml(`${asked}&along-track=false`))).toHaveLength(1)
  expect(identifiers(await xml(`${asked}&along-track=true`))).toHaveLength(0)
})
