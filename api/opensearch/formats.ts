/** In what a search is answered, in the order of description documents: of those that a client knows, some take the last. */
export const formats = [
  { extension: 'geojson', mediaType: 'application/geo+json', title: 'GeoJSON' },
  { extension: 'atom', mediaType: 'application/atom+xml', title: 'Atom' },
] as const

export type Format = (typeof formats)[number]
