import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buildApp } from '../../api/app.ts'
import type { Granule } from '../../catalog/granule.ts'
import type { Federation } from '../../federation/open.ts'
import { openScanStore } from '../scan-store.ts'

export interface Served {
  /** Without a slash at the end. */
  url: string
  /** Paths with their queries, as they were asked for. */
  asked: string[]
  close: () => Promise<void>
}

type Answer = (request: IncomingMessage, response: ServerResponse, url: URL) => void

/** A service on a free port of this machine. */
export async function serve(answer: Answer): Promise<Served> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url!)
    answer(request, response, new URL(request.url!, 'http://here'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** An Oceanid over these granules. */
export async function serveOceanid(granules: Granule[], federation?: Federation): Promise<Served> {
  const store = openScanStore()
  await store.put(granules)
  const app = await buildApp(store, { logger: false, ...(federation && { federation: () => federation }) })
  const asked: string[] = []
  app.addHook('onRequest', async ({ url }) => {
    asked.push(url)
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  return { url, asked, close: () => app.close() }
}

export interface ForeignOptions {
  /** What it says its total is, given the true one. */
  total?: (matched: number) => number
  /** Does not turn the page, whatever is asked. */
  deaf?: boolean
  /** Milliseconds before each answer. */
  delay?: number
  /** Of an entry; its id with `.nc` when absent. */
  titleOf?: (granule: Granule) => string
}

/** A service by another hand: other names of parameters (by its template alone), Atom, pages of 15 at most, in the order given. */
export function serveForeign(granules: Granule[], options: ForeignOptions = {}): Promise<Served> {
  const { total = (matched) => matched, deaf = false, delay = 0, titleOf = ({ id }) => `${id}.nc` } = options
  return serve((request, response, url) => {
    const send = (type: string, text: string) =>
      setTimeout(() => response.setHeader('content-type', type).end(text), delay)
    if (url.pathname === '/description')
      return send('application/xml', foreignDescription(request.headers.host!))
    const wanted = url.searchParams.get('pi')
    const [start, end] = ['dtstart', 'dtend'].map((name) => url.searchParams.get(name))
    const matches = granules.filter(
      (granule) =>
        (!wanted || granule.collection === wanted) &&
        (!start || granule.end >= Date.parse(start)) &&
        (!end || granule.start <= Date.parse(end)),
    )
    const [first, count] = [Number(url.searchParams.get('si') ?? 0), Number(url.searchParams.get('c') ?? 10)]
    const from = deaf ? 0 : first
    const page = matches.slice(from, from + Math.min(count, 15))
    send('application/atom+xml', foreignFeed(page, total(matches.length), titleOf))
  })
}

function foreignDescription(host: string): string {
  return `<?xml version="1.0"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/" xmlns:e="http://a9.com/-/opensearch/extensions/eo/1.0/"
  xmlns:g="http://a9.com/-/opensearch/extensions/geo/1.0/" xmlns:t="http://a9.com/-/opensearch/extensions/time/1.0/">
<ShortName>Other</ShortName><Description>By another hand</Description>
<Url type="text/html" template="http://${host}/page"/>
<Url type="application/atom+xml" indexOffset="0"
  template="http://${host}/find?pi={e:parentIdentifier?}&amp;si={startIndex?}&amp;c={count?}&amp;dtstart={t:start?}&amp;dtend={t:end?}"/>
</OpenSearchDescription>`
}

function foreignFeed(granules: Granule[], total: number, titleOf: (granule: Granule) => string): string {
  const entries = granules.map((granule) => {
    const { id, start, end, bbox } = granule
    const [west, south, east, north] = bbox
    const ring = `${south} ${west} ${south} ${east} ${north} ${east} ${north} ${west} ${south} ${west}`
    return `<entry><id>https://other.example/${id}</id><title>${titleOf(granule)}</title><updated>2025-01-01T00:00:00Z</updated>
<dc:date xmlns:dc="http://purl.org/dc/elements/1.1/">${new Date(start).toISOString()}/${new Date(end).toISOString()}</dc:date>
<georss:polygon xmlns:georss="http://www.georss.org/georss">${ring}</georss:polygon>
<link rel="enclosure" href="ftp://other.example/${id}.nc" type="application/x-netcdf" length="12"/></entry>`
  })
  return `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:os="http://a9.com/-/spec/opensearch/1.1/"><title>x</title><id>x</id>
<updated>2025-01-01T00:00:00Z</updated><os:totalResults>${total}</os:totalResults>${entries.join('')}</feed>`
}
