import type { estypes } from '@elastic/elasticsearch'

export type Query = estypes.QueryDslQueryContainer

export const everything: Query = { match_all: {} }
export const nothing: Query = { match_none: {} }

export function anyOf(should: Query[]): Query {
  const some = should.filter((query) => query !== nothing)
  if (some.length === 0) return nothing
  return some.length === 1 ? some[0]! : { bool: { should: some, minimum_should_match: 1 } }
}

export function allOf(queries: Query[]): Query {
  if (queries.includes(nothing)) return nothing
  const some = queries.filter((query) => query !== everything)
  if (some.length === 0) return everything
  return some.length === 1 ? some[0]! : { bool: { filter: some } }
}

export function none(query: Query): Query {
  if (query === nothing) return everything
  return query === everything ? nothing : { bool: { must_not: [query] } }
}
