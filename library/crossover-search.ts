import type { Window } from '../catalog/crossovers/crossover.ts'
import { parseWindow } from '../catalog/crossovers/parse-window.ts'
import { type CrossoverRequest, pairsOf, type SideRequest } from '../catalog/crossovers/request.ts'
import { InvalidQueryError } from '../catalog/errors.ts'
import type { Filter } from '../catalog/query.ts'
import { type GranuleSearch, type Naming, readGranuleSearch, readWhere } from './granule-search.ts'

/** What is asked of one of the two granules alone. */
export interface CrossoverSide {
  /** Conditions in CQL2 text; all must hold. */
  where?: string | readonly string[] | undefined
  /** At the place of the crossover. */
  direction?: 'ascending' | 'descending' | undefined
}

/** Which crossovers, as people write it. The period is of the second of the two, at the place. */
export interface CrossoverSearch
  extends Omit<GranuleSearch, 'collections' | 'ids' | 'alongTrack'>,
    Pick<CrossoverRequest, 'mode' | 'leastAngle' | 'leastShare' | 'distanceKm' | 'mostOfPair'> {
  /** Each with each later one, the first of a pair being a; one alone with itself. */
  collections: readonly string[]
  /** Each of the collections with these instead. */
  versus?: readonly string[] | undefined
  /** Each with itself too. */
  self?: boolean | undefined
  /** Time of b less time of a: `3h`, the default, is either way, `-1h..3h` from an hour before to three after. */
  window?: string | Window | undefined
  a?: CrossoverSide | undefined
  b?: CrossoverSide | undefined
}

/** @throws InvalidQueryError naming the parameter */
export function readCrossoverSearch(
  search: CrossoverSearch,
  nameOf: Naming = (parameter) => parameter,
): CrossoverRequest {
  const { collections, versus = [], self = false, window = '3h', a, b, ...asked } = search
  const { mode, leastAngle, leastShare, distanceKm, mostOfPair } = asked
  if (collections.length === 0) {
    throw new InvalidQueryError(nameOf('collections'), 'is wanted: name one or more')
  }
  const { area, period, where } = readGranuleSearch(asked, nameOf)
  return {
    pairs: pairsOf(collections, { versus, self }),
    window: typeof window === 'string' ? parseWindow(window, nameOf('window')) : window,
    a: readSide(a, where, nameOf('where-a')),
    b: readSide(b, where, nameOf('where-b')),
    ...(mode && { mode }),
    ...(area && { area }),
    ...(period && { period }),
    ...(leastAngle !== undefined && { leastAngle }),
    ...(leastShare !== undefined && { leastShare }),
    ...(distanceKm !== undefined && { distanceKm }),
    ...(mostOfPair !== undefined && { mostOfPair }),
  }
}

function readSide(
  { where, direction }: CrossoverSide = {},
  shared: Filter | undefined,
  parameter: string,
): SideRequest {
  const filters = [shared, readWhere(where, parameter)].filter((filter) => filter !== undefined)
  return {
    ...(filters.length > 0 && { where: filters.length === 1 ? filters[0]! : { op: 'and', args: filters } }),
    ...(direction && { direction }),
  }
}
