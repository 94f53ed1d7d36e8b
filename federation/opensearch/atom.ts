import type { Box, Geometry, Position, Ring } from '../../catalog/geometry/types.ts'
import type { FoundGranule, FoundLink } from '../source.ts'
import { childrenOf, descendantsOf, type Element, parseXml, textOf } from '../xml.ts'
import { type ReadPage, spanOf, validBox, validGeometry } from './read-page.ts'

const atom = 'http://www.w3.org/2005/Atom'
const opensearch = 'http://a9.com/-/spec/opensearch/1.1/'
const georss = 'http://www.georss.org/georss'
const dublinCore = 'http://purl.org/dc/elements/1.1/'
/** GML 3.1 and 3.2 mean the same by what is read here. */
const gmls = ['http://www.opengis.net/gml', 'http://www.opengis.net/gml/3.2']

/**
 * A page of an Atom feed (RFC 4287) with the elements of OpenSearch, Dublin Core and GeoRSS.
 *
 * @throws SourceError
 */
export function readAtom(text: string): ReadPage {
  const feed = parseXml(text)
  const total = textOf(feed, opensearch, 'totalResults')
  const next = linksOf(feed).find(({ rel }) => rel === 'next')?.href
  return {
    found: childrenOf(feed, atom, 'entry').map(readEntry),
    ...(total !== undefined && /^\d+$/.test(total) && { total: Number(total) }),
    ...(next !== undefined && { nextLink: next }),
  }
}

function readEntry(entry: Element): FoundGranule {
  const id = textOf(entry, atom, 'id') ?? ''
  const title = textOf(entry, atom, 'title') ?? id
  const collection = anyText(entry, ['parentIdentifier'])
  const geometry = validGeometry(readShape(entry))
  const bbox = validBox(readBox(entry))
  const updated = spanOf(textOf(entry, atom, 'updated'))?.start
  return {
    identifier: textOf(entry, dublinCore, 'identifier') ?? id,
    title,
    ...(collection !== undefined && { collection }),
    ...(spanOf(textOf(entry, dublinCore, 'date')) ??
      spanOf(anyText(entry, ['dtstart', 'start']), anyText(entry, ['dtend', 'end']))),
    ...(updated !== undefined && { updated }),
    ...(geometry && { geometry }),
    ...(bbox && { bbox }),
    links: linksOf(entry),
  }
}

/** Of the first child with one of the names, in whatever namespace services put it. */
function anyText(entry: Element, names: string[]): string | undefined {
  return entry.children.find(({ name }) => names.includes(name))?.text.trim() || undefined
}

function linksOf(element: Element): FoundLink[] {
  return childrenOf(element, atom, 'link').flatMap(({ attributes }) => {
    const href = attributes.get('href')
    const [title, length] = [attributes.get('title'), attributes.get('length')]
    if (!href) return []
    return {
      rel: attributes.get('rel') ?? 'alternate',
      href,
      type: attributes.get('type') ?? '',
      ...(title !== undefined && { title }),
      ...(length !== undefined && /^\d+$/.test(length) && { length: Number(length) }),
    }
  })
}

/** GeoRSS Simple and GML, which both write latitude before longitude; the box alone is no footprint. */
function readShape(entry: Element): Geometry | undefined {
  for (const child of entry.children) {
    if (child.uri !== georss) continue
    const positions = positionsOf(child.text)
    if (child.name === 'polygon') return { type: 'Polygon', coordinates: [positions] }
    if (child.name === 'line') return { type: 'LineString', coordinates: positions }
    if (child.name === 'point' && positions[0]) return { type: 'Point', coordinates: positions[0] }
    if (child.name === 'where') return readGml(child)
  }
  return undefined
}

function readGml(where: Element): Geometry | undefined {
  const all = (name: string) => gmls.flatMap((gml) => descendantsOf(where, gml, name))
  const polygons = all('Polygon').map((polygon): Ring[] => ringsOf(polygon))
  if (polygons.length === 1) return { type: 'Polygon', coordinates: polygons[0]! }
  if (polygons.length > 1) return { type: 'MultiPolygon', coordinates: polygons }
  const lines = all('LineString').map(positionsWithin)
  if (lines.length === 1) return { type: 'LineString', coordinates: lines[0]! }
  if (lines.length > 1) return { type: 'MultiLineString', coordinates: lines }
  const points = all('Point').flatMap(positionsWithin)
  if (points.length > 1) return { type: 'MultiPoint', coordinates: points }
  return points[0] && { type: 'Point', coordinates: points[0] }
}

/** The exterior first, as GML has it too. */
function ringsOf(polygon: Element): Ring[] {
  return gmls.flatMap((gml) => descendantsOf(polygon, gml, 'LinearRing')).map(positionsWithin)
}

function positionsWithin(element: Element): Position[] {
  const lists = gmls.flatMap((gml) => [
    ...descendantsOf(element, gml, 'posList'),
    ...descendantsOf(element, gml, 'pos'),
  ])
  return lists.flatMap(({ text }) => positionsOf(text))
}

function positionsOf(text: string): Position[] {
  const numbers = text
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  return Array.from({ length: Math.floor(numbers.length / 2) }, (_, i) => [
    numbers[2 * i + 1]!,
    numbers[2 * i]!,
  ])
}

/** South, west, north, east in the feed. */
function readBox(entry: Element): Box | undefined {
  const text = textOf(entry, georss, 'box')
  const [south, west, north, east] = text?.split(/[\s,]+/).map(Number) ?? []
  return east === undefined ? undefined : [west!, south!, east, north!]
}
