import type { FastifyInstance, InjectOptions } from 'fastify'
import type { AccessKey } from '../../../api/access/keys.ts'
import type { Store } from '../../../catalog/store.ts'
import { routesOf } from '../routes-of.ts'
import { granule, sampleGranules } from '../stac/sample.ts'

/** Stands in every text of the private collection, and nowhere else. */
export const mark = 'zzhidden'
export const hidden = `${mark}-sst`

const bearers: Record<string, AccessKey> = {
  all: { name: 'all' },
  own: { name: 'own', collections: [hidden], readOnly: true },
  other: { name: 'other', collections: ['sst'] },
}
export const keys = { find: async (shown: string) => bearers[shown] }

export async function fill(store: Store, withHidden: boolean): Promise<Store> {
  await store.put(sampleGranules)
  if (!withHidden) return store
  await store.putCollection({
    ...{ id: hidden, title: `${mark} title`, description: `${mark} text`, license: `${mark}-1.0` },
    ...{
      keywords: [mark],
      providers: [{ name: `${mark} institute` }],
      doi: `10.5067/${mark}`,
      private: true,
    },
    platform: [`${mark}-sat`],
    href: [{ href: `https://${mark}.example/{name}` }],
  })
  await store.put(
    [-100, 0, 100].map((lon, i) =>
      granule(
        `${mark}-${i}`,
        [lon, -10, lon + 20, 10],
        ['2025-06-01T06:00:00Z', `2025-06-01T0${6 + i}:30:00Z`],
        {
          collection: hidden,
          properties: { [`${mark}Property`]: mark, platform: `${mark}-sat`, cycle: 77 },
          assets: { data: { href: `file:///${mark}/${i}.nc`, type: 'application/netcdf', roles: ['data'] } },
        },
      ),
    ),
  )
  return store
}

/** What stands for the names in a route's pattern. */
const places = [
  [hidden, `${mark}-0`, '2025-06', '.xml'],
  ['sst', `${mark}-0`, '2025-06', '.dcat.jsonld'],
  ['sst', 'morning', '2025-06-01', '.schema.jsonld'],
].map(
  ([collection, granule, period, form]): Record<string, string | undefined> => ({
    ...{ collectionId: collection, id: collection, collection, file: `${collection}${form}` },
    ...{ featureId: granule, granule, period, asset: 'data' },
  }),
)

const stacQueries = [
  ...[
    '',
    'limit=1',
    'f=ndjson',
    'f=csv',
    'f=parquet',
    'f=urls',
    `ids=${mark}-0`,
    `collections=${hidden}`,
    `collections=${hidden},sst`,
  ],
  ...[
    'bbox=-180,-90,180,90&limit=50',
    `q=${mark}`,
    `filter=${mark}Property='${mark}'`,
    'sortby=-cycle&limit=2',
  ],
  ...[`filter=collection='${hidden}'`, `filter=collection<>'sst'`, 'filter=cycle=77', `q=${mark}&limit=1`],
  ...['aggregations=total_count,collection_frequency,datetime_min,datetime_max', `collections-a=${hidden}`],
  ...['collections-a=sst&versus=*&window=-3h/3h', `collections-a=sst&versus=${hidden}&window=-9h/9h`],
]

const openSearchQueries = [
  ...['', 'count=50', `parentIdentifier=${hidden}`, `uid=${hidden}`, `uid=${hidden}:${mark}-0`],
  ...[`searchTerms=${mark}`, `platform=${mark}-sat`, 'count=1&startIndex=2', `datasetId=${hidden}`],
  'box=-180,-90,180,90&timeStart=2025-06-01',
]

const bodies = [
  {},
  { limit: 50 },
  { collections: [hidden] },
  { collections: [hidden, 'wind'], limit: 1 },
  { ids: [`${mark}-1`] },
  { filter: { op: 'not', args: [{ op: '=', args: [{ property: 'collection' }, 'sst'] }] } },
  { aggregations: ['total_count', 'collection_frequency'] },
  { a: { collections: ['sst'] }, versus: '*', window: '-3h/3h' },
  {
    ...{ type: 'FeatureCollection', collections: [hidden] },
    features: [
      {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [0, 0] },
        properties: { datetime: '2025-06-01T06:10:00Z' },
      },
    ],
  },
  { collections: [hidden], observations: [{ longitude: 0, latitude: 0, time: '2025-06-01T06:10:00Z' }] },
]

/** Requests to every route, most of them about the private collection. */
export function everyRequest(app: FastifyInstance): InjectOptions[] {
  return routesOf(app).flatMap(({ pattern, methods }) => {
    const urls = places.map((place) => pattern.replace(/:(\w+)/g, (_, name: string) => place[name] ?? name))
    const isStac = /\/stac\b/.test(pattern)
    const queries = isStac ? stacQueries : openSearchQueries
    const forms = queries.map((payload) => ({
      ...{ payload, headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    }))
    const posted: InjectOptions[] = isStac ? bodies.map((payload) => ({ payload })) : forms
    return [...new Set(urls)].flatMap((url): InjectOptions[] => [
      ...(methods.includes('GET') ? queries.map((query) => ({ url: query ? `${url}?${query}` : url })) : []),
      ...(methods.includes('POST') ? posted.map((one) => ({ ...one, method: 'POST' as const, url })) : []),
    ])
  })
}
