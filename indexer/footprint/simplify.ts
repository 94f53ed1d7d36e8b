import { DEGREE } from '../../catalog/geometry/sphere.ts'
import type { CellGrid } from './cells.ts'
import { findConflicts } from './conflicts.ts'
import type { Outline } from './outline.ts'

/** How far an outline may move, in kilometres: into the region, and out of it. */
export interface Allowance {
  inwardKm: number
  outwardKm: number
}

/**
 * The outline with fewer corners, each of them a corner of it.
 *
 * It stays near: every edge stands for a chain of corners, all of them within the allowance of the edge, and
 * so is the chain itself (distance to an edge is convex). What changes sides lies between chain and edge,
 * hence no farther from the chain. Distances are taken on the plane with longitudes scaled by the largest
 * cosine of latitude along the chain, where they are never smaller than on the sphere.
 *
 * It stays valid: it is looked over exactly, and where edges meet or rings are no longer nested as they were,
 * their chains are halved, in the end down to the outline itself, which is valid.
 *
 * Corners on the antimeridian and on the poles are the edge of the map, not of the region, and stay.
 */
export function simplifyOutline(outline: Outline, grid: CellGrid, allowed: Allowance): Outline {
  const chains = new Chains(outline, grid, allowed)
  const kept = cornersOfMap(outline, grid)
  for (let ring = 0; ring < outline.pieces.length; ring++) {
    const corners = anchorsOf(outline, ring, kept)
    corners.forEach((corner, i) => {
      chains.keepFew(ring, corner, corners[(i + 1) % corners.length]!, kept)
    })
  }
  for (;;) {
    const simple = keepCorners(outline, kept)
    const conflicts = findConflicts(simple.outline)
    let halved = false
    for (const edge of conflicts) {
      const [ring, from, to] = [
        simple.rings[edge]!,
        simple.corners[edge]!,
        simple.corners[simple.next(edge)]!,
      ]
      const middle = chains.middleOf(ring, from, to)
      if (middle < 0) continue
      halved = true
      kept[middle] = 1
      chains.keepFew(ring, from, middle, kept)
      chains.keepFew(ring, middle, to, kept)
    }
    if (!halved) return simple.outline
  }
}

class Chains {
  readonly #outline: Outline
  readonly #rows: number
  readonly #inward: number
  readonly #outward: number
  /** Radians of latitude in half a row. */
  readonly #halfRow: number

  constructor(outline: Outline, grid: CellGrid, { inwardKm, outwardKm }: Allowance) {
    this.#outline = outline
    this.#rows = grid.rows
    this.#inward = inwardKm / grid.km
    this.#outward = outwardKm / grid.km
    this.#halfRow = (grid.degrees / 2) * DEGREE
  }

  /**
   * Marks corners between two so that edges from each to the next are near enough: as far apart as can be,
   * one after the other.
   */
  keepFew(ring: number, from: number, to: number, kept: Uint8Array): void {
    const start = this.#outline.starts[ring]!
    const size = this.#outline.starts[ring + 1]! - start
    const total = (to - from + size) % size || size
    const cornerAt = (steps: number) => start + ((from - start + steps) % size)
    let done = 0
    while (done < total) {
      // A chain of one edge is always near enough. Chains twice as long are tried, then the best one is made longer.
      let good = 1
      while (good < total - done && this.#isNear(ring, cornerAt(done), Math.min(2 * good, total - done))) {
        good = Math.min(2 * good, total - done)
      }
      for (let step = good >> 1; step > 0; step >>= 1) {
        const longer = good + step
        if (longer <= total - done && this.#isNear(ring, cornerAt(done), longer)) good = longer
        else if (step < good >> 4) break
      }
      done += good
      if (done < total) kept[cornerAt(done)] = 1
    }
  }

  /** The corner halfway along the chain; -1 where there is none between. */
  middleOf(ring: number, from: number, to: number): number {
    const start = this.#outline.starts[ring]!
    const size = this.#outline.starts[ring + 1]! - start
    const total = (to - from + size) % size || size
    return total < 2 ? -1 : start + ((from - start + (total >> 1)) % size)
  }

  /**
   * All corners of the chain of so many edges from `a` are near enough to the edge that would stand for it.
   */
  #isNear(ring: number, a: number, edges: number): boolean {
    const { x, y, starts } = this.#outline
    const start = starts[ring]!
    const end = starts[ring + 1]!
    const c = a + edges < end ? a + edges : a + edges - (end - start)
    let lowest = Infinity
    for (let i = a, k = 0; k <= edges; k++) {
      const fromEquator = Math.abs(2 * y[i]! - this.#rows)
      if (fromEquator < lowest) lowest = fromEquator
      if (++i === end) i = start
    }
    const scale = Math.cos(lowest * this.#halfRow)
    const ax = x[a]!
    const ay = y[a]!
    const dx = (x[c]! - ax) * scale
    const dy = y[c]! - ay
    const square = dx * dx + dy * dy
    const length = Math.sqrt(square)
    for (let i = a, k = 1; k < edges; k++) {
      if (++i === end) i = start
      const px = (x[i]! - ax) * scale
      const py = y[i]! - ay
      // Positive on the left of the edge: the region's side, so the edge runs outside of the corner.
      const left = dx * py - dy * px
      const limit = left > 0 ? this.#outward : this.#inward
      const along = dx * px + dy * py
      if (along < 0) {
        if (px * px + py * py > limit * limit) return false
      } else if (along > square) {
        if ((px - dx) ** 2 + (py - dy) ** 2 > limit * limit) return false
      } else if (Math.abs(left) > limit * length) return false
    }
    return true
  }
}

/** 1 for each corner at the edge of the map. */
function cornersOfMap({ x, y }: Outline, { columns, rows }: CellGrid): Uint8Array {
  const flags = new Uint8Array(x.length)
  for (let i = 0; i < x.length; i++) {
    if (x[i] === 0 || x[i] === columns || y[i] === 0 || y[i] === rows) flags[i] = 1
  }
  return flags
}

/**
 * The corners of a ring that are kept; where there are fewer than two, two far from each other are kept as
 * well.
 */
function anchorsOf({ x, y, starts }: Outline, ring: number, kept: Uint8Array): number[] {
  const [start, end] = [starts[ring]!, starts[ring + 1]!]
  const anchors: number[] = []
  for (let i = start; i < end; i++) if (kept[i]) anchors.push(i)
  if (anchors.length > 1) return anchors
  const first = anchors[0] ?? start
  let farthest = first
  let most = 0
  for (let i = start; i < end; i++) {
    const distance = (x[i]! - x[first]!) ** 2 + (y[i]! - y[first]!) ** 2
    if (distance <= most) continue
    most = distance
    farthest = i
  }
  kept[first] = kept[farthest] = 1
  return [first, farthest].sort((a, b) => a - b)
}

interface Kept {
  outline: Outline
  /** For each corner that is left, which one it was, and its ring. */
  corners: number[]
  rings: number[]
  /** The corner after one that is left. */
  next: (index: number) => number
}

function keepCorners({ x, y, starts, pieces }: Outline, kept: Uint8Array): Kept {
  const corners: number[] = []
  const rings: number[] = []
  const newStarts = [0]
  for (let ring = 0; ring < pieces.length; ring++) {
    for (let i = starts[ring]!; i < starts[ring + 1]!; i++) {
      if (!kept[i]) continue
      corners.push(i)
      rings.push(ring)
    }
    newStarts.push(corners.length)
  }
  return {
    outline: {
      x: Int32Array.from(corners, (i) => x[i]!),
      y: Int32Array.from(corners, (i) => y[i]!),
      starts: newStarts,
      pieces,
    },
    corners,
    rings,
    next: (index) => (index + 1 < newStarts[rings[index]! + 1]! ? index + 1 : newStarts[rings[index]!]!),
  }
}
