import { type Entry, isoOf } from '../entry.ts'
import type { Feed } from '../feed.ts'
import type { Link } from '../links.ts'
import { declareNamespaces } from '../namespaces.ts'
import type { Sent } from '../parameters.ts'
import { attributes, element, emptyElement, escapeXml } from '../xml.ts'
import { georssBox, georssShape } from './georss.ts'
import { summaryOf } from './summary.ts'

const opening = `<?xml version="1.0" encoding="UTF-8"?>
<feed${declareNamespaces('atom', 'opensearch', 'geo', 'time', 'eo', 'sru', 'oceanid', 'dc', 'georss', 'gml', 'media')} xml:lang="en">
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

function head({
  self,
  title,
  updated,
  total,
  startIndex,
  itemsPerPage,
  honoured,
  links,
  sources = [],
}: Feed): string {
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
    ...sources.map(({ id, title, total, failure }) =>
      emptyElement('oceanid:source', { id, title, totalResults: total, failure }),
    ),
    element('icon', links.find(({ rel }) => rel === 'icon')?.href),
    ...links.map((link) => linkElement(link)),
    '',
  ].join('\n')
}

/** What was honoured of the request, by the tokens of the templates. */
export function requestQuery(honoured: Sent[]): string {
  const values = honoured.map(({ parameter, value }) => [parameter.token, value])
  return emptyElement('opensearch:Query', { role: 'request', ...Object.fromEntries(values) })
}

/** @param name with the prefix of Atom where it is not the namespace of the document */
export function linkElement({ rel, href, type, title, length }: Link, name = 'link'): string {
  return emptyElement(name, { rel, href, type, title, length })
}

/** The terms of the Earth observation extension stand for themselves; the pictures stand as media, too. */
function observed({ eo, links }: Entry): string[] {
  const terms = Object.entries(eo).map(([name, value]) => element(`eo:${name}`, String(value)))
  const pictures = links.filter(({ rel }) => rel === 'icon')
  if (pictures.length === 0) return terms
  const contents = pictures.map(
    ({ href, type, length }) =>
      `<media:content${attributes({ url: href, type, medium: 'image', fileSize: length })}>` +
      '<media:category scheme="http://www.opengis.net/spec/EOMPOM/1.0">QUICKLOOK</media:category></media:content>',
  )
  return [...terms, `<media:group>${contents.join('')}</media:group>`]
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
    `<summary type="html">${escapeXml(summaryOf(entry))}</summary>`,
    bbox ? georssBox(bbox) : '',
    geometry ? georssShape(geometry) : '',
    ...observed(entry),
    ...links.map((link) => linkElement(link)),
    '</entry>\n',
  ]
    .filter((line) => line !== '')
    .join('\n')
}
