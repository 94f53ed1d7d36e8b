import type { StacLink } from 'stac-ts'
import type { Crossover, Side } from '../../catalog/crossovers/crossover.ts'
import { type CrossoverFeature, crossoverFeature } from '../../catalog/crossovers/feature.ts'
import { crossoverPage } from '../../catalog/crossovers/find.ts'
import { parseWindow } from '../../catalog/crossovers/parse-window.ts'
import { type CrossoverRequest, pairsOf, type SideRequest } from '../../catalog/crossovers/request.ts'
import { InvalidQueryError } from '../../catalog/errors.ts'
import type { Filter } from '../../catalog/query.ts'
import type { Store } from '../../catalog/store.ts'
import { geoJson, type StacUrls } from '../stac/links.ts'
import { readFilter } from '../stac/search/conditions.ts'
import { readArea, readPeriod } from '../stac/search/selection.ts'
import { takeTurns } from '../turns.ts'
import { type CrossoverParameters, defaultLimit, defaultWindow } from './schema.ts'

/** One page; its links are added by who knows the request. */
export interface CrossoverAnswer {
  type: 'FeatureCollection'
  numberReturned: number
  features: (CrossoverFeature & { links: StacLink[] })[]
  links: StacLink[]
}

/** Days: how far a window may reach. */
export const farthest = 31
const mostPairs = 200
/** Milliseconds that one page may take before it is given as it is. */
export const patience = 5000
export const inTurn = takeTurns('searches for crossovers')

/**
 * @param signal ends the work when nobody waits for it any more
 * @throws InvalidQueryError, NotFoundError for an unknown collection
 */
export async function searchCrossovers(
  store: Store,
  given: CrossoverParameters,
  urls: StacUrls,
  signal: AbortSignal,
): Promise<{ page: CrossoverAnswer; next: string | undefined }> {
  const request = await readRequest(store, given)
  const { token: after, limit = defaultLimit } = given
  const { crossovers, next } = await inTurn(() =>
    crossoverPage(store, request, { limit, patience, signal, ...(after !== undefined && { after }) }),
  )
  return { page: answerOf(crossovers, urls), next }
}

/** @param isItem whether one of the sides is in the catalogue, so that a link leads there */
export function answerOf(
  crossovers: readonly Crossover[],
  urls: StacUrls,
  isItem: (side: Side) => boolean = () => true,
): CrossoverAnswer {
  const features = crossovers.map((crossover) => {
    const links = (['a', 'b'] as const).flatMap((title): StacLink[] => {
      const { collection, id } = crossover[title]
      const href = urls.item(urls.collection(collection), id)
      return isItem(crossover[title]) ? [{ rel: 'derived_from', href, type: geoJson, title }] : []
    })
    return { ...crossoverFeature(crossover), links }
  })
  return { type: 'FeatureCollection', numberReturned: features.length, features, links: [] }
}

async function readRequest(store: Store, given: CrossoverParameters): Promise<CrossoverRequest> {
  const { mode, 'least-angle': leastAngle, overlap, distance, 'most-per-pair': mostOfPair } = given
  const area = readArea(given.bbox, given.intersects)
  const period = given.datetime === undefined ? undefined : readPeriod(given.datetime)
  const versus = given.versus?.includes('*') ? (await store.collections()).map(({ id }) => id) : given.versus
  const pairs = pairsOf(given.collections, { ...(versus && { versus }), self: given.self ?? false })
  if (pairs.length > mostPairs) {
    throw new InvalidQueryError(
      'collections',
      `makes ${pairs.length} pairs, more than ${mostPairs}: name fewer`,
    )
  }
  return {
    pairs,
    window: parseWindow(given.window ?? defaultWindow, 'window', farthest),
    a: readSide(given, 'a'),
    b: readSide(given, 'b'),
    ...(mode && { mode }),
    ...(area && { area }),
    ...(period && { period }),
    ...(leastAngle !== undefined && { leastAngle }),
    ...(overlap !== undefined && { leastShare: overlap }),
    ...(distance !== undefined && { distanceKm: distance }),
    ...(mostOfPair !== undefined && { mostOfPair }),
  }
}

function readSide(given: CrossoverParameters, side: 'a' | 'b'): SideRequest {
  const [ids, direction] = [given[`ids-${side}`], given[`direction-${side}`]]
  const filters = (['filter', `filter-${side}`] as const).flatMap((parameter): Filter[] => {
    const filter = given[parameter]
    return filter === undefined ? [] : [readFilter(filter, given['filter-lang'], { parameter })]
  })
  return {
    ...(ids && { ids }),
    ...(direction && { direction }),
    ...(filters.length > 0 && { where: filters.length === 1 ? filters[0]! : { op: 'and', args: filters } }),
  }
}
