import type { Federation } from '../../federation/open.ts'
import { describeSearch, searchUrls } from '../opensearch/description.ts'
import type { Parameter } from '../opensearch/parameter.ts'
import { parametersOf } from '../opensearch/parameters.ts'
import { ownParameters } from './request.ts'

/** Left out: what a federated search cannot ask of all. */
const unasked = ['uid', 'relation', 'sortKeys', 'along-track']

/** How to search all sources at once: OpenSearch 1.1 with the Parameter extension. */
export function describeFederation(base: string, federation: Federation): string {
  const { title, sources } = federation
  const root = `${base}/federation`
  return describeSearch({
    self: `${root}/description.xml`,
    shortName: 'Oceanid',
    longName: title,
    text: `Search ${sources.map((source) => source.title).join(', ')} at once.`,
    urls: searchUrls(root, 'granules', federatedParameters(federation)),
  })
}

/** What a federated search can be asked. */
export function federatedParameters({ sources, collections }: Federation): Parameter[] {
  const names = [...collections.keys()]
  return [
    ...parametersOf('granules').filter(({ name }) => !unasked.includes(name)),
    { ...ownParameters.source, options: sources.map(({ id }) => id) },
    ownParameters.protocol,
  ].map((parameter) =>
    parameter.name === 'parentIdentifier' && names.length > 0 ? { ...parameter, options: names } : parameter,
  )
}
