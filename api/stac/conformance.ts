import { relations } from '../../catalog/query.ts'
import type { Capabilities } from '../../catalog/store.ts'

/** What a server can do beyond the core, by which conformance classes are told. */
export interface Abilities {
  /** Items and collections may be changed. */
  transactions: boolean
  /** What the engine answers. */
  capabilities: Omit<Capabilities, 'engine'>
}

const api = 'https://api.stacspec.org/v1.0.0'
const candidate = 'https://api.stacspec.org/v1.0.0-rc.1'
const features = 'http://www.opengis.net/spec/ogcapi-features'
const cql2 = 'http://www.opengis.net/spec/cql2/1.0/conf'

const always = [
  `${api}/core`,
  `${api}/collections`,
  `${api}/ogcapi-features`,
  `${api}/item-search`,
  `${api}/browseable`,
  `${candidate}/children`,
  `${features}-1/1.0/conf/core`,
  `${features}-1/1.0/conf/oas30`,
  `${features}-1/1.0/conf/geojson`,
  ...['item-search', 'ogcapi-features'].flatMap((scope) => [
    `${api}/${scope}#fields`,
    `${api}/${scope}#sort`,
  ]),
  `${candidate}/collection-search`,
  `${candidate}/collection-search#free-text`,
  `${candidate}/collection-search#advanced-free-text`,
  `${candidate}/collection-search#fields`,
  `${candidate}/collection-search#sort`,
  'https://api.stacspec.org/v1.1.0/collection-search#sort',
  'http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/simple-query',
]

/** The conditions of the Query and the Filter extension: CQL2 as the catalogue compiles it. */
const filtering = [
  ...['item-search', 'ogcapi-features'].flatMap((scope) => [
    `${api}/${scope}#query`,
    `${candidate}/${scope}#free-text`,
    `${candidate}/${scope}#advanced-free-text`,
    `${candidate}/${scope}#filter`,
    `${api}/${scope}#filter`,
  ]),
  `${candidate}/item-search#filter:cql-text`,
  `${candidate}/item-search#filter:cql-json`,
  `${candidate}/item-search#filter:basic-cql`,
  `${candidate}/collection-search#filter`,
  `${features}-3/1.0/conf/filter`,
  `${features}-3/1.0/conf/features-filter`,
  `${features}-3/1.0/conf/queryables`,
  ...[
    'cql2-text',
    'cql2-json',
    'basic-cql2',
    'advanced-comparison-operators',
    'case-insensitive-comparison',
    'accent-insensitive-comparison',
    'temporal-functions',
    'array-functions',
    'property-property',
    'arithmetic',
  ].map((name) => `${cql2}/${name}`),
  // As the drafts called them, which clients and validators still look for.
  `${cql2}/temporal-operators`,
]

/** `s_intersects`, and what areas may be told by. */
const basicSpatial = [
  `${cql2}/basic-spatial-functions`,
  `${cql2}/basic-spatial-functions-plus`,
  `${cql2}/basic-spatial-operators`,
]

const counting = 'https://api.stacspec.org/v0.3.0/aggregation'

const transactions = [
  `${api}/ogcapi-features/extensions/transaction`,
  `${candidate}/ogcapi-features/extensions/transaction`,
  `${api}/collections/extensions/transaction`,
  `${features}-4/1.0/conf/simpletx`,
]

/** Only what is there. */
export function conformanceOf({ transactions: writable, capabilities }: Abilities): string[] {
  const { conditions, aggregation, relations: answered } = capabilities
  const areas = answered.includes('intersects') ? basicSpatial : []
  const all = relations.every((relation) => answered.includes(relation)) ? [`${cql2}/spatial-functions`] : []
  return [
    ...always,
    ...(conditions ? [...filtering, ...areas, ...all] : []),
    ...(aggregation ? [counting] : []),
    ...(aggregation && conditions ? [`${counting}#query`, `${counting}#filter`] : []),
    ...(writable ? transactions : []),
  ]
}
