/** Searches: crawlers find what they lead to by the sitemap, and would ask them without end. */
const searches = [
  '/stac/',
  '/opensearch/granules',
  '/opensearch/collections',
  '/granules.',
  '/collections.',
  '/federation',
  '/crossovers',
  '/matchups',
  '/*/crossovers',
]

/** What crawlers may ask, and where they begin (RFC 9309). */
export function robots(base: string): string {
  const { pathname } = new URL(base)
  const root = pathname.replace(/\/$/, '')
  return `User-agent: *
${searches.map((path) => `Disallow: ${root}${path}`).join('\n')}

Sitemap: ${base}/sitemap.xml
`
}
