import { type Entry, isoOf } from './entry.ts'
import type { Feed } from './feed.ts'
import { georssBox, georssShape } from './georss.ts'
import type { Link } from './links.ts'
import { declareNamespaces } from './namespaces.ts'
import type { Sent } from './parameters.ts'
import { attributes, element, emptyElement, escapeXml } from './xml.ts'

const opening = `<?xml version="1.0" encoding="UTF-8"?>
<feed${declareNamespaces('atom', 'opensearch', 'geo', 'time', 'eo', 'sru', 'oceanid', 'dc', 'georss', 'gml')} xml:lang="en">
`

/** An answer as Atom (RFC 4287) with the OpenSearch response elements, piece by piece. */
export async function* writeAtom(feed: Feed): AsyncGenerator<string> {
  let text = opening + head(feed)
  for await (const piece of feed.entries) {
    for (const entry of piece) text += atomEntry(entry)
    yield text
    text = ''
  }
  yield `${text}</feed>\n`
}

function head({ self, title, updated, total, startIndex, itemsPerPage, honoured, links }: Feed): string {
  return [
    element('id', self),
    element('title', title),
    element('updated', isoOf(updated)),
    '<author><name>Oceanid</name></author>',
    '<generator>Oceanid</generator>',
    element('opensearch:totalResults', total),
    element('opensearch:startIndex', startIndex),
    element('opensearch:itemsPerPage', itemsPerPage),
    requestQuery(honoured),
    ...links.map(linkElement),
    '',
  ].join('\n')
}

/** What was honoured of the request, by the tokens of the templates. */
function requestQuery(honoured: Sent[]): string {
  const values = honoured.map(({ parameter, value }) => [parameter.token, value])
  return emptyElement('opensearch:Query', { role: 'request', ...Object.fromEntries(values) })
}

function linkElement({ rel, href, type, title, length }: Link): string {
  return emptyElement('link', { rel, href, type, title, length })
}

/** The box stands before the footprint because some readers keep the last of the two. */
function atomEntry(entry: Entry): string {
  const { href, identifier, title, span, bbox, geometry, updated, authors, license, links } = entry
  const category = entry.parentIdentifier
  return [
    '<entry>',
    element('id', href),
    element('title', title),
    element('dc:identifier', identifier),
    span ? element('dc:date', `${isoOf(span.start)}/${isoOf(span.end)}`) : '',
    element('updated', isoOf(updated)),
    ...authors.map((name) => `<author>${element('name', name)}</author>`),
    element('rights', license),
    category === undefined ? '' : emptyElement('category', { term: category, label: 'Collection' }),
    `<summary type="html">${escapeXml(summary(entry))}</summary>`,
    bbox ? georssBox(bbox) : '',
    geometry ? georssShape(geometry) : '',
    ...links.map(linkElement),
    '</entry>\n',
  ]
    .filter((line) => line !== '')
    .join('\n')
}

/** For people who read the feed: a list in HTML, with what can be fetched from a browser as links. */
function summary({ description, facts, links }: Entry): string {
  const items = facts.map(([label, value]) => `<li>${escapeXml(label)}: ${escapeXml(value)}</li>`)
  for (const { rel, href, title } of links) {
    if (rel === 'enclosure' && /^(https?|ftp):/i.test(href)) {
      items.push(`<li><a${attributes({ href })}>${escapeXml(title ?? href)}</a></li>`)
    }
  }
  return `${element('p', description)}<ul>${items.join('')}</ul>`
}
