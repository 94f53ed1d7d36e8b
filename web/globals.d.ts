/** What the classic scripts of the page leave behind. */
declare const d3: typeof import('d3-geo')
declare const topojson: {
  feature(topology: object, object: object): { features?: { geometry: import('./types.js').Geometry }[] }
}
