import { SourcesFailedError } from '../../catalog/errors.ts'
import type { Federation } from '../../federation/open.ts'
import { type FederatedAnswer, type FederatedRequest, searchFederation } from '../../federation/search.ts'
import type { Source } from '../../federation/source.ts'
import type { RawParameters } from '../opensearch/request.ts'
import { type ReadRequest, readFederated } from './request.ts'

export interface FederatedFound extends FederatedAnswer {
  request: ReadRequest
}

/**
 * What the sources find together, asked by the parameters of OpenSearch.
 *
 * @throws InvalidQueryError, NotSupportedError, and SourcesFailedError where every source failed
 */
export async function findFederated(
  federation: Federation,
  raw: RawParameters,
  signal: AbortSignal,
): Promise<FederatedFound> {
  const request = readFederated(federation, raw)
  const answer = await searchSources(request.sources, { ...request, signal })
  const { protocol } = request
  if (protocol === undefined) return { ...answer, request }
  return { ...answer, request, granules: answer.granules.flatMap((granule) => fetchedBy(granule, protocol)) }
}

/** @throws SourcesFailedError where every source failed */
export async function searchSources(sources: Source[], request: FederatedRequest): Promise<FederatedAnswer> {
  const answer = await searchFederation(sources, request)
  const failed = answer.reports.filter(({ failure }) => failure !== undefined)
  if (failed.length > 0 && failed.length === answer.reports.length) {
    const failures = failed.map(({ id, failure }) => `${id} ${failure}`).join('; ')
    throw new SourcesFailedError(
      `no source answered: ${failures}. Try again later, or choose others with source=`,
    )
  }
  return answer
}

/** The granule with the files alone that are fetched by the protocol; none where there are none. */
function fetchedBy<Granule extends FederatedAnswer['granules'][number]>(
  granule: Granule,
  protocol: string,
): Granule[] {
  const scheme = `${protocol.toLowerCase()}://`
  const links = granule.links.filter(
    ({ rel, href }) => rel !== 'enclosure' || href.toLowerCase().startsWith(scheme),
  )
  return links.some(({ rel }) => rel === 'enclosure') ? [{ ...granule, links }] : []
}
