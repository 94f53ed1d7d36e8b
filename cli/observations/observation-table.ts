import { wrapLongitude } from '../../catalog/geometry/cut.ts'
import type { ReadObservation } from './read-observation.ts'
import { SortedRuns } from './sorted-runs.ts'

/** What was left out, and why. */
export interface Refusal {
  record: number
  reason: string
}

/** Of so many refusals the reasons are kept; all are counted. */
const mostReasons = 20

/** Observations that are held in memory; what is more goes to a file, in runs of so many. */
const mostHeld = 131_072

/** Observations as they are read, to be given in the order of time; in memory some 50 bytes each, and no more than of `mostHeld`. */
export class ObservationTable {
  readonly refusals: Refusal[] = []
  refused = 0
  size = 0
  #earliest = Infinity
  #latest = -Infinity
  #held = 0
  /** lon, lat, start, end and record of each. */
  readonly #numbers: Float64Array
  readonly #names: (string | undefined)[] = []
  readonly #most: number
  #runs: SortedRuns | undefined

  /** @param most held in memory */
  constructor(most = mostHeld) {
    this.#most = most
    this.#numbers = new Float64Array(5 * most)
  }

  /** Longitudes -180..180 or 0..360. What is no place or no time is refused. */
  add({ lon, lat, start, end, record, name }: ReadObservation): void {
    const reason = faultOf(lon, lat, start)
    if (reason !== undefined) {
      this.refuse(record, reason)
      return
    }
    if (this.#held === this.#most) this.#spill()
    const at = 5 * this.#held
    this.#numbers[at] = wrapLongitude(lon)
    this.#numbers[at + 1] = lat
    this.#numbers[at + 2] = start
    this.#numbers[at + 3] = end
    this.#numbers[at + 4] = record
    this.#names[this.#held++] = name
    this.size++
    if (start < this.#earliest) this.#earliest = start
    if (end > this.#latest) this.#latest = end
  }

  refuse(record: number, reason: string): void {
    this.refused++
    if (this.refusals.length < mostReasons) this.refusals.push({ record, reason })
  }

  clear(): void {
    this.close()
    this.size = 0
    this.#held = 0
    this.#earliest = Infinity
    this.#latest = -Infinity
    this.refusals.length = 0
    this.refused = 0
  }

  /** First and last time; undefined where nothing was read. */
  period(): { start: number; end: number } | undefined {
    return this.size === 0 ? undefined : { start: this.#earliest, end: this.#latest }
  }

  /** By start; those of one start as they were read. */
  inOrder(): Generator<ReadObservation> {
    if (!this.#runs) return this.#heldInOrder()
    this.#spill()
    return this.#runs.inOrder()
  }

  /** Forgets what lies in a file. */
  close(): void {
    this.#runs?.close()
    this.#runs = undefined
  }

  #spill(): void {
    this.#runs ??= new SortedRuns()
    this.#runs.take(this.#heldInOrder())
    this.#held = 0
  }

  *#heldInOrder(): Generator<ReadObservation> {
    const numbers = this.#numbers
    const order = Uint32Array.from({ length: this.#held }, (_, i) => i)
    const startOf = (i: number) => numbers[5 * i + 2]!
    if (order.some((i) => i > 0 && startOf(i) < startOf(i - 1))) {
      order.sort((i, j) => startOf(i) - startOf(j) || i - j)
    }
    for (const i of order) {
      const name = this.#names[i]
      yield {
        lon: numbers[5 * i]!,
        lat: numbers[5 * i + 1]!,
        start: numbers[5 * i + 2]!,
        end: numbers[5 * i + 3]!,
        record: numbers[5 * i + 4]!,
        ...(name !== undefined && { name }),
      }
    }
  }
}

function faultOf(lon: number, lat: number, start: number): string | undefined {
  if (!(lon >= -180 && lon <= 360)) return `lon: ${lon} is not within -180..180 or 0..360`
  if (!(lat >= -90 && lat <= 90)) return `lat: ${lat} is not within -90..90`
  return Number.isFinite(start) ? undefined : 'time: there is none'
}
