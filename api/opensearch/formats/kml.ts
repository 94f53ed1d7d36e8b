import type { Position, Ring } from '../../../catalog/geometry/types.ts'
import { boxArea } from '../../../catalog/parse/box.ts'
import { type Entry, isoOf } from '../entry.ts'
import type { Feed } from '../feed.ts'
import { declareNamespaces } from '../namespaces.ts'
import { attributes, element, emptyElement } from '../xml.ts'
import { degrees } from './degrees.ts'
import { summaryOf } from './summary.ts'
import { writeGeometry } from './write-geometry.ts'

const opening = `<?xml version="1.0" encoding="UTF-8"?>
<kml${declareNamespaces('kml', 'atom')}>
<Document>
`
const style = `<Style id="footprint">
<IconStyle><scale>0.6</scale></IconStyle>
<LabelStyle><scale>0</scale></LabelStyle>
<LineStyle><color>ffd08a1e</color><width>1.5</width></LineStyle>
<PolyStyle><color>40d08a1e</color></PolyStyle>
</Style>
`

/** An answer as KML 2.2 (OGC 07-147r2), piece by piece: a place mark an entry, with its time span; the next page as a network link. */
export async function* writeKml(feed: Feed): AsyncGenerator<string> {
  let text = opening + head(feed)
  for await (const piece of feed.entries) {
    for (const entry of piece) text += placemark(entry)
    yield text
    text = ''
  }
  yield `${text}${nextPage(feed)}</Document>\n</kml>\n`
}

/** The schema has its elements in this order. */
function head({ title, self, total, startIndex, itemsPerPage, honoured }: Feed): string {
  const asked = honoured.map(({ parameter, value }): [string, string] => [parameter.token, value])
  return [
    element('name', title),
    '<open>1</open>',
    emptyElement('atom:link', { rel: 'self', href: self, type: 'application/vnd.google-earth.kml+xml' }),
    element('description', `${total} found`),
    style.trimEnd(),
    extendedData([
      ['opensearch:totalResults', String(total)],
      ['opensearch:startIndex', String(startIndex)],
      ['opensearch:itemsPerPage', String(itemsPerPage)],
      ...asked,
    ]),
    '',
  ].join('\n')
}

function placemark(entry: Entry): string {
  const { identifier, title, span, bbox, geometry, parentIdentifier, eo } = entry
  const shape = geometry ?? (bbox && boxArea(bbox))
  const known = Object.entries(eo).map(([name, value]): [string, string] => [name, String(value)])
  return [
    '<Placemark>',
    element('name', title),
    element('description', summaryOf(entry)),
    span
      ? `<TimeSpan>${element('begin', isoOf(span.start))}${element('end', isoOf(span.end))}</TimeSpan>`
      : '',
    '<styleUrl>#footprint</styleUrl>',
    extendedData([
      ['identifier', identifier],
      ...(parentIdentifier === undefined ? [] : [['parentIdentifier', parentIdentifier] as [string, string]]),
      ...known,
    ]),
    shape ? writeGeometry(shape, { point, line, polygon, several }) : '',
    '</Placemark>\n',
  ]
    .filter((line) => line !== '')
    .join('\n')
}

function extendedData(values: [name: string, value: string][]): string {
  const inner = values.map(
    ([name, value]) => `<Data${attributes({ name })}>${element('value', value)}</Data>`,
  )
  return `<ExtendedData>${inner.filter((one) => one.includes('<value>')).join('')}</ExtendedData>`
}

/** Not shown, and so not fetched, until a person asks for it. */
function nextPage({ links }: Feed): string {
  const next = links.find(({ rel }) => rel === 'next')
  if (!next) return ''
  return `<NetworkLink><name>Next page</name><visibility>0</visibility><Link>${element('href', next.href)}</Link></NetworkLink>\n`
}

function point(position: Position): string {
  return `<Point>${coordinates([position])}</Point>`
}

function line(positions: Position[]): string {
  return `<LineString><tessellate>1</tessellate>${coordinates(positions)}</LineString>`
}

function polygon([exterior, ...interiors]: Ring[]): string {
  const ring = (name: string, positions: Ring) =>
    `<${name}><LinearRing>${coordinates(positions)}</LinearRing></${name}>`
  const holes = interiors.map((hole) => ring('innerBoundaryIs', hole)).join('')
  return `<Polygon><tessellate>1</tessellate>${ring('outerBoundaryIs', exterior ?? [])}${holes}</Polygon>`
}

function several(_type: string, members: string[]): string {
  return `<MultiGeometry>${members.join('')}</MultiGeometry>`
}

function coordinates(positions: Position[]): string {
  const text = positions.map(([lon, lat]) => `${degrees(lon)},${degrees(lat)}`).join(' ')
  return `<coordinates>${text}</coordinates>`
}
