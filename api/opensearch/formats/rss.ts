import { type Entry, isoOf } from '../entry.ts'
import type { Feed } from '../feed.ts'
import { declarePrefixes } from '../namespaces.ts'
import { element, emptyElement, escapeXml } from '../xml.ts'
import { linkElement, requestQuery } from './atom.ts'
import { georssBox, georssShape } from './georss.ts'
import { summaryOf } from './summary.ts'

const opening = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"${declarePrefixes('atom', 'opensearch', 'geo', 'time', 'eo', 'sru', 'oceanid', 'dc', 'georss', 'gml')}>
<channel>
`

/** An answer as RSS 2.0 with the OpenSearch response elements, piece by piece. */
export async function* writeRss(feed: Feed): AsyncGenerator<string> {
  let text = opening + head(feed)
  for await (const piece of feed.entries) {
    for (const entry of piece) text += item(entry)
    yield text
    text = ''
  }
  yield `${text}</channel>\n</rss>\n`
}

function head({ title, self, updated, total, startIndex, itemsPerPage, honoured, links }: Feed): string {
  const page = links.find(({ rel, type }) => rel === 'alternate' && type === 'text/html')
  return [
    element('title', title),
    element('link', page?.href ?? self),
    element('description', `${title}: ${total} found`),
    '<language>en</language>',
    element('lastBuildDate', new Date(updated).toUTCString()),
    '<generator>Oceanid</generator>',
    element('opensearch:totalResults', total),
    element('opensearch:startIndex', startIndex),
    element('opensearch:itemsPerPage', itemsPerPage),
    requestQuery(honoured),
    ...links.map((link) => linkElement(link, 'atom:link')),
    '',
  ].join('\n')
}

/** RSS has room for one enclosure, which must have a length; all of them are among the links. */
function item(entry: Entry): string {
  const { href, page, identifier, title, span, bbox, geometry, updated, authors, links } = entry
  const enclosure = links.find(({ rel }) => rel === 'enclosure')
  return [
    '<item>',
    element('title', title),
    element('link', page ?? href),
    `<guid isPermaLink="true">${escapeXml(href)}</guid>`,
    element('pubDate', new Date(updated).toUTCString()),
    element('category', entry.parentIdentifier),
    element('description', summaryOf(entry)),
    enclosure
      ? emptyElement('enclosure', {
          url: enclosure.href,
          length: enclosure.length ?? 0,
          type: enclosure.type,
        })
      : '',
    element('dc:identifier', identifier),
    span ? element('dc:date', `${isoOf(span.start)}/${isoOf(span.end)}`) : '',
    ...authors.map((name) => element('dc:creator', name)),
    bbox ? georssBox(bbox) : '',
    geometry ? georssShape(geometry) : '',
    ...links.map((link) => linkElement(link, 'atom:link')),
    '</item>\n',
  ]
    .filter((line) => line !== '')
    .join('\n')
}
