import type { Outline } from './outline.ts'

/**
 * The edges (by the corner where they begin) that keep an outline from being valid: those that meet another
 * edge, other than the end of the one before with the beginning of the next, and those of rings that are not
 * nested as exteriors and their holes. Exact: corners are whole numbers whose products do not exceed 2^53.
 */
export function findConflicts(outline: Outline): Set<number> {
  const conflicts = new Set<number>()
  const { next, order } = edgesOf(outline)
  findMeetings(outline, next, order, conflicts)
  if (conflicts.size === 0) findMisnested(outline, next, conflicts)
  return conflicts
}

/** Goes over the edges from south to north, and tries each with those that are not yet passed. */
function findMeetings({ x, y }: Outline, next: Int32Array, order: number[], conflicts: Set<number>): void {
  const active: number[] = []
  for (const i of order) {
    const j = next[i]!
    const low = Math.min(y[i]!, y[j]!)
    const west = Math.min(x[i]!, x[j]!)
    const east = Math.max(x[i]!, x[j]!)
    let left = 0
    for (const k of active) {
      const l = next[k]!
      if (y[k]! < low && y[l]! < low) continue
      active[left++] = k
      if ((x[k]! < west && x[l]! < west) || (x[k]! > east && x[l]! > east)) continue
      if (!edgesConflict(x, y, i, j, k, l)) continue
      conflicts.add(i)
      conflicts.add(k)
    }
    active.length = left
    active.push(i)
  }
}

/** Whether edges i-j and k-l meet; of edges that share a corner, whether they meet elsewhere too. */
function edgesConflict(x: Int32Array, y: Int32Array, i: number, j: number, k: number, l: number): boolean {
  const turn = (a: number, b: number, c: number) =>
    Math.sign((x[b]! - x[a]!) * (y[c]! - y[a]!) - (y[b]! - y[a]!) * (x[c]! - x[a]!))
  const foldsBack = (a: number, b: number, c: number) =>
    turn(a, b, c) === 0 && (x[b]! - x[a]!) * (x[c]! - x[b]!) + (y[b]! - y[a]!) * (y[c]! - y[b]!) < 0
  if (j === k && l === i) return true
  if (j === k) return foldsBack(i, j, l)
  if (l === i) return foldsBack(k, i, j)
  const p = turn(i, j, k)
  const q = turn(i, j, l)
  if (p * q > 0) return false
  const r = turn(k, l, i)
  const s = turn(k, l, j)
  if (p * q < 0 && r * s < 0) return true
  return (
    (p === 0 && isBetween(x, y, i, j, k)) ||
    (q === 0 && isBetween(x, y, i, j, l)) ||
    (r === 0 && isBetween(x, y, k, l, i)) ||
    (s === 0 && isBetween(x, y, k, l, j))
  )
}

/** Of c on the line through a and b: whether it lies on the edge. */
function isBetween(x: Int32Array, y: Int32Array, a: number, b: number, c: number): boolean {
  return (
    Math.min(x[a]!, x[b]!) <= x[c]! &&
    x[c]! <= Math.max(x[a]!, x[b]!) &&
    Math.min(y[a]!, y[b]!) <= y[c]! &&
    y[c]! <= Math.max(y[a]!, y[b]!)
  )
}

/**
 * Rings that do not meet are nested rightly when each exterior lies in no other ring (exteriors in holes
 * count 1 - 1), and each hole in the exterior of its piece and in nothing else.
 */
function findMisnested(outline: Outline, next: Int32Array, conflicts: Set<number>): void {
  const { starts, pieces } = outline
  if (pieces.length === 1) return
  for (let ring = 0; ring < pieces.length; ring++) {
    const isHole = signedArea(outline, ring) < 0
    let around = 0
    let ownAround = 0
    for (let other = 0; other < pieces.length; other++) {
      if (other === ring) continue
      const turns = turnsAround(outline, next, other, starts[ring]!)
      around += turns
      if (pieces[other] === pieces[ring]) ownAround += turns
    }
    if (around === (isHole ? 1 : 0) && (!isHole || ownAround === 1)) continue
    for (let i = 0; i < next.length; i++) conflicts.add(i)
    return
  }
}

/** How often a ring goes around a corner that does not lie on it, counter-clockwise. */
function turnsAround({ x, y, starts }: Outline, next: Int32Array, ring: number, corner: number): number {
  const px = x[corner]!
  const py = y[corner]!
  let turns = 0
  for (let i = starts[ring]!; i < starts[ring + 1]!; i++) {
    const j = next[i]!
    if (y[i]! <= py === y[j]! <= py) continue
    const left = (x[j]! - x[i]!) * (py - y[i]!) - (y[j]! - y[i]!) * (px - x[i]!)
    if (y[i]! <= py && left > 0) turns++
    if (y[j]! <= py && left < 0) turns--
  }
  return turns
}

/** Twice the area; positive where the ring turns left. */
export function signedArea({ x, y, starts }: Outline, ring: number): number {
  const [start, end] = [starts[ring]!, starts[ring + 1]!]
  let area = 0
  for (let i = start; i < end; i++) {
    const j = i + 1 < end ? i + 1 : start
    area += x[i]! * y[j]! - x[j]! * y[i]!
  }
  return area
}

/** The corner after each, and all edges by their southern ends. */
function edgesOf({ x, y, starts }: Outline): { next: Int32Array; order: number[] } {
  const next = new Int32Array(x.length)
  for (let ring = 0; ring + 1 < starts.length; ring++) {
    for (let i = starts[ring]!; i < starts[ring + 1]!; i++) {
      next[i] = i + 1 < starts[ring + 1]! ? i + 1 : starts[ring]!
    }
  }
  const lows = Int32Array.from(y, (low, i) => Math.min(low, y[next[i]!]!))
  return { next, order: Array.from(x.keys()).sort((a, b) => lows[a]! - lows[b]!) }
}
