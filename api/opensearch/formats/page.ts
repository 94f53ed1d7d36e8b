import { writeHead } from '../../page-head.ts'
import { html } from '../../stac/links.ts'
import { type Entry, isoOf } from '../entry.ts'
import type { Feed } from '../feed.ts'
import { attributes, element, escapeXml } from '../xml.ts'
import { drawEntry, mapOf } from './map.ts'
import { searchForm } from './search-form.ts'
import { isFetchable } from './summary.ts'

/**
 * An answer as a page for people, piece by piece: the form that asked, the entries, a map of their footprints, and the way
 * to other pages. It runs no script and loads nothing but styles of this server. The map comes last, since
 * it needs all footprints; the styles put it above the list.
 */
export async function* writePage(feed: Feed): AsyncGenerator<string> {
  let text = head(feed, await searchForm(feed))
  const drawn: string[] = []
  for await (const piece of feed.entries) {
    for (const entry of piece) {
      const number = drawn.length + 1
      const shape = drawEntry(entry, number)
      drawn.push(shape)
      text += listItem(entry, number, shape !== '')
    }
    yield text
    text = ''
  }
  yield `${text}</ol>\n${mapOf(feed, drawn)}\n${paging(feed)}\n${otherFormats(feed)}\n</main>\n</body>\n</html>\n`
}

function head(feed: Feed, form: string): string {
  const { base, title, total, startIndex, itemsPerPage, links } = feed
  const last = Math.min(total, startIndex + itemsPerPage - 1)
  const shown =
    last < startIndex ? '' : `, ${startIndex.toLocaleString('en')} to ${last.toLocaleString('en')} here`
  const linked = links.filter(({ rel }) => ['next', 'previous', 'search', 'alternate'].includes(rel))
  const opening = writeHead({
    language: 'en',
    base,
    title,
    styles: ['pages.css', 'results.css'],
    links: linked.map((link) => (link.rel === 'previous' ? { ...link, rel: 'prev' } : link)),
  })
  return `${opening}
<body>
<header><a class="brand" href="${escapeXml(base)}/">Oceanid</a></header>
<main class="results">
<h1>${escapeXml(title)}</h1>
${form}
<p role="status"><strong>${total.toLocaleString('en')}</strong> found${shown}.${failures(feed)}</p>
<ol start="${startIndex}">
`
}

/** The services that are missing in the answer. */
function failures({ sources = [] }: Feed): string {
  const missing = sources.filter(({ failure }) => failure !== undefined)
  return missing.map(({ title, failure }) => ` ${escapeXml(`${title} ${failure}.`)}`).join('')
}

function listItem(entry: Entry, number: number, isOnMap: boolean): string {
  const { href, page, title, description, span, facts, links } = entry
  const files = links.filter(({ rel, href }) => rel === 'enclosure' && isFetchable(href))
  const others = links.filter(
    ({ rel, href }) => !['enclosure', 'self', 'via'].includes(rel) && isFetchable(href),
  )
  const anchors = [...files, ...others].map(
    (link) =>
      `<a${attributes({ href: link.href, type: link.type })}>${escapeXml(link.title ?? link.rel)}</a>`,
  )
  return `<li id="e${number}"><a${attributes({ href: page ?? href })}>${escapeXml(title)}</a>
${element('span', entry.parentIdentifier)}${span ? `<span>${isoOf(span.start)} to ${isoOf(span.end)}</span>` : ''}${
  isOnMap ? `<a href="#f${number}">on the map</a>` : ''
}
<details><summary>More</summary>${element('p', description)}<dl>${facts.map(([label, value]) => element('dt', label) + element('dd', value)).join('')}</dl><p>${anchors.join(' ')}</p></details></li>
`
}

function paging({ links }: Feed): string {
  const labels = { first: 'First page', previous: 'Previous page', next: 'Next page', last: 'Last page' }
  const anchors = Object.entries(labels).flatMap(([rel, label]) => {
    const link = links.find((one) => one.rel === rel)
    return link
      ? [`<a${attributes({ rel: rel === 'previous' ? 'prev' : rel, href: link.href })}>${label}</a>`]
      : []
  })
  return anchors.length === 0 ? '' : `<nav aria-label="Pages">${anchors.join(' ')}</nav>`
}

function otherFormats({ links }: Feed): string {
  const anchors = links
    .filter(({ rel, type }) => (rel === 'alternate' && type !== html) || rel === 'search')
    .map(
      ({ href, type, title, rel }) =>
        `<a${attributes({ href, type })}>${escapeXml(rel === 'search' ? 'description document' : (title ?? type).replace(/^The same as /, ''))}</a>`,
    )
  return `<p class="formats">For programs: ${anchors.join(' ')}</p>`
}
