/** What the modules of the page pass each other. */

export type Position = [lon: number, lat: number]

export type Geometry =
  | { type: 'Point'; coordinates: Position }
  | { type: 'MultiPoint' | 'LineString'; coordinates: Position[] }
  | { type: 'MultiLineString' | 'Polygon'; coordinates: Position[][] }
  | { type: 'MultiPolygon'; coordinates: Position[][][] }
  | { type: 'GeometryCollection'; geometries: Geometry[] }

/** West, south, east, north in degrees; west > east crosses the antimeridian. */
export type Box = [number, number, number, number]

export type ViewKind = 'globe' | 'plane' | 'north' | 'south'

/** How the Earth lies on the canvas. */
export interface View {
  kind: ViewKind
  /** The place in the middle, degrees. */
  lon: number
  lat: number
  /** 1 shows all there is to see. */
  zoom: number
  /** Of the canvas, CSS pixels. */
  width: number
  height: number
}

/** Positions along a line, as degrees and as unit vectors. */
export interface Path {
  lonLat: Float64Array
  xyz: Float64Array
}

/** A geometry made ready to be drawn in any view. */
export interface Shape {
  /** Rings to be filled together, by nonzero winding. None spans more than a quarter of the Earth. */
  fills: Path[]
  /** What is stroked: without the seams along which it was cut. */
  lines: Path[]
  /** The same thinned, once many shapes have been drawn while they moved. */
  thinned?: Path[]
  points: Path
  /** Least and greatest longitude and latitude of all positions. */
  west: number
  south: number
  east: number
  north: number
  /** The cap that holds it: unit vector of its middle, and its radius in radians. */
  middle: [number, number, number]
  radius: number
}

/** As much of a STAC item as the page reads. */
export interface Item {
  id: string
  collection: string
  geometry: Geometry
  bbox: Box
  properties: Record<string, unknown>
  links: { rel: string; href: string }[]
  assets: Record<string, { href: string; title?: string; 'file:size'?: number }>
}

/** An item on the map and in the list. */
export interface Granule {
  key: string
  item: Item
  shape: Shape
  start: number
  end: number
}

/** What canvas and Path2D have in common. */
export interface Pen {
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
  closePath(): void
  arc(x: number, y: number, radius: number, start: number, end: number): void
}

/** What a property can be asked for, of the queryables of the catalogue (JSON schema). */
export interface Queryable {
  title?: string
  $ref?: string
  type?: string | string[]
  format?: string
  enum?: string[]
  items?: { enum?: string[] }
  minimum?: number
  maximum?: number
  /** The catalogue's own name for it. */
  'oceanid:property'?: string
}
