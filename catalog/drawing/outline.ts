import type { Position, Ring } from '../geometry/types.ts'

interface Seam {
  low: number
  high: number
}

/**
 * The rings of polygons as lines, without what is no boundary on the Earth: the edges on the antimeridian with which
 * RFC 7946 cuts an area in two, and those along the pole.
 */
export function outlinesOf(polygons: Ring[][]): Position[][] {
  const rings = polygons.flat()
  const seams = { west: seamsOf(rings, -180), east: seamsOf(rings, 180) }
  return rings.flatMap((ring) => linesOf(ring, (a, b) => isCut(a, b, seams)))
}

function seamsOf(rings: Ring[], lon: number): Seam[] {
  return rings.flatMap((ring) =>
    ring.slice(1).flatMap((to, i): Seam[] => {
      const from = ring[i]!
      if (from[0] !== lon || to[0] !== lon || from[1] === to[1]) return []
      return [{ low: Math.min(from[1], to[1]), high: Math.max(from[1], to[1]) }]
    }),
  )
}

/** Whether an edge is one of the two sides of a cut, judged by its middle. */
function isCut(a: Position, b: Position, { west, east }: { west: Seam[]; east: Seam[] }): boolean {
  if (Math.abs(a[1]) === 90 && a[1] === b[1]) return true
  if (Math.abs(a[0]) !== 180 || a[0] !== b[0]) return false
  const middle = (a[1] + b[1]) / 2
  return (a[0] < 0 ? east : west).some(({ low, high }) => low <= middle && middle <= high)
}

function linesOf(ring: Ring, isLeftOut: (a: Position, b: Position) => boolean): Position[][] {
  const lines: Position[][] = []
  let line: Position[] = []
  for (let i = 0; i + 1 < ring.length; i++) {
    const [from, to] = [ring[i]!, ring[i + 1]!]
    if (isLeftOut(from, to)) {
      line = []
    } else if (line.length === 0) {
      line = [from, to]
      lines.push(line)
    } else {
      line.push(to)
    }
  }
  return lines
}
