import { writeList } from '../../pieces.ts'
import { type Entry, isoOf } from '../entry.ts'
import type { Feed } from '../feed.ts'
import type { Link } from '../links.ts'

const profiles = [
  'http://www.opengis.net/spec/os-geojson/1.0/req/core',
  'http://www.opengis.net/spec/owc-geojson/1.0/req/core',
]

/** An answer as the GeoJSON of OGC 17-047r1, piece by piece. */
export function writeGeojson(feed: Feed): AsyncGenerator<string> {
  const { self, title, updated, total, startIndex, itemsPerPage, honoured } = feed
  const head = JSON.stringify({
    type: 'FeatureCollection',
    id: self,
    totalResults: total,
    startIndex,
    itemsPerPage,
    queries: {
      request: [Object.fromEntries(honoured.map(({ parameter, value }) => [parameter.token, value]))],
    },
    properties: {
      title,
      updated: isoOf(updated),
      lang: 'en',
      sources: feed.sources,
      links: feedLinks(feed.links),
    },
  })
  return writeList(`${head.slice(0, -1)},"features":[`, feed.entries, feature, () => '}\n')
}

function feedLinks(links: Link[]) {
  const grouped: Record<string, unknown[]> = { profiles: profiles.map((href) => ({ href })) }
  for (const link of links) {
    const name = link.rel === 'alternate' ? 'alternates' : link.rel
    grouped[name] = [...(grouped[name] ?? []), linkObject(link)]
  }
  return grouped
}

function linkObject({ href, type, title, length }: Link) {
  return { href, type, title, length }
}

function feature(entry: Entry) {
  const { href, identifier, parentIdentifier, title, description, span, bbox, geometry } = entry
  return {
    type: 'Feature',
    id: href,
    bbox,
    geometry: geometry ?? null,
    properties: {
      title,
      identifier,
      parentIdentifier,
      abstract: description,
      date: span && `${isoOf(span.start)}/${isoOf(span.end)}`,
      updated: isoOf(entry.updated),
      rights: entry.license,
      authors: entry.authors.length > 0 ? entry.authors.map((name) => ({ type: 'Agent', name })) : undefined,
      ...(parentIdentifier !== undefined && observation(entry)),
      links: entryLinks(entry.links),
    },
  }
}

/** Terms that OGC 17-003r2 has among what is told of the product; those of the platform and instrument stand apart. */
const productTerms: ReadonlySet<string> = new Set([
  ...[
    'productType',
    'processingLevel',
    'productVersion',
    'processingCenter',
    'processingDate',
    'processingMode',
  ],
  ...['processorName', 'archivingCenter', 'productQualityStatus', 'cloudCover', 'snowCover'],
])

/** The members of OGC 17-003r2 for what was acquired and what was made of it. */
function observation({ eo, span, links }: Entry) {
  const {
    platform,
    platformSerialIdentifier,
    instrument,
    sensorType,
    sensorMode,
    creationDate,
    doi,
    ...others
  } = eo
  const terms = Object.entries(others)
  return {
    doi,
    acquisitionInformation: [
      {
        platform:
          platform === undefined && platformSerialIdentifier === undefined
            ? undefined
            : { platformShortName: platform, platformSerialIdentifier },
        instrument:
          instrument === undefined && sensorType === undefined
            ? undefined
            : { instrumentShortName: instrument, sensorType },
        acquisitionParameters: {
          ...Object.fromEntries(terms.filter(([name]) => !productTerms.has(name))),
          operationalMode: sensorMode,
          beginningDateTime: span && isoOf(span.start),
          endingDateTime: span && isoOf(span.end),
        },
      },
    ],
    productInformation: {
      processingDate: creationDate,
      ...Object.fromEntries(terms.filter(([name]) => productTerms.has(name))),
      size: links.find(({ rel }) => rel === 'enclosure')?.length,
    },
  }
}

const memberByRel = new Map([
  ['enclosure', 'data'],
  ['icon', 'previews'],
  ['alternate', 'alternates'],
])

function entryLinks(links: Link[]) {
  const grouped: Record<string, unknown[]> = {}
  for (const link of links) {
    const name = memberByRel.get(link.rel) ?? link.rel
    grouped[name] = [...(grouped[name] ?? []), linkObject(link)]
  }
  return grouped
}
