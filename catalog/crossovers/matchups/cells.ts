import { halfWidth } from '../../geometry/distance.ts'
import type { Envelope, Shape } from '../../geometry/shape.ts'
import { KM_PER_DEGREE } from '../../geometry/sphere.ts'

/** Degrees of longitude and latitude: about as wide as a swath, so that few cells are to be kept and few items tried. */
const SIDE = 10
const COLUMNS = 360 / SIDE
const ROWS = 180 / SIDE

/** Degrees: more than any rounding here. */
const ROUNDING = 1e-9

/** What comes near more cells than this is tried for every place. */
const MOST_CELLS = (COLUMNS * ROWS) / 3

/** An item by place and time: it is near no place outside of the envelope, and over after its end. */
interface Entry<T> {
  item: T
  end: number
  envelope: Envelope
}

/**
 * Finds what comes within a distance of a place, among what is not over yet. It proposes: of a shape it knows boxes only.
 * What is over is thrown out when a cell is looked into, and everywhere as often as the whole has doubled.
 */
export class Cells<T> {
  readonly #cells: Entry<T>[][] = Array.from({ length: COLUMNS * ROWS }, () => [])
  readonly #wide: Entry<T>[] = []
  readonly #found: T[] = []
  readonly #distanceKm: number
  /** For each cell the number of the last item that was found to come near it. */
  readonly #marks = new Int32Array(COLUMNS * ROWS)
  #number = 0
  #filed = 0
  #limit = 1000

  constructor(distanceKm: number) {
    this.#distanceKm = distanceKm
  }

  add(item: T, shape: Shape, end: number): void {
    this.#number++
    const envelopes = envelopesOf(shape).map((envelope) => this.#widen(envelope))
    const near: number[] = []
    for (const envelope of envelopes) this.#mark(near, envelope)
    const wide = near.length > MOST_CELLS
    const entry = { item, end, envelope: around(envelopes) }
    if (wide) this.#wide.push(entry)
    else for (const cell of near) this.#cells[cell]!.push(entry)
    this.#filed += wide ? 1 : near.length
  }

  /** All that may be near and ends at `now` or later; to be looked through before the next call. */
  near(lon: number, lat: number, now: number): readonly T[] {
    if (this.#filed > this.#limit) this.#dropAll(now)
    const cell = this.#cells[rowOf(lat) * COLUMNS + columnOf(lon)]!
    const found = this.#found
    found.length = 0
    let over = false
    for (let i = 0; i < cell.length; i++) {
      const { item, end, envelope } = cell[i]!
      if (end < now) over = true
      else if (lat >= envelope[1] && lat <= envelope[3] && lon >= envelope[0] && lon <= envelope[2])
        found.push(item)
    }
    if (over) this.#drop(cell, now)
    for (const { item, end } of this.#wide) if (end >= now) found.push(item)
    return found
  }

  #dropAll(now: number): void {
    for (const cell of this.#cells) this.#drop(cell, now)
    this.#drop(this.#wide, now)
    this.#limit = 2 * this.#filed + 1000
  }

  #drop(entries: Entry<T>[], now: number): void {
    let kept = 0
    for (const entry of entries) if (entry.end >= now) entries[kept++] = entry
    this.#filed -= entries.length - kept
    entries.length = kept
  }

  /** Longitudes may pass +-180; they are all where a pole is near. */
  #widen([west, south, east, north]: Envelope): Envelope {
    const height = this.#distanceKm / KM_PER_DEGREE + ROUNDING
    const width = halfWidth(Math.max(Math.abs(south), Math.abs(north)), this.#distanceKm) + ROUNDING
    const whole = east - west + 2 * width >= 360 - SIDE
    return whole
      ? [-180, south - height, 180, north + height]
      : [west - width, south - height, east + width, north + height]
  }

  #mark(near: number[], [west, south, east, north]: Envelope): void {
    const first = Math.floor((west + 180) / SIDE)
    const last = Math.min(Math.floor((east + 180) / SIDE), first + COLUMNS - 1)
    for (let row = rowOf(south); row <= rowOf(north); row++) {
      for (let column = first; column <= last; column++) {
        const cell = row * COLUMNS + ((column + COLUMNS) % COLUMNS)
        if (this.#marks[cell] === this.#number) continue
        this.#marks[cell] = this.#number
        near.push(cell)
      }
    }
  }
}

/** Of all together, with all longitudes where one of them passes the antimeridian. */
function around(envelopes: Envelope[]): Envelope {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const envelope of envelopes) {
    west = Math.min(west, envelope[0])
    south = Math.min(south, envelope[1])
    east = Math.max(east, envelope[2])
    north = Math.max(north, envelope[3])
  }
  return west < -180 || east > 180 ? [-180, south, 180, north] : [west, south, east, north]
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
