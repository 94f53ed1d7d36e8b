import { descriptionLink } from '../opensearch/links.ts'
import { attributes, escapeXml } from '../opensearch/xml.ts'
import { type HeadLink, writeHead } from '../page-head.ts'
import { html } from '../stac/links.ts'
import { languages, words } from './language.ts'
import { anchor } from './markup.ts'
import type { Reader } from './reader.ts'

export interface PageParts {
  title: string
  description?: string
  /** From the outermost page inwards, without this one. */
  path?: { href: string; title: string }[]
  links?: HeadLink[]
  /** JSON-LD. */
  data?: object
  /** HTML of the content, below the title. */
  content: string
  /** Language of the content, where it is written in one alone. */
  contentLanguage?: string
}

/** A page of this site: it loads styles of this server, and runs nothing. */
export function writePage(reader: Reader, parts: PageParts): string {
  const { base, language } = reader
  const { title, description, links = [], data, contentLanguage } = parts
  const alternates = languages.map((other) => ({
    rel: 'alternate',
    hreflang: other,
    href: reader.inLanguage(other),
  }))
  const head = writeHead({
    language,
    base,
    title: `${title} | Oceanid`,
    description,
    styles: ['pages.css'],
    links: [descriptionLink(base), ...links, ...alternates],
    ...(data && { more: `<script type="application/ld+json">${embedJson(data)}</script>` }),
  })
  return `${head}
<body>
<a class="skip" href="#content">${escapeXml(reader.words.site.skip)}</a>
<header>${navigation(reader)}</header>
<main id="content"${attributes({ lang: contentLanguage })}>
${breadcrumbs(reader, parts)}
<h1>${escapeXml(title)}</h1>
${parts.content}
</main>
</body>
</html>
`
}

/** Where else this site can be read, and in which languages. */
export function navigation(reader: Reader): string {
  const { site } = reader.words
  const { urls } = reader
  const places = [
    anchor(urls.home, site.home),
    anchor(urls.collections, site.collections),
    anchor(urls.records, site.records),
    anchor(urls.api, site.api, { type: html }),
  ]
  const tongues = languages.map((one) => {
    const current = one === reader.language ? 'true' : undefined
    return anchor(reader.inLanguage(one), words[one].site.ownName, {
      lang: one,
      hreflang: one,
      'aria-current': current,
    })
  })
  return `<a class="brand" href="${escapeXml(urls.home)}">Oceanid</a>
<nav${attributes({ 'aria-label': site.navigation })}>${places.join(' ')}</nav>
<nav class="tongues"${attributes({ 'aria-label': site.languages })}>${tongues.join(' ')}</nav>`
}

function breadcrumbs({ words: { site } }: Reader, { path = [] }: PageParts): string {
  if (path.length === 0) return ''
  const items = path.map(({ href, title }) => `<li>${anchor(href, title)}</li>`)
  return `<nav class="path"${attributes({ 'aria-label': site.path })}><ol>${items.join('')}</ol></nav>`
}

/** JSON that ends no element, whatever stands in it. */
function embedJson(value: object): string {
  return JSON.stringify(value).replaceAll(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
