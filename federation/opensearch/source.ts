import { intersects } from '../../catalog/geometry/intersects.ts'
import type { Caller } from '../call.ts'
import {
  conditionsOf,
  type FoundGranule,
  type Question,
  type Source,
  SourceError,
  statusError,
} from '../source.ts'
import { readAtom } from './atom.ts'
import { parseDescription, type SearchUrl } from './description.ts'
import { readGeoJsonPage } from './geojson.ts'
import type { ReadPage } from './read-page.ts'
import { fillTemplate, type Hole, holesOf } from './template.ts'
import { type Asking, valuesOf } from './values.ts'

/** For how long a description document is not read again, milliseconds. */
const freshness = 3_600_000

export interface OpenSearchOptions extends Pick<Source, 'id' | 'title' | 'timeout' | 'protocols' | 'nameOf'> {
  /** Address of the description document; `{collection}` in it stands for the collection asked for. */
  description: string
  /** The hole of the template that takes the collection. */
  collectionToken: string
  call: Caller
}

/** An OpenSearch service, asked as its description document says. */
export function openSearchSource({
  description,
  collectionToken,
  call,
  ...source
}: OpenSearchOptions): Source {
  const described = new Map<string, { urls: Promise<SearchUrl[]>; at: number }>()

  const describe = (address: string): Promise<SearchUrl[]> => {
    const known = described.get(address)
    if (known && Date.now() - known.at < freshness) return known.urls
    const urls = readDescription(address, call, AbortSignal.timeout(source.timeout))
    described.set(address, { urls, at: Date.now() })
    urls.catch(() => described.delete(address))
    return urls
  }

  return {
    ...source,
    async page(question, at, count, signal) {
      const address = description.replaceAll('{collection}', encodeURIComponent(question.collection ?? ''))
      const urls = await withSignal(describe(address), signal)
      if (urls.length === 0) return { found: [], total: 0 }
      const { url, holes, asking } = choose(urls, question, collectionToken)
      const size = Math.min(count, url.mostEntries ?? count)
      const position = at ?? firstPosition(url, holes)
      const target = addressOf(url, holes, asking, position, size)
      const { status, type, text, url: came } = await call(target, { accept: url.type, signal })
      if (status === 404) return { found: [], total: 0 }
      if (status >= 400) throw statusError(status, `to ${new URL(target).pathname}`)
      const read = /json/.test(type || url.type) ? readGeoJsonPage(text) : readAtom(text)
      const next = nextPosition(position, read, size, url, came)
      const found = read.found.filter((one) => meets(one, question, asking))
      const first = read.found[0]?.identifier
      return {
        found,
        ...(first !== undefined && { first }),
        ...(read.total !== undefined && { total: read.total }),
        ...(next !== undefined && { next }),
      }
    },
  }
}

async function readDescription(address: string, call: Caller, signal: AbortSignal): Promise<SearchUrl[]> {
  const { status, text } = await call(address, { accept: 'application/opensearchdescription+xml', signal })
  // A service that describes each collection apart has no document of one that it lacks.
  if (status === 404) return []
  if (status >= 400) throw statusError(status, 'instead of its description')
  return parseDescription(text)
}

/** Others may wait for the same answer: one who stops waiting does not end it. */
function withSignal<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    promise.then(resolve, reject)
  })
}

/** The first Url whose holes can be filled. */
function choose(urls: SearchUrl[], question: Question, collectionToken: string) {
  let unasked: string | undefined
  for (const url of urls) {
    const holes = holesOf(url.template)
    unasked = conditionsOf(question).find((token) => !holes.some((hole) => hole.token === token))
    if (unasked !== undefined) continue
    const asking = valuesOf(question, holes, collectionToken)
    const paged = new Map([...asking.values, ['count', '1'], ['startIndex', '1'], ['startPage', '1']])
    if (fillTemplate(url.template, paged) !== undefined) return { url, holes, asking }
  }
  if (unasked !== undefined) throw new SourceError(`cannot be asked for ${unasked}`)
  throw new SourceError('wants a parameter that was not given')
}

/** `i` and the number of an entry, `p` and that of a page, or `n` and the address of the next page. */
function firstPosition({ indexOffset, pageOffset }: SearchUrl, holes: Hole[]): string {
  if (holes.some(({ token }) => token === 'startIndex')) return `i${indexOffset}`
  return `p${pageOffset}`
}

function addressOf(url: SearchUrl, holes: Hole[], asking: Asking, position: string, count: number): string {
  const [kind, rest] = [position[0], position.slice(1)]
  if (kind === 'n') return rest
  const values = new Map(asking.values).set('count', String(count))
  if (kind === 'i') values.set('startIndex', rest)
  else if (holes.some(({ token }) => token === 'startPage')) values.set('startPage', rest)
  const address = fillTemplate(url.template, values)
  if (address === undefined) throw new SourceError('wants a parameter that was not given')
  return address
}

/**
 * Where the next page begins. Some services give shorter pages than asked for, so that a total which is not reached says that
 * there is more; and so does one that is passed, since it is wrong.
 */
function nextPosition(
  position: string,
  { found, total, nextLink }: ReadPage,
  count: number,
  { indexOffset, pageOffset }: SearchUrl,
  came: string,
): string | undefined {
  if (found.length === 0) return undefined
  const [kind, number] = [position[0], Number(position.slice(1))]
  const goesOn = (reached: number) => found.length >= count || (total !== undefined && reached !== total)
  if (kind === 'i') {
    return goesOn(number - indexOffset + found.length) ? `i${number + found.length}` : undefined
  }
  if (nextLink !== undefined) return `n${new URL(nextLink, came).href}`
  if (kind !== 'p') return undefined
  return goesOn((number - pageOffset) * count + found.length) ? `p${number + 1}` : undefined
}

function meets({ geometry, start, end }: FoundGranule, { query }: Question, { unsaid }: Asking): boolean {
  if (unsaid.area && query.area && geometry && !intersects(geometry, query.area)) return false
  if (!unsaid.period || start === undefined || end === undefined) return true
  return end >= (query.period?.start ?? -Infinity) && start <= (query.period?.end ?? Infinity)
}
