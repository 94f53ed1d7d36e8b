import { halfWidth } from '../../geometry/distance.ts'
import type { Envelope, Shape } from '../../geometry/shape.ts'
import { KM_PER_DEGREE } from '../../geometry/sphere.ts'

/** Degrees of longitude and latitude. */
const SIDE = 3
const COLUMNS = 360 / SIDE
const ROWS = 180 / SIDE

/** Degrees: more than any rounding here. */
const ROUNDING = 1e-9

/** What comes near more cells than this is tried for every place. */
const MOST_CELLS = (COLUMNS * ROWS) / 6

/** What is filed by place, until it is over. */
interface Filed {
  end: number
}

/**
 * Finds what comes within a distance of a place, among what is not over yet. It proposes: of a shape it knows boxes only.
 * What is over is thrown out when a cell is looked into, and everywhere as often as it has doubled.
 */
export class Cells<T extends Filed> {
  readonly #cells: T[][] = Array.from({ length: COLUMNS * ROWS }, () => [])
  readonly #distanceKm: number
  #wide: T[] = []
  #filed = 0
  #limit = 1000

  constructor(distanceKm: number) {
    this.#distanceKm = distanceKm
  }

  add(item: T, shape: Shape): void {
    const cells = new Set<number>()
    for (const envelope of envelopesOf(shape)) this.#mark(cells, envelope)
    if (cells.size > MOST_CELLS) this.#wide.push(item)
    else for (const cell of cells) this.#cells[cell]!.push(item)
    this.#filed += cells.size > MOST_CELLS ? 1 : cells.size
  }

  /** Calls back with all that may be near and ends at `now` or later. */
  visit(lon: number, lat: number, now: number, callback: (item: T) => void): void {
    if (this.#filed > this.#limit) this.#dropAll(now)
    const cell = rowOf(lat) * COLUMNS + columnOf(lon)
    let over = false
    for (const item of this.#cells[cell]!) {
      if (item.end < now) over = true
      else callback(item)
    }
    if (over) this.#drop(cell, now)
    for (const item of this.#wide) if (item.end >= now) callback(item)
  }

  #drop(cell: number, now: number): void {
    const items = this.#cells[cell]!
    const kept = items.filter(({ end }) => end >= now)
    this.#filed -= items.length - kept.length
    this.#cells[cell] = kept
  }

  #dropAll(now: number): void {
    for (let cell = 0; cell < this.#cells.length; cell++) this.#drop(cell, now)
    const kept = this.#wide.filter(({ end }) => end >= now)
    this.#filed -= this.#wide.length - kept.length
    this.#wide = kept
    this.#limit = 2 * this.#filed + 1000
  }

  #mark(cells: Set<number>, [west, south, east, north]: Envelope): void {
    const height = this.#distanceKm / KM_PER_DEGREE + ROUNDING
    const width = halfWidth(Math.max(Math.abs(south), Math.abs(north)), this.#distanceKm) + ROUNDING
    const whole = east - west + 2 * width >= 360 - SIDE
    const first = whole ? 0 : Math.floor((west - width + 180) / SIDE)
    const last = whole ? COLUMNS - 1 : Math.floor((east + width + 180) / SIDE)
    for (let row = rowOf(south - height); row <= rowOf(north + height); row++) {
      for (let column = first; column <= last; column++) {
        cells.add(row * COLUMNS + ((column + COLUMNS) % COLUMNS))
      }
    }
  }
}

function rowOf(lat: number): number {
  return Math.max(0, Math.min(ROWS - 1, Math.floor((lat + 90) / SIDE)))
}

function columnOf(lon: number): number {
  return Math.floor((lon + 180) / SIDE) % COLUMNS
}

function envelopesOf({ polygons, lines, points }: Shape): Envelope[] {
  const envelopes = [...polygons.map(([shell]) => shell!.envelope), ...lines.map(({ envelope }) => envelope)]
  for (let i = 0; i < points.length; i += 2) {
    const [lon, lat] = [points[i]!, points[i + 1]!]
    envelopes.push([lon, lat, lon, lat])
  }
  return envelopes
}
