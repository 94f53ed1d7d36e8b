import type { estypes } from '@elastic/elasticsearch'
import { summariesOf, type Vocabulary } from '../aggregate/vocabulary.ts'
import { fewValues, type PropertySummary } from '../aggregation.ts'
import { none } from './combine.ts'
import type { Connection } from './connect.ts'
import { request } from './failure.ts'
import { decodeName, fieldName } from './filter.ts'
import type { Names } from './names.ts'
import { type Query, search, targetOf } from './search.ts'

/** Properties asked about in one request. */
const together = 50

type Field = 'strings' | 'numbers' | 'booleans'

/** What the granules of the collections have, of all when none is named. */
export async function summariseProperties(
  connection: Connection,
  names: Names,
  collections: string[],
): Promise<PropertySummary[]> {
  const target = targetOf(connection, names, { collections })
  const query: Query = collections.length > 0 ? { terms: { collection: collections } } : { match_all: {} }
  const vocabulary: Vocabulary = new Map()
  const fields = await indexedFields(connection, target.index)
  for (let i = 0; i < fields.length; i += together) {
    const some = fields.slice(i, i + together)
    const answer = await search(target, {
      query,
      size: 0,
      track_total_hits: false,
      aggs: Object.fromEntries(some.flatMap((field, k) => questions(field, String(k)))),
    })
    some.forEach(({ name, field }, k) => {
      for (const [type, suffix] of typesOf[field]) {
        const found = answer.aggregations?.[`${k}${suffix}`] as Found | undefined
        if (!found || found.doc_count === 0) continue
        const types = vocabulary.get(name) ?? new Map()
        vocabulary.set(name, types.set(type, entryFrom(found)))
      }
    })
  }
  return summariesOf(vocabulary)
}

interface Found {
  doc_count: number
  least?: { value: number | null }
  greatest?: { value: number | null }
  values?: { buckets: { key: string; doc_count: number }[] }
}

const typesOf: Record<Field, [type: PropertySummary['type'], suffix: string][]> = {
  numbers: [['number', '']],
  booleans: [['boolean', '']],
  strings: [
    ['string', ''],
    ['string[]', 'list'],
  ],
}

function questions(
  { name, field }: { name: string; field: Field },
  key: string,
): [string, estypes.AggregationsAggregationContainer][] {
  const path = fieldName(field, name)
  const exists: Query = { exists: { field: path } }
  if (field === 'numbers') {
    const bounds = { least: { min: { field: path } }, greatest: { max: { field: path } } }
    return [[key, { filter: exists, aggs: bounds }]]
  }
  if (field === 'booleans') return [[key, { filter: exists }]]
  const list: Query = { term: { lists: name } }
  const values = { values: { terms: { field: path, size: fewValues + 1 } } }
  return [
    [key, { filter: { bool: { filter: [exists, none(list)] } }, aggs: values }],
    [`${key}list`, { filter: { bool: { filter: [exists, list] } }, aggs: values }],
  ]
}

function entryFrom({ doc_count, least, greatest, values }: Found) {
  return {
    granules: doc_count,
    ...(typeof least?.value === 'number' && { least: least.value }),
    ...(typeof greatest?.value === 'number' && { greatest: greatest.value }),
    ...(values && { values: new Map(values.buckets.map(({ key, doc_count }) => [key, doc_count])) }),
  }
}

/** The names under which the indices have strings, numbers or booleans. */
async function indexedFields(
  connection: Connection,
  index: string[],
): Promise<{ name: string; field: Field }[]> {
  const mappings = await request(connection, 'read', () =>
    connection.client.indices.getMapping({ index, ignore_unavailable: true, allow_no_indices: true }),
  )
  const found = new Map<string, { name: string; field: Field }>()
  for (const { mappings: mapping } of Object.values(mappings)) {
    for (const field of ['strings', 'numbers', 'booleans'] as const) {
      const inner = mapping.properties?.[field]
      for (const encoded of Object.keys((inner && 'properties' in inner && inner.properties) || {})) {
        const name = decodeName(encoded)
        found.set(JSON.stringify([field, name]), { name, field })
      }
    }
  }
  return [...found.values()]
}
