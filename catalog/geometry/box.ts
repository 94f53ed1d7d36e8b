import type { Box } from './types.ts'

/** Degrees: arcs of longitude nearer than this to each other are taken as one. */
const NARROW_GAP = 1

/** West and east of a stretch of longitudes. */
export type Arc = [west: number, east: number]

/**
 * Longitudes covered so far, as arcs within -180..180 from west to east, at least `NARROW_GAP` apart.
 * Whatever the order in which arcs are added the outcome is the same.
 */
export type Arcs = Arc[]

/** Arcs of a box: two when it crosses the antimeridian. */
export function arcsOf([west, , east]: Box): Arcs {
  return west <= east
    ? [[west, east]]
    : [
        [west, 180],
        [-180, east],
      ]
}

export function joinArcs(arcs: Arcs): Arcs {
  const joined: Arcs = []
  for (const [west, east] of arcs.toSorted((a, b) => a[0] - b[0])) {
    const last = joined.at(-1)
    if (last && west - last[1] < NARROW_GAP) last[1] = Math.max(last[1], east)
    else joined.push([west, east])
  }
  return joined
}

/** The shortest arc that holds them all: what is left when the widest gap is taken out. West > east across the antimeridian. */
export function spanOf(arcs: Arcs): Arc | undefined {
  const joined = joinArcs(arcs)
  const first = joined[0]
  const last = joined.at(-1)
  if (!first || !last) return undefined
  let span: Arc = [first[0], last[1]]
  let widest = first[0] + 360 - last[1]
  for (let i = 1; i < joined.length; i++) {
    const gap = joined[i]![0] - joined[i - 1]![1]
    if (gap > widest) {
      widest = gap
      span = [joined[i]![0], joined[i - 1]![1]]
    }
  }
  return widest < NARROW_GAP ? [-180, 180] : span
}

/**
 * The smallest box around all of them, across the antimeridian where that makes it smaller.
 * Gaps under a degree of longitude do not count; undefined for no boxes.
 */
export function unionBoxes(boxes: Iterable<Box>): Box | undefined {
  let south = Infinity
  let north = -Infinity
  let arcs: Arcs = []
  for (const box of boxes) {
    south = Math.min(south, box[1])
    north = Math.max(north, box[3])
    arcs.push(...arcsOf(box))
    if (arcs.length > 1000) arcs = joinArcs(arcs)
  }
  const span = spanOf(arcs)
  return span && [span[0], south, span[1], north]
}

/** The two boxes share at least one point. */
export function boxesMeet(a: Box, b: Box): boolean {
  if (a[1] > b[3] || b[1] > a[3]) return false
  return arcsOf(a).some(([west, east]) => arcsOf(b).some((other) => west <= other[1] && other[0] <= east))
}

/** The box as one or two that do not cross the antimeridian. */
export function splitBox(box: Box): Box[] {
  return arcsOf(box).map(([west, east]) => [west, box[1], east, box[3]])
}
