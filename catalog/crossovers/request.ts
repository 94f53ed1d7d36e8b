import { InvalidQueryError } from '../errors.ts'
import type { Geometry } from '../geometry/types.ts'
import type { GranuleQuery, Period } from '../query.ts'
import type { Window } from './crossover.ts'

/**
 * What of two granules counts: that their ground tracks cross, that these run side by side, or that both see one
 * area. `auto` takes crossings where both have a ground track, else overlaps.
 */
export const modes = ['auto', 'crossing', 'approach', 'overlap'] as const
export type Mode = (typeof modes)[number]

/** What is asked of one of the two granules, beside what the request asks of both. */
export interface SideRequest extends Omit<GranuleQuery, 'collections'> {
  /** At the place of the crossover. */
  direction?: 'ascending' | 'descending'
}

export interface CrossoverRequest {
  /** Collections to be held against each other: `pairsOf`. A pair of one and the same asks for what it has with itself. */
  pairs: CollectionPair[]
  a?: SideRequest
  b?: SideRequest
  window: Window
  /** `auto` when absent. */
  mode?: Mode
  /** A crossover belongs to the time when the second of the two came by, so that periods side by side share nothing. */
  period?: Period
  /** Must hold the crossing, or meet the stretch or the overlap. Cut at the antimeridian, as `catalog/parse` makes it. */
  area?: Geometry
  /** Degrees, 0..90: between the two tracks as lines, whichever way they are flown. */
  leastAngle?: number
  /** 0..1: of one of the two granules at least, that is of the smaller. */
  leastShare?: number
  /** How near an approach is; with `approach` alone. */
  distanceKm?: number
  /** Of two granules, this many crossovers at most: those with the least time difference. */
  mostOfPair?: number
}

export type CollectionPair = [a: string, b: string]

/**
 * Each of these with each later one, or with each of `versus` where that is given; one alone with itself. The one named
 * first is a.
 *
 * @param self each with itself too
 */
export function pairsOf(
  collections: readonly string[],
  { versus = [], self = false }: { versus?: readonly string[]; self?: boolean } = {},
): CollectionPair[] {
  const pairs = new Map<string, CollectionPair>()
  const add = (a: string, b: string) => {
    if (!pairs.has(JSON.stringify([b, a]))) pairs.set(JSON.stringify([a, b]), [a, b])
  }
  collections.forEach((a, i) => {
    if (self || (collections.length === 1 && versus.length === 0)) add(a, a)
    for (const b of versus.length > 0 ? versus : collections.slice(i + 1)) add(a, b)
  })
  return [...pairs.values()]
}

/** @throws InvalidQueryError for what cannot be answered */
export function checkRequest(request: CrossoverRequest): void {
  const { pairs, window, mode = 'auto', leastAngle = 0, leastShare = 0, distanceKm, mostOfPair = 1 } = request
  const demand = (holds: boolean, parameter: string, reason: string) => {
    if (!holds) throw new InvalidQueryError(parameter, reason)
  }
  demand(pairs.length > 0, 'collections', 'names no collection')
  demand(window.least <= window.greatest, 'window', 'ends before it starts')
  demand(Number.isFinite(window.least) && Number.isFinite(window.greatest), 'window', 'is not finite')
  demand(leastAngle >= 0 && leastAngle <= 90, 'least-angle', 'lies between 0 and 90 degrees')
  demand(leastShare >= 0 && leastShare <= 1, 'overlap', 'lies between 0 and 100 %')
  demand(
    Number.isSafeInteger(mostOfPair) && mostOfPair > 0,
    'most',
    `is a whole number of at least 1, not ${mostOfPair}`,
  )
  demand(
    (mode === 'approach') === (distanceKm !== undefined),
    'distance',
    'goes with the mode approach, and that with it',
  )
  demand(
    distanceKm === undefined || (distanceKm > 0 && distanceKm <= mostDistanceKm),
    'distance',
    `lies between 0 and ${mostDistanceKm} km`,
  )
}

const mostDistanceKm = 1000
