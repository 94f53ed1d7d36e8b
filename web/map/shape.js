import { inCells } from './cells.js'
import { densify } from './densify.js'
import { withoutSeams } from './seams.js'

/** @import { Geometry, Path, Position, Shape } from '../types.js' */

/**
 * Makes a geometry ready to be drawn: edges straight in longitude and latitude, as GeoJSON and the catalogue have them.
 *
 * @param {Geometry} geometry
 * @returns {Shape}
 */
export function shapeOf(geometry) {
  /** @type {{ points: Position[], lines: Position[][], rings: Position[][] }} */
  const parts = { points: [], lines: [], rings: [] }
  collect(geometry, parts)
  const lines = [...parts.lines, ...withoutSeams(parts.rings)].map(densify)
  const fills = parts.rings.flatMap(inCells).map(densify)
  const all = [parts.points, ...parts.lines, ...parts.rings].flat()
  const lons = all.map(([lon]) => lon)
  const lats = all.map(([, lat]) => lat)
  const points = pathOf(parts.points)
  const paths = { fills: fills.map(pathOf), lines: lines.map(pathOf), points }
  return {
    ...paths,
    west: least(lons),
    south: least(lats),
    east: -least(lons.map((lon) => -lon)),
    north: -least(lats.map((lat) => -lat)),
    ...capOf([...paths.fills, ...paths.lines, points]),
  }
}

/** @param {number[]} values */
function least(values) {
  return values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
}

/**
 * @param {Geometry} geometry
 * @param {{ points: Position[], lines: Position[][], rings: Position[][] }} parts
 */
function collect(geometry, parts) {
  switch (geometry.type) {
    case 'Point':
      parts.points.push(geometry.coordinates)
      break
    case 'MultiPoint':
      parts.points.push(...geometry.coordinates)
      break
    case 'LineString':
      parts.lines.push(geometry.coordinates)
      break
    case 'MultiLineString':
      parts.lines.push(...geometry.coordinates)
      break
    case 'Polygon':
      parts.rings.push(...geometry.coordinates.map(oriented))
      break
    case 'MultiPolygon':
      parts.rings.push(...geometry.coordinates.flatMap((rings) => rings.map(oriented)))
      break
    case 'GeometryCollection':
      for (const part of geometry.geometries) collect(part, parts)
  }
}

/**
 * Exteriors counter-clockwise and holes clockwise, in longitude and latitude: filled by the rule of nonzero winding, parts
 * that overlap each other are one, and holes stay holes.
 *
 * @param {Position[]} ring
 * @param {number} index within its polygon
 */
function oriented(ring, index) {
  let area = 0
  for (let i = 1; i < ring.length; i++) {
    area += (ring[i][0] - ring[i - 1][0]) * (ring[i][1] + ring[i - 1][1])
  }
  return area < 0 === (index === 0) ? ring : ring.toReversed()
}

/**
 * @param {Position[]} positions
 * @returns {Path}
 */
function pathOf(positions) {
  const lonLat = new Float64Array(positions.length * 2)
  const xyz = new Float64Array(positions.length * 3)
  positions.forEach(([lon, lat], i) => {
    lonLat.set([lon, lat], 2 * i)
    xyz.set(unitVector(lon, lat), 3 * i)
  })
  return { lonLat, xyz }
}

/**
 * @param {number} lon degrees
 * @param {number} lat degrees
 * @returns {[number, number, number]}
 */
export function unitVector(lon, lat) {
  const [lambda, phi] = [(lon * Math.PI) / 180, (lat * Math.PI) / 180]
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)]
}

/**
 * A cap that holds all positions: around their mean, or the whole Earth where they have none.
 *
 * @param {Path[]} paths
 * @returns {Pick<Shape, 'middle' | 'radius'>}
 */
function capOf(paths) {
  const sum = [0, 0, 0]
  for (const { xyz } of paths) {
    for (let i = 0; i < xyz.length; i++) sum[i % 3] += xyz[i]
  }
  const length = Math.hypot(...sum)
  if (length < 1e-9) return { middle: [1, 0, 0], radius: Math.PI }
  const [x, y, z] = sum.map((value) => value / length)
  let nearest = 1
  for (const { xyz } of paths) {
    for (let i = 0; i < xyz.length; i += 3) {
      nearest = Math.min(nearest, x * xyz[i] + y * xyz[i + 1] + z * xyz[i + 2])
    }
  }
  return { middle: [x, y, z], radius: Math.acos(nearest) }
}
