import { splitBox } from '../../catalog/geometry/box.ts'
import type { Box } from '../../catalog/geometry/types.ts'

/** A box as WKT: one polygon, or two over the antimeridian. */
export function boxWkt(bbox: Box): string {
  const rings = splitBox(bbox).map(
    ([west, south, east, north]) =>
      `((${west} ${south}, ${east} ${south}, ${east} ${north}, ${west} ${north}, ${west} ${south}))`,
  )
  return rings.length === 1 ? `POLYGON ${rings[0]}` : `MULTIPOLYGON (${rings.join(', ')})`
}

/** A box as schema.org has it, `south west north east`; one or two shapes. */
export function boxShapes(bbox: Box): object[] {
  return splitBox(bbox).map(([west, south, east, north]) => ({
    '@type': 'GeoShape',
    box: `${south} ${west} ${north} ${east}`,
  }))
}
