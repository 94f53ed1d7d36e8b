import type { Observation } from '../../catalog/crossovers/matchups/observation.ts'
import { wrapLongitude } from '../../catalog/geometry/cut.ts'

/** An observation and where it was read. */
export interface ReadObservation extends Observation {
  /** Line of a CSV file, from 1 and its heading included; row or feature of another, from 0. */
  record: number
  /** What the source calls it, or whom it belongs to: a station, a storm, a granule. */
  name?: string
}

/** What was left out, and why. */
export interface Refusal {
  record: number
  reason: string
}

/** Of so many refusals the reasons are kept; all are counted. */
const mostReasons = 20

/** Observations as they are read, kept small (some 40 bytes each), to be given in the order of time. */
export class ObservationTable {
  readonly refusals: Refusal[] = []
  refused = 0
  readonly #lon: number[] = []
  readonly #lat: number[] = []
  readonly #start: number[] = []
  readonly #end: number[] = []
  readonly #record: number[] = []
  readonly #name: (string | undefined)[] = []

  get size(): number {
    return this.#lon.length
  }

  /** Longitudes -180..180 or 0..360. What is no place or no time is refused. */
  add({ lon, lat, start, end, record, name }: ReadObservation): void {
    const reason = faultOf(lon, lat, start)
    if (reason !== undefined) {
      this.refuse(record, reason)
      return
    }
    this.#lon.push(wrapLongitude(lon))
    this.#lat.push(lat)
    this.#start.push(start)
    this.#end.push(end)
    this.#record.push(record)
    this.#name.push(name)
  }

  refuse(record: number, reason: string): void {
    this.refused++
    if (this.refusals.length < mostReasons) this.refusals.push({ record, reason })
  }

  clear(): void {
    for (const list of [this.#lon, this.#lat, this.#start, this.#end, this.#record]) list.length = 0
    this.#name.length = 0
    this.refusals.length = 0
    this.refused = 0
  }

  /** First and last time; undefined where nothing was read. */
  period(): { start: number; end: number } | undefined {
    if (this.size === 0) return undefined
    return {
      start: this.#start.reduce((least, time) => Math.min(least, time), Infinity),
      end: this.#end.reduce((most, time) => Math.max(most, time), -Infinity),
    }
  }

  /** By start; those of one start as they were read. */
  *inOrder(): Generator<ReadObservation> {
    const start = this.#start
    const order = Uint32Array.from(start, (_, i) => i)
    if (start.some((time, i) => i > 0 && time < start[i - 1]!)) {
      order.sort((i, j) => start[i]! - start[j]! || i - j)
    }
    for (const i of order) {
      const name = this.#name[i]
      yield {
        lon: this.#lon[i]!,
        lat: this.#lat[i]!,
        start: start[i]!,
        end: this.#end[i]!,
        record: this.#record[i]!,
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
