import type { Geometry, Position, Ring } from '../../../catalog/geometry/types.ts'

/** Judges of footprints that share no code with what they judge: slow and plain. */

export function polygonsOf(geometry: Geometry): Ring[][] {
  switch (geometry.type) {
    case 'Polygon':
      return [geometry.coordinates]
    case 'MultiPolygon':
      return geometry.coordinates
    case 'GeometryCollection':
      return geometry.geometries.flatMap(polygonsOf)
    default:
      return []
  }
}

/** Whether a point lies in the polygons or on their rings, edges straight in longitude and latitude. */
export function coversPoint(geometry: Geometry, lon: number, lat: number): boolean {
  const wrapped = lon - 360 * Math.floor((lon + 180) / 360)
  const meridians = wrapped === -180 ? [-180, 180] : [wrapped]
  return polygonsOf(geometry).some((rings) =>
    meridians.some((x) => rings.filter((ring) => isInRing(ring, x, lat)).length % 2 === 1),
  )
}

function isInRing(ring: Ring, x: number, y: number): boolean {
  let inside = false
  for (let i = 0; i + 1 < ring.length; i++) {
    const [x0, y0] = ring[i]!
    const [x1, y1] = ring[i + 1]!
    if (y0 > y !== y1 > y && x <= x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)) inside = !inside
  }
  // The poles and the antimeridian are edges of the map, and belong to it.
  return inside || (Math.abs(y) === 90 && ring.some(([, lat]) => lat === y))
}

/** What keeps polygons from being valid by OGC Simple Features and RFC 7946; empty for valid ones. */
export function faultsOf(geometry: Geometry): string[] {
  const faults: string[] = []
  const polygons = polygonsOf(geometry)
  const edges: { from: Position; to: Position; ring: number; index: number; size: number }[] = []
  let ringNumber = 0
  for (const rings of polygons) {
    rings.forEach((ring, i) => {
      const area = areaOf(ring)
      if (ring.length < 4) faults.push(`a ring of ${ring.length} positions`)
      if (String(ring[0]) !== String(ring.at(-1))) faults.push('a ring that is not closed')
      if (area > 0 !== (i === 0)) faults.push(`ring ${i} turns the wrong way (area ${area})`)
      for (const [lon, lat] of ring) {
        if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) faults.push(`a position at ${lon}, ${lat}`)
        if (`${lon}${lat}`.includes('e') || Math.round(lon * 1e5) / 1e5 !== lon)
          faults.push(`unrounded ${lon}`)
      }
      for (let k = 0; k + 1 < ring.length; k++) {
        edges.push({ from: ring[k]!, to: ring[k + 1]!, ring: ringNumber, index: k, size: ring.length - 1 })
      }
      ringNumber++
    })
    for (const hole of rings.slice(1)) {
      if (!isInRing(rings[0]!, ...hole[0]!)) faults.push('a hole outside of its exterior')
    }
  }
  for (let i = 0; i < edges.length; i++) {
    for (let j = i + 1; j < edges.length; j++) {
      const [a, b] = [edges[i]!, edges[j]!]
      const gap = b.index - a.index
      const adjacent = a.ring === b.ring && (gap === 1 || gap === a.size - 1)
      if (adjacent ? foldsBack(a, b) : edgesMeet(a.from, a.to, b.from, b.to)) {
        faults.push(`edges ${a.from} ${a.to} and ${b.from} ${b.to} meet`)
      }
    }
  }
  polygons.forEach((rings, i) => {
    polygons.forEach((others, j) => {
      const inside = others.filter((ring) => isInRing(ring, ...rings[0]![0]!)).length
      if (i !== j && inside % 2 === 1) faults.push('a polygon inside of another')
    })
  })
  return faults
}

interface Edge {
  from: Position
  to: Position
}

function foldsBack(a: Edge, b: Edge): boolean {
  const [first, second] = String(a.to) === String(b.from) ? [a, b] : [b, a]
  const ahead =
    (first.to[0] - first.from[0]) * (second.to[0] - second.from[0]) +
    (first.to[1] - first.from[1]) * (second.to[1] - second.from[1])
  return ahead < 0 && Math.abs(turn(first.from, first.to, second.to)) < 1e-12
}

function edgesMeet(a: Position, b: Position, c: Position, d: Position): boolean {
  if (Math.max(a[0], b[0]) < Math.min(c[0], d[0]) || Math.max(c[0], d[0]) < Math.min(a[0], b[0])) return false
  if (Math.max(a[1], b[1]) < Math.min(c[1], d[1]) || Math.max(c[1], d[1]) < Math.min(a[1], b[1])) return false
  return (
    Math.sign(turn(a, b, c)) * Math.sign(turn(a, b, d)) <= 0 &&
    Math.sign(turn(c, d, a)) * Math.sign(turn(c, d, b)) <= 0
  )
}

function turn(a: Position, b: Position, c: Position): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
}

function areaOf(ring: Ring): number {
  let area = 0
  for (let i = 0; i + 1 < ring.length; i++) {
    area += ring[i]![0] * ring[i + 1]![1] - ring[i + 1]![0] * ring[i]![1]
  }
  return area / 2
}
