import type { Position, Ring } from '../../catalog/geometry/types.ts'
import { signedArea } from './conflicts.ts'
import { traceOutline } from './outline.ts'
import type { Region } from './region.ts'
import { type Allowance, simplifyOutline } from './simplify.ts'

/**
 * A region as polygons of RFC 7946: each piece an exterior, counter-clockwise, and its holes, clockwise. They
 * lie within -180..180 and -90..90 because the cells do: cut at the antimeridian, over a pole drawn along it.
 */
export function drawPolygons(region: Region, allowed: Allowance): Ring[][] {
  const { grid } = region
  const outline = simplifyOutline(traceOutline(region), grid, allowed)
  const polygons = new Map<number, Ring[]>()
  outline.pieces.forEach((piece, index) => {
    const ring: Position[] = []
    for (let i = outline.starts[index]!; i < outline.starts[index + 1]!; i++) {
      ring.push([grid.lonOf(outline.x[i]!), grid.latOf(outline.y[i]!)])
    }
    ring.push(ring[0]!)
    const rings = polygons.get(piece) ?? []
    // The region lies on the left of its rings: exteriors turn left, holes turn right.
    if (signedArea(outline, index) > 0) rings.unshift(ring)
    else rings.push(ring)
    polygons.set(piece, rings)
  })
  return [...polygons.values()]
}
