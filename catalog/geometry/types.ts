/** Longitude then latitude, in degrees (RFC 7946 section 3.1.1). */
export type Position = [lon: number, lat: number]

/** A closed ring: the first position stands again at the end. */
export type Ring = Position[]

/**
 * A shape on the Earth as RFC 7946 writes it: longitudes within -180..180, cut at the antimeridian,
 * a polygon over a pole drawn along +-180 to +-90, exterior rings counter-clockwise.
 * Edges are straight in longitude and latitude.
 */
export type Geometry =
  | { type: 'Point'; coordinates: Position }
  | { type: 'MultiPoint'; coordinates: Position[] }
  | { type: 'LineString'; coordinates: Position[] }
  | { type: 'MultiLineString'; coordinates: Position[][] }
  | { type: 'Polygon'; coordinates: Ring[] }
  | { type: 'MultiPolygon'; coordinates: Ring[][] }
  | GeometryCollection

export interface GeometryCollection {
  type: 'GeometryCollection'
  geometries: Geometry[]
}

export type SimpleGeometry = Exclude<Geometry, GeometryCollection>

/** West, south, east, north in degrees; west > east when the box crosses the antimeridian (RFC 7946 section 5.2). */
export type Box = [west: number, south: number, east: number, north: number]
