import type { Collection } from '../../catalog/granule.ts'
import type { Filter, GranuleQuery } from '../../catalog/query.ts'
import type { Store } from '../../catalog/store.ts'
import { joinFilters } from './granule-query.ts'

/** Words and, in double quotes, phrases. */
export function readTerms(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"?|[^\s"]+/g)]
    .map(([word, phrase]) => (phrase ?? word).trim().replaceAll(/\s+/g, ' '))
    .filter((term) => term !== '')
}

/** Whether a term occurs somewhere in the description, in whatever case. */
export function describes(
  { id, title, description, keywords, providers }: Collection,
  term: string,
): boolean {
  const text = [id, title, description, ...keywords, ...providers.map(({ name }) => name)].join('\n')
  return holds(text, term)
}

/**
 * That each term occurs in the description of a granule's collection or in one of its values (where few enough
 * occur that the catalogue lists them); a term that is found in neither has to begin the name of the file, in its own case.
 *
 * @param collections where alone is searched, if any are named
 */
export async function readTermsQuery(
  store: Store,
  text: string,
  collections: string[] | undefined,
): Promise<Pick<GranuleQuery, 'collections' | 'ids' | 'where'>> {
  const [described, summaries] = await Promise.all([store.collections(), store.properties(collections)])
  let within = collections
  const conditions: Filter[] = []
  for (const term of readTerms(text)) {
    const ids = described.filter((one) => describes(one, term)).map(({ id }) => id)
    const byValue = summaries.flatMap(({ name, values = [] }): Filter[] => {
      const matching = values.filter((value) => holds(value, term))
      return matching.length === 0 ? [] : [{ op: 'in', property: name, values: matching }]
    })
    // Naming the collections lets an engine leave all others unread.
    if (byValue.length === 0 && ids.length > 0) within = within?.filter((id) => ids.includes(id)) ?? ids
    else if (ids.length > 0) {
      conditions.push({ op: 'or', args: [{ op: 'in', property: 'collection', values: ids }, ...byValue] })
    } else conditions.push(byValue.length > 0 ? { op: 'or', args: byValue } : beginning(term))
  }
  if (within?.length === 0) return { ids: [] }
  const where = joinFilters(conditions)
  return { ...(within && { collections: within }), ...(where && { where }) }
}

/** Strings are ordered by code point, so what begins with a term lies between it and it with the last code point after it. */
function beginning(term: string): Filter {
  return { op: 'between', property: 'id', low: term, high: `${term}\u{10ffff}` }
}

function holds(text: string, term: string): boolean {
  return text.toLowerCase().includes(term.toLowerCase())
}
