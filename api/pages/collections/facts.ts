import type { Provider } from '../../../catalog/granule.ts'
import { isFetchable } from '../../opensearch/formats/summary.ts'
import { element, escapeXml } from '../../opensearch/xml.ts'
import type { KnownCollection } from '../../records/knowledge.ts'
import { doiUrl, licenseUrl } from '../../stac/collections/about.ts'
import { anchor, type Cell, code, definitions } from '../markup.ts'
import type { Reader } from '../reader.ts'

/** What a collection is known by, as names and values. */
export function collectionFacts(collection: KnownCollection, reader: Reader): string {
  const { id, license, doi, keywords, providers, extent, granules } = collection
  const { platforms, instruments, levels } = collection
  const { formats } = reader
  const words = reader.words.collections
  return definitions([
    [words.identifier, code(id)],
    [words.holds, granules === 0 ? words.empty : formats.count(granules, 'granule')],
    [words.period, extent && formats.days(extent.start, extent.end)],
    [words.box, extent?.bbox.map((degrees) => formats.number(round(degrees))).join('; ')],
    [words.platform, platforms.join(', ')],
    [words.instrument, instruments.join(', ')],
    [words.level, levels.join(', ')],
    [words.license, licenseOf(license)],
    ['DOI', doi === undefined ? undefined : { html: anchor(doiUrl(doi), doi) }],
    [words.providers, { html: providers.map((one) => providerOf(one, reader)).join('<br>') }],
    [words.keywords, { html: keywords.map((one) => element('span', one, { class: 'word' })).join(' ') }],
  ])
}

function licenseOf(license: string): Cell {
  const href = licenseUrl(license)
  return href === undefined ? license : { html: anchor(href, license) }
}

function providerOf({ name, roles = [], url }: Provider, { words }: Reader): string {
  const said = roles.map((role) => words.roles[role]).join(', ')
  const who = url !== undefined && isFetchable(url) ? anchor(url, name) : escapeXml(name)
  return said === '' ? who : `${who} ${element('span', `(${said})`, { class: 'quiet' })}`
}

function round(degrees: number): number {
  return Math.round(degrees * 1000) / 1000
}
