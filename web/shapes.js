/**
 * Path data of a GeoJSON geometry on a map whose x is the longitude and whose y is minus the latitude, in degrees.
 * A point is a stroke without length, which round line caps make a dot.
 */
export function pathOf(geometry) {
  switch (geometry.type) {
    case 'Point':
      return `${draw([geometry.coordinates])}h0`
    case 'MultiPoint':
      return geometry.coordinates.map((position) => `${draw([position])}h0`).join('')
    case 'LineString':
      return draw(geometry.coordinates)
    case 'MultiLineString':
      return geometry.coordinates.map(draw).join('')
    case 'Polygon':
      return geometry.coordinates.map((ring) => `${draw(ring)}z`).join('')
    case 'MultiPolygon':
      return geometry.coordinates.flatMap((rings) => rings.map((ring) => `${draw(ring)}z`)).join('')
    case 'GeometryCollection':
      return geometry.geometries.map(pathOf).join('')
    default:
      return ''
  }
}

/** Path data of a box of west, south, east, north; two rectangles where west > east. */
export function boxPath([west, south, east, north]) {
  if (west > east) return boxPath([west, south, 180, north]) + boxPath([-180, south, east, north])
  return `M${west} ${-north}H${east}V${-south}H${west}z`
}

/** Four numbers out of text, or undefined where they are not. */
export function readBox(text) {
  const numbers = text
    .trim()
    .split(/\s*,\s*|\s+/)
    .map((part) => (part === '' ? Number.NaN : Number(part)))
  return numbers.length === 4 && numbers.every(Number.isFinite) ? numbers : undefined
}

function draw(positions) {
  return positions.map(([lon, lat], i) => `${i === 0 ? 'M' : 'L'}${lon} ${-lat}`).join('')
}
