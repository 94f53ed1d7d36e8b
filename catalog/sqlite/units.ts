import { unionBoxes } from '../geometry/box.ts'
import type { Envelope, Shape } from '../geometry/shape.ts'
import type { Box } from '../geometry/types.ts'
import type { Granule, Instant } from '../granule.ts'

const minute = 60_000
const year = 365.25 * 86_400_000

/** Milliseconds in a stretch of the census. */
export const STRETCH = 2 ** 31

/** Boxes are stored in whole 10^-5 degrees. */
export const PER_DEGREE = 100_000
export const TURN = 360 * PER_DEGREE

/** A granule's box as stored; east above 180 degrees where it crosses the antimeridian. */
export type StoredBox = [west: number, south: number, east: number, north: number]

/** Granules of one collection have numbers of one stretch, this long: they lie together in the file. */
const PER_COLLECTION = 2 ** 30

/** A granule's first entry in `place` is this many times its number; of 131072 collections no entry exceeds 2^53. */
export const PLACE_IDS = 64

/** The least and the greatest number of a collection's granules. */
export function numbersOf(collection: number): [first: number, last: number] {
  return [collection * PER_COLLECTION, (collection + 1) * PER_COLLECTION - 1]
}

export function collectionOf(number: number): number {
  return Math.floor(number / PER_COLLECTION)
}

/** The class of a duration: 4^k minutes hold it and 4^(k-1) do not. */
export function classOf(duration: number): number {
  let index = 0
  while (longestOf(index) < duration) index++
  return index
}

/** Milliseconds that no granule of the class exceeds. */
export function longestOf(index: number): number {
  return 4 ** index * minute
}

/** Where an instant lies on the axis of eras. Instants beyond either end count as at the end. */
export function eraOf(collection: number, instant: Instant): number {
  const years = instant / year + 128
  return 256 * collection + Math.min(255, Math.max(0, years))
}

/** Down to a whole unit; where rounding in the product itself went up, one further. */
export function floorUnits(degrees: number): number {
  const units = Math.floor(degrees * PER_DEGREE)
  return units / PER_DEGREE <= degrees ? units : units - 1
}

export function ceilUnits(degrees: number): number {
  return -floorUnits(-degrees)
}

/**
 * The box to find a granule by: its own, widened around its footprint should that not lie in it,
 * since what the index leaves out is lost.
 */
export function storedBox(granule: Granule, shape: Shape): StoredBox {
  const [west, south, east, north] = boxAround(granule.bbox, shape)
  const units: StoredBox = [floorUnits(west), floorUnits(south), ceilUnits(east), ceilUnits(north)]
  if (west > east) units[2] += TURN
  return units
}

export function boxOf([west, south, east, north]: StoredBox): Box {
  if (east - west >= TURN) return [-180, south / PER_DEGREE, 180, north / PER_DEGREE]
  const within = east > 180 * PER_DEGREE ? east - TURN : east
  return [west / PER_DEGREE, south / PER_DEGREE, within / PER_DEGREE, north / PER_DEGREE]
}

function boxAround(box: Box, shape: Shape): Box {
  const outside = partEnvelopes(shape).filter((part) => !holds(box, part))
  if (outside.length === 0) return box
  return unionBoxes([box, ...outside.map((part): Box => [...part])])!
}

function holds([west, south, east, north]: Box, part: Envelope): boolean {
  if (part[1] < south || part[3] > north) return false
  if (west <= east) return part[0] >= west && part[2] <= east
  return part[0] >= west || part[2] <= east
}

function partEnvelopes({ points, lines, polygons }: Shape): Envelope[] {
  const envelopes = [...lines, ...polygons.map((rings) => rings[0]!)].map((path) => path.envelope)
  for (let i = 0; i < points.length; i += 2) {
    envelopes.push([points[i]!, points[i + 1]!, points[i]!, points[i + 1]!])
  }
  return envelopes
}
