import type { StacCollection } from 'stac-ts'
import { decodeCursor, encodeCursor } from '../../../catalog/cursor.ts'
import { InvalidQueryError } from '../../../catalog/errors.ts'
import { intersects } from '../../../catalog/geometry/intersects.ts'
import type { CollectionSummary } from '../../../catalog/granule.ts'
import { comparePlaces, type Place } from '../../../catalog/order.ts'
import { boxArea, checkBox } from '../../../catalog/parse/box.ts'
import type { PropertyScalar, SortKey } from '../../../catalog/query.ts'
import type { Store } from '../../../catalog/store.ts'
import type { StacUrls } from '../links.ts'
import type { Neighbours } from '../paging.ts'
import { readFields, selectFields } from '../search/fields.ts'
import { holdsOf, readTextQuery } from '../search/free-text.ts'
import { readPeriod } from '../search/selection.ts'
import { decodePageStart, neighboursOf } from '../search/token.ts'
import { collectionTest } from './filter.ts'
import { type CollectionSearch, defaultCollections } from './parameters.ts'
import { describeAll } from './service.ts'
import { textOf } from './text.ts'

export interface CollectionPage {
  collections: StacCollection[]
  numberMatched: number
  numberReturned: number
}

type Test = (collection: CollectionSummary) => boolean

/**
 * Collections that meet what is asked; an empty one, whose extent is the whole Earth and all time, meets any box and period.
 *
 * @throws InvalidQueryError
 */
export async function searchCollections(
  store: Store,
  request: CollectionSearch,
  urls: StacUrls,
): Promise<{ page: CollectionPage; neighbours: Neighbours }> {
  const sort = readOrder(request.sortby)
  const compare = comparePlaces(sort)
  const { position, cursor } = request.token === undefined ? { position: 0 } : decodePageStart(request.token)
  const after = cursor === undefined ? undefined : decodeCursor(cursor, sort)
  const fields = readFields(request.fields)
  const tests = testsOf(request)
  const limit = request.limit ?? defaultCollections

  const matches = (await store.collections())
    .filter((summary) => tests.every((test) => test(summary)))
    .map((summary) => ({ summary, place: placeOf(summary, sort) }))
    .sort((a, b) => compare(a.place, b.place))
  const first = after ? matches.findIndex(({ place }) => compare(place, after) > 0) : position
  const shown = first < 0 ? [] : matches.slice(first, first + limit)
  const described = await describeAll(
    store,
    shown.map(({ summary }) => summary),
    urls,
  )
  const last = shown.at(-1)
  const isLast = first + limit >= matches.length
  return {
    page: {
      collections: fields ? described.map((one) => selectFields(one, fields)) : described,
      numberMatched: matches.length,
      numberReturned: described.length,
    },
    neighbours: neighboursOf(
      position,
      limit,
      isLast || !last ? undefined : encodeCursor(last.place, sort),
      shown.length,
    ),
  }
}

function testsOf({ bbox, datetime, q, filter, 'filter-lang': language }: CollectionSearch): Test[] {
  const tests: Test[] = []
  if (bbox) {
    const area = boxArea(checkBox(bbox, 'bbox'))
    tests.push(({ extent }) => !extent || intersects(boxArea(extent.bbox), area))
  }
  const { start = -Infinity, end = Infinity } = (datetime !== undefined && readPeriod(datetime)) || {}
  if (datetime !== undefined)
    tests.push(({ extent }) => !extent || (extent.end >= start && extent.start <= end))
  const words = readTextQuery(q)
  if (words) tests.push((collection) => holdsOf(words, textOf(collection)))
  if (filter !== undefined) tests.push(collectionTest(filter, language))
  return tests
}

/** What collections are sorted by; instants as text, which sorts alike. */
const sortable: Record<string, (collection: CollectionSummary) => PropertyScalar | undefined> = {
  id: ({ id }) => id,
  title: ({ title }) => title,
  description: ({ description }) => description,
  license: ({ license }) => license,
  datetime: ({ extent }) => extent && new Date(extent.start).toISOString(),
  'oceanid:granules': ({ granules }) => granules,
}

function readOrder(sortby: string[] | undefined): SortKey[] {
  return (sortby ?? []).map((key) => {
    const property = key.trim().replace(/^[+-]/, '')
    if (Object.hasOwn(sortable, property)) return { property, descending: key.trim().startsWith('-') }
    const names = Object.keys(sortable).join(', ')
    throw new InvalidQueryError('sortby', `collections are sorted by ${names}, not by ${property}`)
  })
}

function placeOf(summary: CollectionSummary, sort: SortKey[]): Place {
  const values = sort.map(({ property }) => sortable[property]!(summary))
  return { values, collection: summary.id, id: '' }
}
