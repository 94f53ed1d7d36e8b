import { DEGREE } from '../../catalog/geometry/sphere.ts'
import type { CellGrid } from './cells.ts'
import type { Outline } from './outline.ts'

/** How far an outline may move, in kilometres: into the region, and out of it. */
export interface Allowance {
  inwardKm: number
  outwardKm: number
}

/** Allowances of the passes, as shares of the whole: small bends go first, so that large ones are kept well. */
const PASSES = [0.5, 0.75, 1]
/** A pass is made again while it takes out at least this share of the corners. */
const WORTHWHILE = 0.1

/**
 * The outline with fewer corners: corners are taken out one by one, never moved.
 *
 * It stays valid: taking b out of a-b-c is allowed only where the closed triangle a, b, c holds no other corner of any
 * ring. As no edge crossed or touched another before, none crosses or touches the new edge: it would have to come in
 * through a-b or b-c, or end inside. Corners are whole numbers, so the test is exact.
 *
 * It stays near: all corners that the edge a-c stands for are within the allowance of it, and so is the chain of
 * edges between them (distance to an edge is convex). What changes sides lies between chain and edge, hence no farther
 * from the chain. Distances are taken on the plane with longitudes scaled by the largest cosine of latitude
 * along the chain, where they are never smaller than on the sphere.
 *
 * Corners on the antimeridian and on the poles are the edge of the map, not of the region, and stay.
 */
export function simplifyOutline(outline: Outline, grid: CellGrid, allowed: Allowance): Outline {
  const rings = new Rings(outline, grid)
  for (const share of PASSES) {
    const inward = (share * allowed.inwardKm) / grid.km
    const outward = (share * allowed.outwardKm) / grid.km
    let before: number
    do {
      before = rings.count
      rings.sweep(inward, outward)
    } while (rings.count < (1 - WORTHWHILE) * before)
  }
  return rings.outline()
}

class Rings {
  count: number
  readonly #from: Outline
  readonly #grid: CellGrid
  readonly #next: Int32Array
  readonly #previous: Int32Array
  readonly #size: Int32Array
  readonly #ringOf: Int32Array
  /** Largest cosine of latitude along the chain from a corner to the next one that is left. */
  readonly #cosine: Float64Array
  readonly #gone: Uint8Array
  readonly #south: number
  /** Corners that are left, by row: those of row `south + i` are `byRow[rowStart[i]]` up to `byRow[rowStart[i + 1]]`. */
  readonly #rowStart: Int32Array
  readonly #byRow: Int32Array

  constructor(from: Outline, grid: CellGrid) {
    const n = from.x.length
    this.count = n
    this.#from = from
    this.#grid = grid
    this.#next = new Int32Array(n)
    this.#previous = new Int32Array(n)
    this.#ringOf = new Int32Array(n)
    this.#size = Int32Array.from(from.pieces, (_, ring) => from.starts[ring + 1]! - from.starts[ring]!)
    for (let ring = 0; ring < from.pieces.length; ring++) {
      const [start, end] = [from.starts[ring]!, from.starts[ring + 1]!]
      for (let i = start; i < end; i++) {
        this.#ringOf[i] = ring
        this.#next[i] = i + 1 < end ? i + 1 : start
        this.#previous[i] = i > start ? i - 1 : end - 1
      }
    }
    let [south, north] = [grid.rows, 0]
    for (const y of from.y) {
      if (y < south) south = y
      if (y > north) north = y
    }
    this.#south = south
    const cosines = Float64Array.from({ length: Math.max(0, north - south + 1) }, (_, i) =>
      Math.cos(grid.latOf(south + i) * DEGREE),
    )
    this.#cosine = Float64Array.from(from.y, (y, i) =>
      Math.max(cosines[y - south]!, cosines[from.y[this.#next[i]!]! - south]!),
    )
    this.#gone = new Uint8Array(n)
    this.#rowStart = new Int32Array(cosines.length + 1)
    this.#byRow = new Int32Array(n)
  }

  /** Takes out what can go, but no two neighbours at once. */
  sweep(inward: number, outward: number): void {
    this.#sortByRow()
    for (let ring = 0; ring < this.#from.pieces.length; ring++) {
      let corner = this.#from.starts[ring]!
      while (this.#gone[corner]) corner++
      let left = this.#size[ring]!
      while (left-- > 0) {
        const next = this.#next[corner]!
        if (this.#size[ring]! > 4 && this.#mayGo(corner, inward, outward)) {
          this.#takeOut(corner)
          left--
          corner = this.#next[next]!
        } else corner = next
      }
    }
  }

  outline(): Outline {
    const { x, y, starts, pieces } = this.#from
    const left: number[] = []
    const newStarts = [0]
    for (let ring = 0; ring < pieces.length; ring++) {
      for (let i = starts[ring]!; i < starts[ring + 1]!; i++) if (!this.#gone[i]) left.push(i)
      newStarts.push(left.length)
    }
    return {
      x: Int32Array.from(left, (i) => x[i]!),
      y: Int32Array.from(left, (i) => y[i]!),
      starts: newStarts,
      pieces,
    }
  }

  #sortByRow(): void {
    const { y } = this.#from
    const ends = this.#rowStart.fill(0)
    for (let i = 0; i < y.length; i++) if (!this.#gone[i]) ends[y[i]! - this.#south]!++
    for (let row = 1; row < ends.length; row++) ends[row]! += ends[row - 1]!
    for (let i = y.length - 1; i >= 0; i--) if (!this.#gone[i]) this.#byRow[--ends[y[i]! - this.#south]!] = i
  }

  #takeOut(b: number): void {
    const [a, c] = [this.#previous[b]!, this.#next[b]!]
    this.#next[a] = c
    this.#previous[c] = a
    this.#cosine[a] = Math.max(this.#cosine[a]!, this.#cosine[b]!)
    this.#gone[b] = 1
    this.#size[this.#ringOf[b]!]!--
    this.count--
  }

  #mayGo(b: number, inward: number, outward: number): boolean {
    const { columns, rows } = this.#grid
    const { x, y } = this.#from
    if (x[b] === 0 || x[b] === columns || y[b] === 0 || y[b] === rows) return false
    const a = this.#previous[b]!
    const c = this.#next[b]!
    return this.#isNear(a, b, c, inward, outward) && this.#isEmpty(a, b, c)
  }

  /** All corners of the chain from a to c are within so many cells (south to north) of the edge from a to c. */
  #isNear(a: number, b: number, c: number, inward: number, outward: number): boolean {
    const { x, y, starts } = this.#from
    const ring = this.#ringOf[a]!
    const scale = Math.max(this.#cosine[a]!, this.#cosine[b]!)
    const dx = (x[c]! - x[a]!) * scale
    const dy = y[c]! - y[a]!
    const square = dx * dx + dy * dy
    const length = Math.sqrt(square)
    for (let i = a + 1; ; i++) {
      if (i === starts[ring + 1]) i = starts[ring]!
      if (i === c) return true
      const px = (x[i]! - x[a]!) * scale
      const py = y[i]! - y[a]!
      // Positive on the left of the edge: the region's side, so the edge runs outside of the corner.
      const left = dx * py - dy * px
      const limit = left > 0 ? outward : inward
      const along = dx * px + dy * py
      if (along < 0) {
        if (px * px + py * py > limit * limit) return false
      } else if (along > square) {
        const [qx, qy] = [px - dx, py - dy]
        if (qx * qx + qy * qy > limit * limit) return false
      } else if (Math.abs(left) > limit * length) return false
    }
  }

  /** No corner but these three lies in their triangle or on its sides. */
  #isEmpty(a: number, b: number, c: number): boolean {
    const { x, y } = this.#from
    const [ax, ay, bx, by, cx, cy] = [x[a]!, y[a]!, x[b]!, y[b]!, x[c]!, y[c]!]
    const turn = Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax))
    const west = Math.min(ax, bx, cx)
    const east = Math.max(ax, bx, cx)
    const first = this.#rowStart[Math.min(ay, by, cy) - this.#south]!
    const last = this.#rowStart[Math.max(ay, by, cy) - this.#south + 1]!
    for (let k = first; k < last; k++) {
      const i = this.#byRow[k]!
      const px = x[i]!
      if (px < west || px > east || this.#gone[i] || i === a || i === b || i === c) continue
      const py = y[i]!
      if (turn * ((bx - ax) * (py - ay) - (by - ay) * (px - ax)) < 0) continue
      if (turn * ((cx - bx) * (py - by) - (cy - by) * (px - bx)) < 0) continue
      if (turn * ((ax - cx) * (py - cy) - (ay - cy) * (px - cx)) < 0) continue
      return false
    }
    return true
  }
}
