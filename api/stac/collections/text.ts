import type { CollectionSummary } from '../../../catalog/granule.ts'

/** What `q` is looked for in, in lower case: everything that people wrote of a collection. */
export function textOf(summary: CollectionSummary): string {
  const { id, title, description, keywords, providers, platform = [], instrument = [] } = summary
  const names = providers.map(({ name }) => name)
  return [id, title, description, ...keywords, ...names, ...platform, ...instrument].join('\n').toLowerCase()
}
