import { readFields } from '../catalog/elasticsearch/document.ts'
import type { Box } from '../catalog/geometry/types.ts'

/** Body of a `POST /search`. */
export interface SearchBody {
  collections?: string[]
  bbox?: Box
  datetime?: string
  limit: number
  'filter-lang'?: 'cql2-json'
  filter?: { op: '<'; args: [{ property: string }, number] }
}

const collections = ['landsat-c2-l2', 'sentinel-2-l2a', 'sentinel-1-grd', 'modis-09a1']
const day = 86_400_000

/** The five classes of searches by which other STAC servers were measured: 300 of each, always the same ones, or as many as given. */
export function searchClasses(each = 300): Record<string, SearchBody[]> {
  let state = 7
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const box = (side: number): Box => {
    const [west, south] = [-180 + random() * (360 - side), -60 + random() * (130 - side)]
    return [west, south, west + side, south + side].map((degrees) => Number(degrees.toFixed(3))) as Box
  }
  const period = (days: number) => {
    const start = Date.UTC(2015, 0, 1) + random() * 3400 * day
    return [start, start + days * day].map((at) => `${new Date(at).toISOString().slice(0, 19)}Z`).join('/')
  }
  const collection = () => [collections[Math.floor(random() * 4)]!]
  const many = (make: () => SearchBody, count = each) => Array.from({ length: count }, make)
  return {
    'A: box 10 degrees, 90 days, limit 10': many(() => ({ bbox: box(10), datetime: period(90), limit: 10 })),
    'B: box 20 degrees, 1 year, one collection, limit 50': many(() => ({
      collections: collection(),
      bbox: box(20),
      datetime: period(365),
      limit: 50,
    })),
    'C: one collection, 30 days': many(() => ({
      collections: collection(),
      datetime: period(30),
      limit: 10,
    })),
    'D: CQL2 number and box 20 degrees': many(() => ({
      bbox: box(20),
      'filter-lang': 'cql2-json',
      filter: { op: '<', args: [{ property: 'eo:cloud_cover' }, 10] },
      limit: 10,
    })),
    'E: no filter': many(() => ({ limit: 10 }), 1),
  }
}

/** The same search as one who knows the index would put it to Elasticsearch. */
export function rawSearch({ collections: ids, bbox, datetime, limit, filter }: SearchBody): object {
  const [start, end] = datetime?.split('/').map((text) => Date.parse(text)) ?? []
  const conditions: object[] = []
  if (ids) conditions.push({ terms: { collection: ids } })
  if (start !== undefined && end !== undefined) {
    conditions.push({ range: { end: { gte: start } } }, { range: { start: { lte: end } } })
  }
  if (bbox) {
    const [west, south, east, north] = bbox
    const shape = {
      type: 'envelope',
      coordinates: [
        [west, north],
        [east, south],
      ],
    }
    conditions.push({ geo_shape: { footprint: { shape, relation: 'intersects' } } })
  }
  if (filter) conditions.push({ range: { 'numbers.eo%3Acloud_cover': { lt: filter.args[1] } } })
  return {
    query: { bool: { filter: conditions } },
    sort: [{ start: 'asc' }, { collection: 'asc' }, { id: 'asc' }],
    size: limit + 1,
    track_total_hits: true,
    _source: readFields,
  }
}
