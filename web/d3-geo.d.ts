/** As much of d3-geo as the map uses. */
declare module 'd3-geo' {
  export interface Projection {
    (place: [number, number]): [number, number] | null
    rotate(angles: [number, number] | [number, number, number]): this
    scale(scale: number): this
    translate(point: [number, number]): this
    clipAngle(degrees: number): this
    clipExtent(extent: [[number, number], [number, number]] | null): this
    precision(pixels: number): this
  }
  export function geoOrthographic(): Projection
  export function geoEquirectangular(): Projection
  export function geoAzimuthalEqualArea(): Projection
  export function geoPath(projection: Projection, context: CanvasRenderingContext2D): (object: object) => void
  export function geoGraticule(): { step(degrees: [number, number]): () => object }
  export function geoCircle(): {
    center(place: [number, number]): ReturnType<typeof geoCircle>
    radius(degrees: number): ReturnType<typeof geoCircle>
    precision(degrees: number): ReturnType<typeof geoCircle>
    (): { coordinates: [number, number][][] }
  }
  export function geoDistance(a: [number, number], b: [number, number]): number
}
