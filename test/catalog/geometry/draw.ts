import type { Geometry, Position, Ring } from '../../../catalog/geometry/types.ts'

type Random = () => number

/** A plane of 60 x 60 degrees: small enough that random shapes often meet. */
const place = (random: Random): Position => [60 * random() - 30, 60 * random() - 30]

/** A star: no ring of it crosses itself or another; at times with a hole. */
export function drawPolygon(random: Random, size = 3 + 30 * random()): Geometry {
  return { type: 'Polygon', coordinates: drawRings(random, place(random), size) }
}

export function drawAny(random: Random, size = 3 + 30 * random()): Geometry {
  const center = place(random)
  switch (Math.floor(8 * random())) {
    case 0:
      return { type: 'Point', coordinates: center }
    case 1:
      return { type: 'MultiPoint', coordinates: [center, near(random, center, size), place(random)] }
    case 2:
      return { type: 'LineString', coordinates: drawLine(random, center, size) }
    case 3:
      return {
        type: 'MultiLineString',
        coordinates: [drawLine(random, center, size), drawLine(random, place(random), size)],
      }
    case 4:
      return {
        type: 'MultiPolygon',
        coordinates: [
          drawRings(random, [center[0] - 2.2 * size, center[1]], size),
          drawRings(random, center, size),
        ],
      }
    case 5:
      return {
        type: 'GeometryCollection',
        geometries: [
          { type: 'Point', coordinates: near(random, center, size) },
          { type: 'LineString', coordinates: drawLine(random, center, size) },
          { type: 'Polygon', coordinates: drawRings(random, place(random), size) },
        ],
      }
    default:
      return { type: 'Polygon', coordinates: drawRings(random, center, size) }
  }
}

function near(random: Random, [lon, lat]: Position, size: number): Position {
  return [lon + size * (random() - 0.5), lat + size * (random() - 0.5)]
}

function drawLine(random: Random, from: Position, size: number): Position[] {
  const line = [from]
  const steps = 1 + Math.floor(50 * random() ** 2)
  for (let i = 0; i < steps; i++) line.push(near(random, line.at(-1)!, size))
  return line
}

function drawRings(random: Random, [lon, lat]: Position, size: number): Ring[] {
  const corners = 3 + Math.floor(80 * random() ** 2)
  const radii = Array.from({ length: corners }, () => size * (0.5 + 0.5 * random()))
  const ring = (scale: number): Ring => {
    const positions = radii.map((radius, i): Position => {
      const angle = (2 * Math.PI * i) / corners
      return [lon + scale * radius * Math.cos(angle), lat + scale * radius * Math.sin(angle)]
    })
    return [...positions, positions[0]!]
  }
  return random() < 0.3 ? [ring(1), ring(0.3 + 0.4 * random()).reverse()] : [ring(1)]
}
