import { afterEach, describe, expect, test } from 'vitest'
import type { Granule } from '../../catalog/granule.ts'
import type { FederationConfiguration, SourceConfiguration } from '../../federation/configuration.ts'
import { harvest } from '../../federation/harvest.ts'
import { openFederation } from '../../federation/open.ts'
import { granuleOver } from '../api/opensearch/sample.ts'
import { openScanStore } from '../scan-store.ts'
import { seeded } from '../seeded.ts'
import { type Served, serve, serveForeign, serveOceanid } from './service.ts'

const served: Served[] = []
afterEach(async () => {
  for (const one of served.splice(0)) await one.close()
})
const kept = async (promise: Promise<Served>): Promise<Served> => {
  const one = await promise
  served.push(one)
  return one
}

const epoch = Date.UTC(2018, 7, 5)
const minute = 60_000

/** Granules of one collection named by their time, as a mission names them. */
function granulesFrom(seed: number, count: number, name: string): Granule[] {
  const random = seeded(seed)
  return Array.from({ length: count }, (_, i) => {
    const [west, south] = [Math.floor(300 * random()) - 150, Math.floor(120 * random()) - 70]
    return granuleOver([west, south, west + 20, south + 15], {
      collection: 'SST',
      id: `${name}-${String(i).padStart(4, '0')}`,
      start: epoch + Math.floor(random() * 5000) * minute,
    })
  }).sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1))
}

interface Page {
  totalResults: number
  features: { properties: { title: string; date: string; links: { data?: { href: string }[] } } }[]
  properties: {
    sources: { id: string; total?: number; failure?: string }[]
    links: { next?: { href: string }[] }
  }
}

async function federate(sources: (Partial<SourceConfiguration> & { id: string })[], own: Granule[] = []) {
  const store = openScanStore()
  await store.put(own)
  const configuration = {
    sources: sources.map((source) => ({ private: true, ...source })),
  } as FederationConfiguration
  const portal = await kept(serveOceanid([], openFederation(configuration, store)))
  const get = async (query: string): Promise<Page> => {
    const answer = await fetch(
      query.startsWith('http') ? query : `${portal.url}/federation/granules.geojson?${query}`,
    )
    expect(answer.status, query).toBe(200)
    return (await answer.json()) as Page
  }
  const walk = async (query: string) => {
    const pages = [await get(query)]
    while (pages.at(-1)!.properties.links.next && pages.length < 200) {
      pages.push(await get(pages.at(-1)!.properties.links.next![0]!.href))
    }
    return { pages, features: pages.flatMap(({ features }) => features) }
  }
  return { url: portal.url, get, walk }
}

const names = (features: Page['features']) =>
  features.map(({ properties }) => properties.title.replace(/\.nc$/, ''))
const description = ({ url }: Served) => `${url}/opensearch/description.xml`

describe('a federation', () => {
  test('merges what services find by time, page by page, without loss and without repeating', async () => {
    const [first, second, third, own] = [1, 2, 3, 4].map((seed) =>
      granulesFrom(seed, 40 + 7 * seed, `s${seed}`),
    ) as [Granule[], Granule[], Granule[], Granule[]]
    // The second lies three times: under the same names, with the extension, and among the foreign.
    const shared = second.slice(0, 30)
    const oceanid = await kept(serveOceanid([...first, ...shared]))
    const stac = await kept(serveOceanid([...second]))
    const foreign = await kept(serveForeign([...third, ...shared].sort((a, b) => a.start - b.start)))
    const { walk } = await federate(
      [
        { id: 'one', opensearch: description(oceanid) },
        { id: 'two', stac: `${stac.url}/stac` },
        { id: 'three', opensearch: `${foreign.url}/description` },
        { id: 'own', catalogue: true },
      ],
      own,
    )
    const expected = [...first, ...second, ...third, ...own].sort(
      (a, b) => a.start - b.start || (a.id < b.id ? -1 : 1),
    )
    for (const count of [7, 50, 1000]) {
      const { pages, features } = await walk(`parentIdentifier=SST&count=${count}`)
      expect(names(features)).toEqual(expected.map(({ id }) => id))
      expect(pages.length).toBe(Math.ceil(expected.length / count))
      expect(pages.at(-1)!.totalResults).toBe(expected.length)
      expect(pages.at(-1)!.properties.sources.map(({ id, total }) => [id, total])).toEqual([
        ['one', first.length + 30],
        ['two', second.length],
        ['three', third.length + 30],
        ['own', own.length],
      ])
      const both = features.find(
        ({ properties }) => names([{ properties } as Page['features'][0]])[0] === shared[3]!.id,
      )!
      expect(new Set(both.properties.links.data!.map(({ href }) => href)).size).toBeGreaterThan(1)
    }
  })

  test('asks for area and period in the words of each, and looks through answers of those that have none', async () => {
    const all = [5, 6].map((seed) => granulesFrom(seed, 80, `s${seed}`)) as [Granule[], Granule[]]
    const stac = await kept(serveOceanid(all[0]))
    const foreign = await kept(serveForeign(all[1]))
    const { walk } = await federate([
      { id: 'stac', stac: `${stac.url}/stac` },
      { id: 'foreign', opensearch: `${foreign.url}/description`, collections: { sst: 'SST' } },
    ])
    const box = [-40, -30, 60, 20]
    const meets = ({ bbox: [west, south, east, north] }: Granule) =>
      west <= box[2]! && east >= box[0]! && south <= box[3]! && north >= box[1]!
    const [from, to] = [epoch + 600 * minute, epoch + 3000 * minute]
    const inside = all[1].filter((granule) => meets(granule) && granule.end >= from && granule.start <= to)
    const iso = (instant: number) => new Date(instant).toISOString()
    const { features } = await walk(
      `parentIdentifier=sst&box=${box}&start=${iso(from)}&end=${iso(to)}&count=9&source=foreign`,
    )
    expect(inside.length).toBeGreaterThan(5)
    expect(names(features)).toEqual(inside.map(({ id }) => id))
    expect(foreign.asked.at(-1)).toContain('dtstart=')
    expect(stac.asked).toEqual([])
    const everywhere = await walk(`box=${box}&start=${iso(from)}&end=${iso(to)}&count=200`)
    expect(everywhere.features.length).toBe(
      inside.length + all[0].filter((one) => meets(one) && one.end >= from && one.start <= to).length,
    )
  })

  test('answers without the sources that fail, says which and why, and fails when all do', async () => {
    const good = granulesFrom(7, 30, 'good')
    const oceanid = await kept(serveOceanid(good))
    const slow = await kept(serveForeign(good, { delay: 5_000 }))
    const broken = await kept(serve((_, response) => response.writeHead(500).end('no')))
    const garbled = await kept(serve((_, response) => response.end('<feed><entry>')))
    const hostile = await kept(
      serve((_, response) => response.end('<!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><a>&b;</a>')),
    )
    const endless = await kept(
      serve((_, response) => {
        const more = (): void =>
          void (response.write('x'.repeat(1 << 20)) ? setImmediate(more) : response.once('drain', more))
        response.on('error', () => {})
        more()
      }),
    )
    const sources = [
      { id: 'slow', opensearch: `${slow.url}/description`, timeout: 0.3 },
      { id: 'broken', opensearch: `${broken.url}/` },
      { id: 'garbled', opensearch: `${garbled.url}/` },
      { id: 'hostile', opensearch: `${hostile.url}/` },
      { id: 'endless', stac: `${endless.url}/` },
    ]
    const { url, get } = await federate([{ id: 'good', opensearch: description(oceanid) }, ...sources])
    const page = await get('count=100')
    expect(page.features).toHaveLength(30)
    const failures = new Map(page.properties.sources.map(({ id, failure }) => [id, failure]))
    expect(failures.get('good')).toBeUndefined()
    expect(failures.get('slow')).toBe('did not answer within 0.3 s')
    expect(failures.get('broken')).toContain('500')
    expect(failures.get('garbled')).toContain('not well-formed')
    expect(failures.get('hostile')).toContain('document type')
    expect(failures.get('endless')).toContain('32 MB')
    const atom = await (await fetch(`${url}/federation/granules.atom?count=2`)).text()
    expect(atom).toContain('failure="answers 500 instead of its description"')
    const none = await fetch(`${url}/federation/granules.atom?source=slow,broken`)
    expect(none.status).toBe(504)
    expect(await none.text()).toContain('slow did not answer within 0.3 s')
  })

  test('is not led astray by totals that are not true, nor by pages that do not turn', async () => {
    const granules = granulesFrom(8, 61, 'g')
    const ids = granules.map(({ id }) => id)
    for (const total of [() => 0, () => 5, (n: number) => n, () => 1e6]) {
      const foreign = await kept(serveForeign(granules, { total }))
      const { walk } = await federate([{ id: 'liar', opensearch: `${foreign.url}/description` }])
      for (const count of [4, 15, 40]) {
        const { features } = await walk(`count=${count}`)
        expect(names(features)).toEqual(ids)
      }
    }
    const deaf = await kept(serveForeign(granules, { deaf: true, total: () => 1000 }))
    const { walk } = await federate([{ id: 'deaf', opensearch: `${deaf.url}/description` }])
    for (const count of [4, 15, 40]) {
      expect(names((await walk(`count=${count}`)).features)).toEqual(ids.slice(0, 15))
    }
  })

  test('calls no host that is not configured, whatever an answer leads to, and no private address unless told', async () => {
    const secret = await kept(serve((_, response) => response.end('secret')))
    const leading = await kept(
      serve((_, response) => response.writeHead(302, { location: secret.url }).end()),
    )
    const circling = await kept(
      serve((request, response) => response.writeHead(302, { location: request.url! }).end()),
    )
    const { get } = await federate(
      [
        { id: 'leading', opensearch: `${leading.url}/` },
        { id: 'circling', opensearch: `${circling.url}/` },
        { id: 'private', opensearch: `${secret.url}/`, private: false },
        { id: 'named', opensearch: `${secret.url.replace('127.0.0.1', 'localhost')}/`, private: false },
        { id: 'own', catalogue: true },
      ],
      granulesFrom(9, 3, 'own'),
    )
    const page = await get('count=10')
    const failures = new Map(page.properties.sources.map(({ id, failure }) => [id, failure]))
    expect(failures.get('leading')).toContain('not configured')
    expect(failures.get('circling')).toContain('more than 5 times')
    expect(failures.get('private')).toContain('private address')
    expect(failures.get('named')).toContain('private address')
    expect(page.features).toHaveLength(3)
    expect(secret.asked).toEqual([])
  })

  test('takes a source without the collection for one that has nothing, and a federation as a source', async () => {
    const granules = granulesFrom(10, 25, 'g')
    const oceanid = await kept(serveOceanid(granules))
    const lacking = await kept(serveOceanid([]))
    const inner = await federate([
      { id: 'has', opensearch: description(oceanid) },
      { id: 'lacks', opensearch: description(lacking) },
    ])
    const other = await federate([{ id: 'own', catalogue: true }], granulesFrom(11, 20, 'h'))
    const outer = await federate([
      { id: 'inner', opensearch: `${inner.url}/federation/description.xml` },
      { id: 'other', opensearch: `${other.url}/federation/description.xml` },
    ])
    const { pages, features } = await outer.walk('parentIdentifier=SST&count=8')
    expect(features).toHaveLength(45)
    expect(pages[0]!.properties.sources.every(({ failure }) => failure === undefined)).toBe(true)
    const asked = await inner.get('parentIdentifier=SST')
    expect(asked.properties.sources.find(({ id }) => id === 'lacks')).toMatchObject({ total: 0 })
  })

  test('as a page has a form of what can be asked of all sources, and of nothing else', async () => {
    const { url } = await federate([{ id: 'own', catalogue: true }], granulesFrom(12, 5, 'p'))
    const pageOf = async (level: string) => (await fetch(`${url}/federation/${level}.html`)).text()
    const form = await pageOf('granules')
    const fields = [...form.matchAll(/<(?:input|select) name="([^"]+)"/g)].map(([, name]) => name)
    expect(fields).toEqual(expect.arrayContaining(['box', 'start', 'source', 'protocol']))
    for (const name of ['uid', 'relation', 'sortKeys', 'along-track']) expect(fields).not.toContain(name)
    expect(await pageOf('collections')).not.toContain('<form')
  })

  test('is a STAC search too, page by page, and can be harvested through it', async () => {
    const [first, second] = [14, 15].map((seed) => granulesFrom(seed, 33, `s${seed}`)) as [
      Granule[],
      Granule[],
    ]
    const stac = await kept(serveOceanid(first))
    const { url } = await federate(
      [
        { id: 'stac', stac: `${stac.url}/stac` },
        { id: 'own', catalogue: true },
      ],
      second,
    )
    const ids: string[] = []
    let next: { href: string; body: object } | undefined = {
      href: `${url}/federation/stac/search`,
      body: { collections: ['SST'], limit: 10 },
    }
    while (next) {
      const answer = await fetch(next.href, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(next.body),
      })
      expect(answer.status).toBe(200)
      const page = (await answer.json()) as {
        numberMatched: number
        features: { id: string }[]
        links: { rel: string; href: string; body: object }[]
      }
      expect(page.numberMatched).toBe(66)
      ids.push(...page.features.map(({ id }) => id))
      next = page.links.find(({ rel }) => rel === 'next')
    }
    const expected = [...first, ...second].sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1))
    expect(ids).toEqual(expected.map(({ id }) => id))

    const { sources } = openFederation(
      { sources: [{ id: 'all', stac: `${url}/federation/stac`, private: true }] },
      openScanStore(),
    )
    const into = openScanStore()
    const until = epoch + 6000 * minute
    const options = { from: 'SST', into: 'copy', interval: 0 }
    for await (const step of harvest(sources[0]!, into, { ...options, start: epoch - minute, end: until })) {
      expect(step.refused).toEqual([])
      // As if it ended here, and another run went on from the end of the step.
      if (step.end > epoch + 2000 * minute) break
    }
    expect(await into.count({})).toBeLessThan(66)
    for await (const _ of harvest(sources[0]!, into, {
      ...options,
      start: epoch + 2000 * minute,
      end: until,
    })) {
    }
    const { granules } = await into.search({}, { limit: 100 })
    expect(granules.map(({ id, start, end, geometry }) => ({ id, start, end, geometry }))).toEqual(
      expected.map(({ id, start, end, geometry }) => ({ id, start, end, geometry })),
    )
  })

  test('leaves out a source that cannot be asked for a condition, instead of taking all that it has', async () => {
    const granules = granulesFrom(16, 6, 'g')
    const foreign = await kept(serveForeign(granules))
    const stac = await kept(serveOceanid(granules))
    const own = granules.map((granule, i) => ({ ...granule, properties: { cycle: i } }))
    const { get } = await federate(
      [
        { id: 'foreign', opensearch: `${foreign.url}/description` },
        { id: 'stac', stac: `${stac.url}/stac` },
        { id: 'own', catalogue: true },
      ],
      own,
    )
    const page = await get('cycleNumber=3')
    expect(names(page.features)).toEqual([own[3]!.id])
    const failures = new Map(page.properties.sources.map(({ id, failure }) => [id, failure]))
    for (const id of ['foreign', 'stac']) expect(failures.get(id)).toContain('cannot be asked for')
  })

  test('gives only files of one protocol when asked', async () => {
    const foreign = await kept(serveForeign(granulesFrom(12, 5, 'f')))
    const { get } = await federate(
      [
        { id: 'ftp', opensearch: `${foreign.url}/description` },
        { id: 'web', catalogue: true, protocols: ['HTTPS'] },
      ],
      granulesFrom(13, 5, 'w'),
    )
    expect((await get('protocol=FTP')).features).toHaveLength(5)
    expect((await get('protocol=FTP')).properties.sources.map(({ id }) => id)).toEqual(['ftp'])
    expect((await get('protocol=s3')).features).toHaveLength(0)
  })

  test('refuses what is wrong in the manner of the protocol', async () => {
    const { url } = await federate([{ id: 'own', catalogue: true }])
    for (const [query, status, part] of [
      ['source=nobody', 400, 'nobody'],
      ['cursor=nonsense', 400, 'cursor'],
      [`cursor=${Buffer.from('{"size":1}').toString('base64url')}`, 400, 'cursor'],
      ['box=1,2,3', 400, 'box'],
      ['relation=disjoint&box=0,0,1,1', 501, 'relation'],
      ['timeRelation=during&start=2018-01-01', 501, 'timeRelation'],
      ['uid=a', 501, 'uid'],
    ] as const) {
      const answer = await fetch(`${url}/federation/granules.atom?${query}`)
      expect(answer.status, query).toBe(status)
      expect(await answer.text()).toContain(part)
    }
  })
})
