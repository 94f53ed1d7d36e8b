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
  ows: 'http://www.opengis.net/ows/1.1',
} as const

export type Prefix = keyof typeof namespaces

/** `xmlns` attributes; `own` is the namespace of names without a prefix. */
export function declareNamespaces(own: Prefix, ...others: Prefix[]): string {
  const named = others.map((prefix) => ` xmlns:${prefix}="${namespaces[prefix]}"`)
  return ` xmlns="${namespaces[own]}"${named.join('')}`
}
