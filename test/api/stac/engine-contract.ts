import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../../../api/app.ts'
import { bareCollection } from '../../../catalog/bare-collection.ts'
import { withLinks } from '../../../catalog/description/linked-store.ts'
import type { Store } from '../../../catalog/store.ts'
import { randomGranules } from '../../random-granules.ts'
import { openScanStore } from '../../scan-store.ts'
import { seeded } from '../../seeded.ts'

const key = 'key-of-this-suite'

/** Addresses below `/stac`; where there is a body it is sent by POST. */
type Request = [url: string, body?: object]

const polygon = {
  type: 'Polygon',
  coordinates: [
    [
      [-60, -40],
      [60, -40],
      [60, 40],
      [-60, 40],
      [-60, -40],
    ],
  ],
}
const several = {
  type: 'GeometryCollection',
  geometries: [polygon, { type: 'Point', coordinates: [179.5, 70] }],
}
const text = (filter: string) => `/search?limit=400&filter=${encodeURIComponent(filter)}`

const searches: Request[] = [
  ['/search'],
  ['/search?limit=400'],
  ['/search?limit=400&bbox=-30,-30,60,30'],
  ['/search?limit=400&bbox=170,-20,-170,20'],
  ['/search?limit=400&bbox=-30,-30,-100,60,30,8000'],
  ['/search?limit=400&datetime=2015-01-10T00:00:00Z/2015-01-20T00:00:00Z'],
  ['/search?limit=400&datetime=../2015-01-15T06:00:00.250Z'],
  ['/search?limit=400&collections=alpha,Gamma'],
  ['/search?ids=swath-1-0,profile-5-1,none'],
  ['/search', { limit: 400, intersects: polygon }],
  ['/search', { limit: 400, intersects: several }],
  ['/search', { limit: 400, collections: 'beta', ids: [] }],
  ['/search', { limit: 400, query: { 'sat:orbit_cycle': { gte: 3, lt: 9 }, platform: { startsWith: 'A' } } }],
  ['/search', { limit: 400, sortby: [{ field: 'platform', direction: 'desc' }] }],
  ['/search?limit=400&sortby=-end_datetime,%2Bid'],
  ['/search?limit=400&sortby=oceanid:quality&fields=id,properties.oceanid:quality'],
  ['/search?limit=400&fields=-assets,-links,-geometry'],
  ['/search?limit=400&q=aqua'],
  ['/search?limit=400&q=alpha%20AND%20-sentinel'],
  ['/collections/alpha/items?limit=400&bbox=0,0,180,90'],
  ['/collections/nothing/items'],
]

const filters: Request[] = [
  text('"sat:orbit_cycle" BETWEEN 3 AND 5'),
  text("platform LIKE 'S%-_' OR night = TRUE"),
  text("casei(platform) = casei('AQUA') AND NOT night = FALSE"),
  text("platform IN ('Aqua', '🛰')"),
  text('"sat:orbit_cycle" IS NULL'),
  text('a_contains("oceanid:variables", (\'sst\'))'),
  text("a_overlaps(\"oceanid:variables\", ('ssh', 'ice'))"),
  text('"sat:orbit_cycle" * 2 > "oceanid:pass" - 1'),
  text('s_intersects(geometry, BBOX(170, -20, -170, 20))'),
  text('s_within(geometry, POLYGON((-60 -40, 60 -40, 60 40, -60 40, -60 -40)))'),
  text("t_during(datetime, INTERVAL('2015-01-10T00:00:00Z', '2015-01-20T00:00:00Z'))"),
  text("t_after(datetime, TIMESTAMP('2015-02-10T00:00:00Z'))"),
  text('unheard:of = 1'),
].map((url): Request => [url])

const counts: Request[] = [
  '/aggregate?bbox=-30,-30,60,30',
  '/aggregate?aggregations=total_count,datetime_min,datetime_max,datetime_frequency,collection_frequency',
  '/aggregate?aggregations=platform_frequency,oceanid:quality_frequency,sat:orbit_cycle_frequency,night_frequency',
  '/aggregate?aggregations=geometry_geohash_grid_frequency,geometry_geotile_grid_frequency',
  '/collections/alpha/aggregate?aggregations=datetime_frequency&datetime_frequency_interval=day',
  '/aggregations',
  '/collections/alpha/aggregations',
].map((url): Request => [url])

const descriptions: Request[] = [
  '',
  '/conformance',
  '/collections',
  '/collections?bbox=-30,-30,60,30&q=alpha&sortby=-id&limit=1',
  "/collections?filter=id%20LIKE%20'%25a'",
  '/collections/alpha',
  '/collections/nothing',
  '/children',
  '/queryables',
  '/collections/alpha/queryables',
  '/sortables',
  '/collections/alpha/times',
  '/collections/alpha/items/swath-1-0',
].map((url): Request => [url])

const streamed: Request[] = ['geojson-all', 'ndjson', 'csv', 'parquet'].map(
  (form): Request => [`/search?f=${form}&sortby=id,collection&bbox=-90,-90,90,90`],
)

const refused: Request[] = [
  ['/search', { filter: { op: 'frobnicate', args: [] } }],
  ['/search?token=made-up'],
  ['/search?bbox=0,10,1,5'],
  ['/search?sortby=--id'],
  ['/aggregate?aggregations=nothing_frequency'],
]

/**
 * The STAC API answers the same over this engine as over the linear scan, to the byte but for the tokens of pages.
 *
 * @param open gives an empty catalogue of its own; the suite closes it
 */
export function describeStacApi(name: string, open: () => Promise<Store>): void {
  describe(name, () => {
    let opened: Store
    let app: FastifyInstance
    let scan: FastifyInstance

    beforeAll(async () => {
      opened = await open()
      const granules = randomGranules(seeded(97), 400)
      ;[app, scan] = await Promise.all([appOf(opened, granules), appOf(openScanStore(), granules)])
    }, 120_000)
    afterAll(async () => {
      await app.close()
      await opened.close()
    })

    const groups = { searches, filters, counts, descriptions, streamed, refused }
    test('a private collection is not there for who has no key for it, and there for who has', async () => {
      const store = await open()
      const granules = randomGranules(seeded(98), 150)
      await store.putCollection({ ...bareCollection('beta'), private: true })
      const hiding = await appOf(store, granules)
      const lacking = await appOf(
        openScanStore(),
        granules.filter(({ collection }) => collection !== 'beta'),
      )
      for (const request of Object.values(groups).flat()) {
        expect([request, await ask(hiding, request)]).toEqual([request, await ask(lacking, request)])
      }
      const headers = { authorization: `Bearer ${key}` }
      expect((await hiding.inject({ url: '/stac/search', headers })).json().numberMatched).toBe(150)
      await hiding.close()
      await store.close()
    })

    test.each(Object.entries(groups))('%s', async (group, requests) => {
      let found = 0
      for (const request of requests) {
        const [answer, expected] = [await ask(app, request), await ask(scan, request)]
        expect([request, answer]).toEqual([request, expected])
        found += expected.body.numberMatched ?? 0
      }
      if (group === 'searches' || group === 'filters') expect(found).toBeGreaterThan(200)
    })

    test('pages forward and back', async () => {
      for (const question of ['limit=37', 'limit=50&sortby=-platform&bbox=-90,-90,90,90']) {
        let url = `/stac/search?${question}&fields=id`
        const [own, others] = [await walk(app, url), await walk(scan, url)]
        expect(own).toEqual(others)
        expect(new Set(own.keys).size).toBe(own.matched)
        url = own.back
        const first = await app.inject(url)
        expect(keysOf(first.json())).toEqual(own.keys.slice(0, first.json<Page>().numberReturned))
      }
    })

    test('changes', async () => {
      const item = (id: string, lon: number, cover: number) => ({
        type: 'Feature',
        stac_version: '1.1.0',
        id,
        geometry: { type: 'Point', coordinates: [lon, 0] },
        properties: { datetime: '2030-06-05T00:00:00Z', 'eo:cloud_cover': cover },
        links: [],
        assets: {},
      })
      const at = '/stac/collections/fresh'
      const about = { id: 'fresh', description: 'Made by a test', license: 'other', title: 'Fresh' }
      const steps: [method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, payload?: object][] = [
        ['POST', '/stac/collections', about],
        ['POST', '/stac/collections', about],
        ['POST', `${at}/items`, item('one', 1, 10)],
        ['POST', `${at}/items`, item('one', 1, 10)],
        [
          'POST',
          `${at}/items`,
          { type: 'FeatureCollection', features: [item('two', 2, 20), item('one', 1, 1)] },
        ],
        ['PUT', `${at}/items/one`, item('one', 50, 30)],
        ['PATCH', `${at}/items/two`, { properties: { 'eo:cloud_cover': 40 } }],
        ['PATCH', `${at}/items/none`, { properties: {} }],
        ['PATCH', at, { title: 'Fresher' }],
        ['DELETE', `${at}/items/one`],
        ['DELETE', `${at}/items/one`],
        ['DELETE', at],
        ['DELETE', at],
      ]
      for (const [method, url, payload] of steps) {
        const send = async (to: FastifyInstance) => {
          const headers = { authorization: `Bearer ${key}` }
          const { statusCode } = await to.inject({ method, url, headers, ...(payload && { payload }) })
          const found = await ask(to, ['/search?collections=fresh&sortby=-eo:cloud_cover'])
          const described = await ask(to, ['/collections/fresh'])
          return { statusCode, found: comparable(found), described: comparable(described) }
        }
        expect([method, url, await send(app)]).toEqual([method, url, await send(scan)])
      }
    })
  })
}

async function appOf(store: Store, granules: Parameters<Store['put']>[0]): Promise<FastifyInstance> {
  await store.put(granules)
  return buildApp(withLinks(store), {
    logger: false,
    writing: { keys: { find: async (shown) => (shown === key ? { name: 'all' } : undefined) }, store },
  })
}

interface Page {
  numberMatched: number
  numberReturned: number
  features: { collection: string; id: string }[]
  links: { rel: string; href: string }[]
}

const keysOf = ({ features }: Page) => features.map(({ collection, id }) => `${collection}/${id}`)

async function ask(app: FastifyInstance, [url, body]: Request) {
  const response = await app.inject(
    body ? { method: 'POST', url: `/stac${url}`, payload: body } : { method: 'GET', url: `/stac${url}` },
  )
  const type = String(response.headers['content-type'])
  const isJson = type.includes('json') && !type.includes('ndjson')
  return {
    status: response.statusCode,
    type,
    matched: response.headers['ogc-numbermatched'],
    body: isJson
      ? (JSON.parse(withoutTokens(response.payload)) as Partial<Page>)
      : ({ text: response.rawPayload.toString('base64') } as Partial<Page>),
  }
}

/** An engine's own: where in its order a page begins. */
function withoutTokens(payload: string): string {
  return payload.replace(/(token(?:=|":"))\d+\.[\w-]*/g, '$1TOKEN')
}

/** Without what is the clock's, when a change was made, and ranges of numbers, which may stay wider after a change. */
function comparable(answer: object): unknown {
  return JSON.parse(JSON.stringify(answer), (name, value) =>
    name === 'updated' || name === 'summaries' ? undefined : value,
  )
}

async function walk(app: FastifyInstance, first: string) {
  const keys: string[] = []
  const sizes: number[] = []
  let [url, back, matched]: [string | undefined, string, number] = [first, '', 0]
  while (url !== undefined) {
    const page: Page = (await app.inject(url)).json()
    const linkTo = (rel: string) => page.links.find((link) => link.rel === rel)?.href
    keys.push(...keysOf(page))
    sizes.push(page.numberReturned)
    if (sizes.length === 2) back = linkTo('prev')!
    matched = page.numberMatched
    url = linkTo('next')
  }
  return { keys, sizes, back, matched }
}
