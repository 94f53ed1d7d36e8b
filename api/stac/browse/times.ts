import type { StacCatalog, StacLink } from 'stac-ts'
import type { TimeUnit } from '../../../catalog/aggregation.ts'
import { NotFoundError } from '../../../catalog/errors.ts'
import { parseInstantSpan } from '../../../catalog/parse/instant.ts'
import type { GranuleQuery } from '../../../catalog/query.ts'
import type { Store } from '../../../catalog/store.ts'
import { summaryOf } from '../collections/service.ts'
import { geoJson, json, rootLink, type StacUrls, stacVersion } from '../links.ts'

/** Links to items that are asked of the store at a time. */
const pieceLength = 1000

/** By how much of a date a period names: what it is divided by, and how much of an instant names a part. */
const divisions: Record<number, { unit: TimeUnit; characters: number } | undefined> = {
  0: { unit: 'year', characters: 4 },
  4: { unit: 'month', characters: 7 },
  7: { unit: 'day', characters: 10 },
}

/**
 * The catalogue of the items of a collection that start in a year, month or day (UTC), so that all can be reached by links:
 * without a period its years, of a year its months, of a month its days, of a day its items.
 *
 * @param period `2018`, `2018-08` or `2018-08-05`
 * @throws NotFoundError for an unknown collection, or a period without items
 */
export async function timeCatalog(
  store: Store,
  collection: string,
  period: string | undefined,
  urls: StacUrls,
): Promise<StacCatalog> {
  const summary = await summaryOf(store, collection)
  const query = queryOf(collection, period)
  const division = divisions[period?.length ?? 0]
  const below = division
    ? await partLinks(store, query, division, (part) => urls.times(collection, part))
    : await itemLinks(store, query, urls)
  if (period !== undefined && below.length === 0) {
    throw new NotFoundError(`no item of ${collection} starts in ${period}`)
  }
  const name = period ?? 'all times'
  const parent = period === undefined ? urls.collection(collection) : urls.times(collection, outer(period))
  return {
    type: 'Catalog',
    stac_version: stacVersion,
    id: period === undefined ? `${collection}-times` : `${collection}-${period}`,
    title: `${summary.title || collection}: ${name}`,
    description: `Items of ${collection} by the time they start: ${name}.`,
    links: [
      { rel: 'self', href: urls.times(collection, period), type: json },
      rootLink(urls),
      { rel: 'parent', href: parent, type: json },
      ...below,
    ],
  }
}

function queryOf(collection: string, period: string | undefined): GranuleQuery {
  if (period === undefined) return { collections: [collection] }
  const { first, last } = parseInstantSpan(period, 'period')
  return {
    collections: [collection],
    period: { start: first, end: last },
    where: { op: 'between', property: 'start', low: first, high: last },
  }
}

/** `2018-08` for `2018-08-05`, `2018` for `2018-08`, nothing for `2018`. */
function outer(period: string): string | undefined {
  return period.length > 4 ? period.slice(0, -3) : undefined
}

async function partLinks(
  store: Store,
  query: GranuleQuery,
  { unit, characters }: { unit: TimeUnit; characters: number },
  addressOf: (part: string) => string,
): Promise<StacLink[]> {
  const { buckets } = await store.aggregate(query, [{ by: 'time', unit }])
  return buckets[0]!.map(({ key }) => {
    const part = new Date(Number(key)).toISOString().slice(0, characters)
    return { rel: 'child', href: addressOf(part), type: json, title: part }
  })
}

async function itemLinks(store: Store, query: GranuleQuery, urls: StacUrls): Promise<StacLink[]> {
  const links: StacLink[] = []
  let after: string | undefined
  do {
    const page = { limit: pieceLength, uncounted: true, ...(after !== undefined && { after }) }
    const { granules, next } = await store.search(query, page)
    for (const { collection, id } of granules) {
      links.push({ rel: 'item', href: urls.item(urls.collection(collection), id), type: geoJson, title: id })
    }
    after = next
  } while (after !== undefined)
  return links
}
