import { boundingBox } from '../geometry/bounds.ts'
import { wrapLongitude } from '../geometry/cut.ts'
import { DEGREE } from '../geometry/sphere.ts'
import type { Geometry } from '../geometry/types.ts'
import type { PreciseInstant } from '../granule.ts'
import { boxArea } from '../parse/box.ts'
import type { GranuleQuery, Period } from '../query.ts'
import { LONGEST_REACH } from '../track/sampling.ts'
import type { CrossoverRequest, SideRequest } from './request.ts'

/** A pair of collections, as the streams that bring the granules of either. */
export interface Pairing {
  a: number
  b: number
  /** Both are of one collection: two granules of it may stand either way round. */
  same: boolean
}

/** What to ask the store for: each question once, however many pairs it serves. */
export function planStreams(
  request: CrossoverRequest,
  from: PreciseInstant,
): { queries: GranuleQuery[]; pairings: Pairing[] } {
  const queries = new Map<string, { query: GranuleQuery; number: number }>()
  const numberOf = (collection: string, side: SideRequest | undefined): number => {
    const query = queryOf(collection, side, request, from)
    const key = JSON.stringify(query)
    const known = queries.get(key) ?? { query, number: queries.size }
    queries.set(key, known)
    return known.number
  }
  const pairings = request.pairs.map(([a, b]) => ({
    a: numberOf(a, request.a),
    b: numberOf(b, request.b),
    same: a === b,
  }))
  return { queries: [...queries.values()].map(({ query }) => query), pairings }
}

/** The longest time, in milliseconds, that one granule of a crossover ends before the other one sees the place. */
export function reachOf({ window }: CrossoverRequest): number {
  return Math.max(Math.abs(window.least), Math.abs(window.greatest)) + LONGEST_REACH
}

function queryOf(
  collection: string,
  side: SideRequest = {},
  request: CrossoverRequest,
  from: PreciseInstant,
): GranuleQuery {
  const { direction, period: own, area: ownArea, ...rest } = side
  const period = overlapOf(own, {
    ...(from > -Infinity && { start: from - reachOf(request) }),
    ...(request.period?.end !== undefined && { end: request.period.end + LONGEST_REACH }),
  })
  const area = ownArea ?? (request.area && areaAround(request.area, request.distanceKm))
  return { collections: [collection], ...rest, ...(area && { area }), ...(period && { period }) }
}

function overlapOf(a: Period = {}, b: Period): Period | undefined {
  const start = Math.max(a.start ?? -Infinity, b.start ?? -Infinity)
  const end = Math.min(a.end ?? Infinity, b.end ?? Infinity)
  if (start === -Infinity && end === Infinity) return undefined
  return { ...(start > -Infinity && { start }), ...(end < Infinity && { end }) }
}

/**
 * A box that the footprint of any granule meets that has a crossover in the area. Footprints are drawn coarsely and
 * straight in longitude and latitude, tracks run along great circles: a degree more makes up for it, and all
 * longitudes near a pole, where a step may turn by any.
 */
function areaAround(area: Geometry, distanceKm = 0): Geometry | undefined {
  const box = boundingBox(area)
  if (!box) return undefined
  const [west, south, east, north] = box
  const margin = 1 + distanceKm / 100
  const [low, high] = [Math.max(-90, south - margin), Math.min(90, north + margin)]
  const side = margin / Math.cos(Math.max(Math.abs(low), Math.abs(high)) * DEGREE)
  const width = east - west + (east < west ? 360 : 0)
  if (Math.max(-low, high) > 85 || width + 2 * side >= 360) return boxArea([-180, low, 180, high])
  return boxArea([wrapLongitude(west - side), low, wrapLongitude(east + side), high])
}
