import { descriptionType, descriptionUrl } from '../opensearch/links.ts'
import { attributes, escapeXml } from '../opensearch/xml.ts'
import { html, stacUrls } from '../stac/links.ts'
import { languages, words } from './language.ts'
import { anchor } from './markup.ts'
import type { Reader } from './reader.ts'

export interface HeadLink {
  rel: string
  href: string
  type?: string
  title?: string
}

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
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeXml(title)} | Oceanid</title>
${description === undefined ? '' : `<meta${attributes({ name: 'description', content: description })}>`}
<link rel="stylesheet" href="${escapeXml(base)}/web/theme.css">
<link rel="stylesheet" href="${escapeXml(base)}/web/pages.css">
<link rel="icon" type="image/svg+xml" href="${escapeXml(base)}/web/icon.svg">
<link rel="search" type="${descriptionType}" title="Oceanid" href="${escapeXml(descriptionUrl(base))}">
${[...links, ...alternates].map((link) => `<link${attributes({ ...link })}>`).join('\n')}
${data === undefined ? '' : `<script type="application/ld+json">${embedJson(data)}</script>`}
</head>
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
  const { base, urls } = reader
  const places = [
    anchor(urls.home, site.home),
    anchor(urls.collections, site.collections),
    anchor(urls.records, site.records),
    anchor(stacUrls(base).servicePage, site.api, { type: html }),
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
export function embedJson(value: object): string {
  return JSON.stringify(value).replaceAll(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
