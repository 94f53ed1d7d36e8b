import { type FoundGranule, type FoundLink, SourceError } from '../source.ts'
import { type ReadPage, spanOf, validBox, validGeometry } from './read-page.ts'

type Json = Record<string, unknown>

/**
 * A page of GeoJSON: of OGC 17-047r1, or of services that came before it and put their members in other places.
 *
 * @throws SourceError
 */
export function readGeoJsonPage(text: string): ReadPage {
  const page = parse(text)
  if (!Array.isArray(page.features)) throw new SourceError('answers JSON that has no features')
  const properties = objectOf(page.properties)
  const total = [page.totalResults, properties.totalResults, page.numberMatched].find(isCount)
  const next = [...linksOf(properties.links), ...linksOf(page.links)].find(({ rel }) => rel === 'next')?.href
  return {
    found: page.features.filter(isObject).map(readFeature),
    ...(total !== undefined && { total }),
    ...(next !== undefined && { nextLink: next }),
  }
}

export function parse(text: string): Json {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new SourceError(`answers what is not JSON (${(cause as Error).message})`, { cause })
  }
  if (!isObject(value)) throw new SourceError('answers JSON that is no object')
  return value
}

function readFeature(feature: Json): FoundGranule {
  const properties = objectOf(feature.properties)
  const id = textOf(feature.id) ?? ''
  const identifier = textOf(properties.identifier) ?? id
  const collection = textOf(properties.parentIdentifier) ?? textOf(properties.collection)
  const acquisition = objectOf(objectOf([properties.acquisitionInformation].flat()[0]).acquisitionParameters)
  const date = textOf(properties.date)
  const span =
    date === undefined
      ? spanOf(textOf(acquisition.beginningDateTime), textOf(acquisition.endingDateTime))
      : spanOf(date)
  const updated = spanOf(textOf(properties.updated))?.start
  const geometry = validGeometry(feature.geometry)
  const bbox = validBox(Array.isArray(feature.bbox) ? feature.bbox.map(Number) : undefined)
  return {
    identifier,
    title: textOf(properties.title) ?? identifier,
    ...(collection !== undefined && { collection }),
    ...span,
    ...(updated !== undefined && { updated }),
    ...(geometry && { geometry }),
    ...(bbox && { bbox }),
    links: linksOf(properties.links),
  }
}

/** Names of lists of links (OGC 17-047r1, section 7) by what they are in a feed. */
const relations: Record<string, string> = { data: 'enclosure', previews: 'icon', alternates: 'alternate' }

/** A list of links, or lists of them by what they are. */
export function linksOf(value: unknown): FoundLink[] {
  if (Array.isArray(value))
    return value.filter(isObject).flatMap((link) => linkOf(link, textOf(link.rel) ?? 'alternate'))
  return Object.entries(objectOf(value)).flatMap(([name, links]) =>
    [links]
      .flat()
      .filter(isObject)
      .flatMap((link) => linkOf(link, textOf(link.rel) ?? relations[name] ?? name)),
  )
}

function linkOf(link: Json, rel: string): FoundLink[] {
  const href = textOf(link.href)
  const title = textOf(link.title)
  if (href === undefined) return []
  return [
    {
      rel,
      href,
      type: textOf(link.type) ?? '',
      ...(title !== undefined && { title }),
      ...(isCount(link.length) && { length: link.length }),
    },
  ]
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function objectOf(value: unknown): Json {
  return isObject(value) ? value : {}
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== ''
    ? value
    : typeof value === 'number'
      ? String(value)
      : undefined
}

export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
