import { InvalidQueryError } from '../../errors.ts'
import { coverWithBoxes } from '../../geometry/cover.ts'
import { wrapLongitude } from '../../geometry/cut.ts'
import { halfWidth } from '../../geometry/distance.ts'
import { assembleShape, type Envelope } from '../../geometry/shape.ts'
import { KM_PER_DEGREE } from '../../geometry/sphere.ts'
import type { Box, Geometry } from '../../geometry/types.ts'
import { boxArea } from '../../parse/box.ts'
import type { GranuleQuery } from '../../query.ts'
import type { MatchCriteria, Observation } from './observation.ts'

/** Observations that one walk through the store serves, at most. */
const MOST = 100_000

/** Milliseconds without an observation, beside the width of the window, over which a walk would bring granules for nothing. */
const IDLE = 6 * 3600_000

/** Boxes in which the store is asked for granules, at most. */
const BOXES = 24

/** Of the Earth's longitudes and latitudes: with more than this the area of a query sorts little out. */
const WORTHWHILE = 0.3

/** Kilometres by which the footprint of a track may stand off from its segments; what they say is told later, exactly. */
const SLACK_KM = 50

/**
 * Observations in the order of time, taken together as one walk through the granules serves them.
 * @throws InvalidQueryError where one starts before the one before it
 */
export async function* batchesOf<O extends Observation>(
  observations: Iterable<O> | AsyncIterable<O>,
  criteria: MatchCriteria,
): AsyncGenerator<O[]> {
  const gathering = new Gathering<O>(criteria)
  if (Symbol.iterator in observations) {
    // Without waiting for each, which takes longer than to take it.
    for (const observation of observations) {
      const full = gathering.add(observation)
      if (full) yield full
    }
  } else {
    for await (const observation of observations) {
      const full = gathering.add(observation)
      if (full) yield full
    }
  }
  if (gathering.batch.length > 0) yield gathering.batch
}

class Gathering<O extends Observation> {
  batch: O[] = []
  readonly #widest: number
  #end = -Infinity
  #last = -Infinity

  constructor({ window }: MatchCriteria) {
    this.#widest = window.greatest - window.least + IDLE
  }

  /** Gives the batch before it where the observation begins another. */
  add(observation: O): O[] | undefined {
    if (!(observation.start >= this.#last)) {
      throw new InvalidQueryError('observations', 'are to come in the order of their time')
    }
    this.#last = observation.start
    const { batch } = this
    const isFull = batch.length >= MOST || (batch.length > 0 && this.#last - this.#end > this.#widest)
    if (isFull) {
      this.batch = []
      this.#end = -Infinity
    }
    this.batch.push(observation)
    this.#end = Math.max(this.#end, observation.end)
    return isFull ? batch : undefined
  }
}

/** Granules that may match any of a batch. */
export function queryFor(batch: readonly Observation[], criteria: MatchCriteria): GranuleQuery {
  const { collections, where, window, distanceKm } = criteria
  const end = batch.reduce((latest, observation) => Math.max(latest, observation.end), -Infinity)
  const area = areaAround(batch, distanceKm + SLACK_KM)
  return {
    collections,
    period: { start: Math.floor(batch[0]!.start + window.least), end: Math.ceil(end + window.greatest) },
    ...(where && { where }),
    ...(area && { area }),
  }
}

/** Boxes that hold all within `km` of the observations; undefined where that is much of the Earth. */
function areaAround(batch: readonly Observation[], km: number): Geometry | undefined {
  const corners = cornersOfCells(batch)
  if (corners.length > 4 * WORTHWHILE * 360 * 180) return undefined
  const boxes = coverWithBoxes(assembleShape(corners, [], []), BOXES).map((one) => widen(one, km))
  const covered = boxes.reduce((sum, [west, south, east, north]) => {
    return sum + (west <= east ? east - west : east - west + 360) * (north - south)
  }, 0)
  if (covered > WORTHWHILE * 360 * 180) return undefined
  return boxes.length === 1
    ? boxArea(boxes[0]!)
    : { type: 'GeometryCollection', geometries: boxes.map(boxArea) }
}

/** Of whole degrees, those between which there is an observation. */
function cornersOfCells(batch: readonly Observation[]): number[] {
  const cells = new Set<number>()
  for (const { lon, lat } of batch) cells.add(1000 * Math.floor(lat) + Math.floor(lon))
  return [...cells].flatMap((cell) => {
    const south = Math.round(cell / 1000)
    const west = cell - 1000 * south
    return [west, south, Math.min(180, west + 1), Math.min(90, south + 1)]
  })
}

function widen([west, south, east, north]: Envelope, km: number): Box {
  const height = km / KM_PER_DEGREE
  const width = halfWidth(Math.max(Math.abs(south), Math.abs(north)), km)
  const [low, high] = [Math.max(-90, south - height), Math.min(90, north + height)]
  if (east - west + 2 * width >= 360) return [-180, low, 180, high]
  return [wrapLongitude(west - width), low, wrapLongitude(east + width), high]
}
