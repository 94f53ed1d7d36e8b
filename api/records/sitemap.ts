import { element } from '../opensearch/xml.ts'
import { readWhole } from '../read-whole.ts'
import type { Site } from './site.ts'

/** By the protocol (sitemaps.org): so many addresses in one file. */
const mostAddresses = 50_000

const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9'

/**
 * The sitemap of a site; of one with more addresses than a file may hold the index of its parts, or one of them.
 *
 * @param self address of the sitemap, with a query
 * @param part counted from 1
 * @throws InvalidQueryError for a part that there is not
 */
export async function sitemapOf(
  site: Site,
  self: string,
  part: string | undefined,
  most = mostAddresses,
): Promise<string> {
  const parts = Math.ceil(site.total / most)
  if (part === undefined && parts > 1) {
    return sitemapIndex(Array.from({ length: parts }, (_, i) => `${self}&part=${i + 1}`))
  }
  const number = readWhole(part ?? '1', 'part', 1, parts)
  return sitemap(await site.read({ offset: (number - 1) * most, count: most }))
}

/** The addresses of a site, at most `mostAddresses`. */
function sitemap(addresses: string[]): string {
  return documentOf(
    'urlset',
    addresses.map((address) => `<url>${element('loc', address)}</url>`),
  )
}

/** The sitemaps of a site that has more addresses than one may hold. */
function sitemapIndex(parts: string[]): string {
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
