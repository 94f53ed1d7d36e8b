import type { CellGrid } from './cells.ts'
import { pushSorted, type Region, RegionWriter } from './region.ts'

/**
 * Collects what is covered, patch by patch, on the cells of a grid: a cell that a patch touches is covered
 * whole. Patches may overlap, cross the antimeridian and hold a pole. The row around a pole is covered whole
 * or not at all.
 */
export class Cover {
  readonly grid: CellGrid
  readonly #first: number
  /** Stretches of each row as a linked list: the newest first, -1 at the end. */
  readonly #newest: Int32Array
  readonly #next: number[] = []
  readonly #start: number[] = []
  readonly #end: number[] = []
  /** West and east limits of the loop being added, in columns, for each row that it has met. */
  readonly #west: Float64Array
  readonly #east: Float64Array
  #lowRow = 0
  #highRow = -1

  /** @param south, north degrees: nothing outside of these latitudes will be added */
  constructor(grid: CellGrid, south: number, north: number) {
    this.grid = grid
    this.#first = Math.max(0, Math.floor((south + 90) / grid.degrees) - 1)
    const last = Math.min(grid.rows - 1, Math.floor((north + 90) / grid.degrees) + 1)
    this.#newest = new Int32Array(last - this.#first + 1).fill(-1)
    this.#west = new Float64Array(this.#newest.length)
    this.#east = new Float64Array(this.#newest.length)
  }

  addPoint(lon: number, lat: number): void {
    const column = Math.floor((lon + 180) / this.grid.degrees)
    this.#add(this.#rowAt(lat), column, column + 1)
  }

  /** Longitudes unwrapped: west <= east, at most a turn apart. */
  addBox(west: number, south: number, east: number, north: number): void {
    const start = Math.floor((west + 180) / this.grid.degrees)
    const end = Math.floor((east + 180) / this.grid.degrees) + 1
    for (let row = this.#rowAt(south); row <= this.#rowAt(north); row++) this.#add(row, start, end)
  }

  /** Everything from a parallel to the pole of its side. */
  addCap(lat: number): void {
    const row = this.#rowAt(lat)
    const [low, high] = lat > 0 ? [row, this.#newest.length - 1] : [0, row]
    for (let i = low; i <= high; i++) this.#add(i, 0, this.grid.columns)
  }

  /**
   * The inside of a loop that does not go around a pole: in each row, all between its westernmost and its
   * easternmost point. Edges are straight in longitude and latitude; `lons` are unwrapped, and the loop
   * closes by itself.
   */
  addLoop(lons: ArrayLike<number>, lats: ArrayLike<number>, count: number): void {
    this.#lowRow = this.#newest.length
    this.#highRow = -1
    const step = this.grid.degrees
    for (let i = 0; i < count; i++) {
      const j = i + 1 < count ? i + 1 : 0
      this.#meetEdge((lons[i]! + 180) / step, lats[i]!, (lons[j]! + 180) / step, lats[j]!)
    }
    for (let row = this.#lowRow; row <= this.#highRow; row++) {
      this.#add(row, Math.floor(this.#west[row]!), Math.floor(this.#east[row]!) + 1)
    }
  }

  finish(): Region {
    let low = 0
    let high = this.#newest.length - 1
    while (low < high && this.#newest[low]! < 0) low++
    while (high > low && this.#newest[high]! < 0) high--
    const out = new RegionWriter(high - low + 1, 2 * this.#start.length)
    const pairs: number[] = []
    for (let row = low; row <= high; row++) {
      pairs.length = 0
      for (let i = this.#newest[row]!; i >= 0; i = this.#next[i]!) pairs.push(this.#start[i]!, this.#end[i]!)
      pushSorted(out, pairs)
      out.endRow()
    }
    return out.finish(this.grid, this.#first + low)
  }

  #rowAt(lat: number): number {
    const row = Math.min(Math.floor((lat + 90) / this.grid.degrees), this.grid.rows - 1) - this.#first
    return Math.max(0, Math.min(row, this.#newest.length - 1))
  }

  #meetEdge(x0: number, lat0: number, x1: number, lat1: number): void {
    if (lat0 > lat1) {
      this.#meetEdge(x1, lat1, x0, lat0)
      return
    }
    const low = this.#rowAt(lat0)
    const high = this.#rowAt(lat1)
    this.#reach(low, high)
    if (low === high) {
      this.#stretch(low, x0, x1)
      return
    }
    const y0 = (lat0 + 90) / this.grid.degrees - this.#first
    const slope = (x1 - x0) / ((lat1 - lat0) / this.grid.degrees)
    let from = x0
    for (let row = low; row < high; row++) {
      const to = x0 + (row + 1 - y0) * slope
      this.#stretch(row, from, to)
      from = to
    }
    this.#stretch(high, from, x1)
  }

  /**
   * Makes the rows of the loop hold `low` to `high`. Its edges follow each other, so the rows stay in one
   * piece.
   */
  #reach(low: number, high: number): void {
    if (this.#highRow < 0) {
      this.#lowRow = low
      this.#highRow = low - 1
    }
    while (this.#lowRow > low) this.#clear(--this.#lowRow)
    while (this.#highRow < high) this.#clear(++this.#highRow)
  }

  #clear(row: number): void {
    this.#west[row] = Infinity
    this.#east[row] = -Infinity
  }

  #stretch(row: number, x0: number, x1: number): void {
    if (x0 < this.#west[row]!) this.#west[row] = x0
    if (x1 < this.#west[row]!) this.#west[row] = x1
    if (x0 > this.#east[row]!) this.#east[row] = x0
    if (x1 > this.#east[row]!) this.#east[row] = x1
  }

  /** Columns may lie beyond the antimeridian, on either side, by any number of turns. */
  #add(row: number, start: number, end: number): void {
    const { columns, rows } = this.grid
    const nearPole = row + this.#first === 0 || row + this.#first === rows - 1
    if (end - start >= columns || nearPole) {
      this.#push(row, 0, columns)
      return
    }
    const turn = Math.floor(start / columns) * columns
    this.#push(row, start - turn, Math.min(end - turn, columns))
    if (end - turn > columns) this.#push(row, 0, end - turn - columns)
  }

  #push(row: number, start: number, end: number): void {
    const newest = this.#newest[row]!
    if (newest >= 0 && start <= this.#end[newest]! && end >= this.#start[newest]!) {
      if (start < this.#start[newest]!) this.#start[newest] = start
      if (end > this.#end[newest]!) this.#end[newest] = end
      return
    }
    this.#next.push(newest)
    this.#start.push(start)
    this.#end.push(end)
    this.#newest[row] = this.#start.length - 1
  }
}
