/** Namespaces by the prefix under which templates and documents here write them. */
export const namespaces = {
  opensearch: 'http://a9.com/-/spec/opensearch/1.1/',
  parameters: 'http://a9.com/-/spec/opensearch/extensions/parameters/1.0/',
  geo: 'http://a9.com/-/opensearch/extensions/geo/1.0/',
  time: 'http://a9.com/-/opensearch/extensions/time/1.0/',
  eo: 'http://a9.com/-/opensearch/extensions/eo/1.0/',
  sru: 'http://a9.com/-/opensearch/extensions/sru/2.0/',
  oceanid: 'urn:oceanid:opensearch:1.0',
  atom: 'http://www.w3.org/2005/Atom',
  dc: 'http://purl.org/dc/elements/1.1/',
  georss: 'http://www.georss.org/georss',
  gml: 'http://www.opengis.net/gml',
  media: 'http://search.yahoo.com/mrss/',
  kml: 'http://www.opengis.net/kml/2.2',
  ows: 'http://www.opengis.net/ows/1.1',
} as const

export type Prefix = keyof typeof namespaces

/** `xmlns` attributes; `own` is the namespace of names without a prefix. */
export function declareNamespaces(own: Prefix, ...others: Prefix[]): string {
  return ` xmlns="${namespaces[own]}"${declarePrefixes(...others)}`
}

/** `xmlns` attributes of prefixes alone. */
export function declarePrefixes(...prefixes: Prefix[]): string {
  return prefixes.map((prefix) => ` xmlns:${prefix}="${namespaces[prefix]}"`).join('')
}
