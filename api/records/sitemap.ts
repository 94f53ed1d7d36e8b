import { element } from '../opensearch/xml.ts'

/** By the protocol (sitemaps.org): so many addresses in one file. */
export const mostAddresses = 50_000

const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9'

/** The addresses of a site, at most `mostAddresses`. */
export function sitemap(addresses: string[]): string {
  return documentOf(
    'urlset',
    addresses.map((address) => `<url>${element('loc', address)}</url>`),
  )
}

/** The sitemaps of a site that has more addresses than one may hold. */
export function sitemapIndex(parts: string[]): string {
  return documentOf(
    'sitemapindex',
    parts.map((part) => `<sitemap>${element('loc', part)}</sitemap>`),
  )
}

function documentOf(root: string, entries: string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<${root} xmlns="${namespace}">
${entries.join('\n')}
</${root}>
`
}
