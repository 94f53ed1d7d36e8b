import type { PropertySummary } from '../../../catalog/aggregation.ts'
import type { CollectionSummary } from '../../../catalog/granule.ts'
import { withoutCase } from '../../../catalog/like.ts'
import type { Filter } from '../../../catalog/query.ts'
import type { Store } from '../../../catalog/store.ts'
import { textOf } from '../collections/text.ts'
import type { TextQuery } from './free-text.ts'
import { escapePattern } from './query-extension.ts'

/** What may be text of any length, and is read word by word. */
const prose = ['title', 'stac:title', 'stac:description', 'stac:keywords']

interface Vocabulary {
  collections: CollectionSummary[]
  properties: PropertySummary[]
}

/**
 * The granules that a free-text search means. A term is looked for, in whatever case, in what is written of a granule's
 * collection; in its id, title, description and keywords; and in all text of which so few values occur that the catalogue
 * lists them (platforms, instruments, variables and the like).
 *
 * @param within collections where alone is searched, if any are named
 */
export async function textFilter(
  store: Store,
  query: TextQuery,
  within: string[] | undefined,
): Promise<Filter> {
  const [collections, properties] = await Promise.all([store.collections(), store.properties(within)])
  return lower(query, { collections, properties })
}

function lower(query: TextQuery, vocabulary: Vocabulary): Filter {
  if ('term' in query) return hasTerm(query.term, vocabulary)
  if ('not' in query) return { op: 'not', arg: lower(query.not, vocabulary) }
  if ('all' in query) return { op: 'and', args: query.all.map((one) => lower(one, vocabulary)) }
  return { op: 'or', args: query.any.map((one) => lower(one, vocabulary)) }
}

function hasTerm(term: string, { collections, properties }: Vocabulary): Filter {
  const described = collections.filter((one) => textOf(one).includes(term)).map(({ id }) => id)
  const listed = properties.flatMap(({ name, values }): Filter[] => {
    const matching = values?.filter((value) => value.toLowerCase().includes(term)) ?? []
    return matching.length > 0 ? [known(name, { op: 'in', property: name, values: matching })] : []
  })
  const read = properties
    .filter(({ name, values }) => prose.includes(name) && values === undefined)
    .map(({ name }) => known(name, contains(name, term)))
  const inDescribed: Filter[] =
    described.length > 0 ? [{ op: 'in', property: 'collection', values: described }] : []
  return { op: 'or', args: [...inDescribed, contains('id', term), ...listed, ...read] }
}

function contains(property: string, term: string): Filter {
  return {
    op: 'like',
    text: { without: 'case', of: { property } },
    pattern: `%${escapePattern(withoutCase(term))}%`,
  }
}

/** False, and not unknown, where a granule lacks the property: what has no title has no term in it. */
function known(property: string, filter: Filter): Filter {
  return { op: 'and', args: [{ op: 'not', arg: { op: 'isNull', property } }, filter] }
}
