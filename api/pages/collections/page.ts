import type { CollectionSummary } from '../../../catalog/granule.ts'
import { boxArea } from '../../../catalog/parse/box.ts'
import { drawMap } from '../../drawing/map.ts'
import { viewsOf } from '../../drawing/views.ts'
import { encodeQuery } from '../../opensearch/links.ts'
import { element } from '../../opensearch/xml.ts'
import type { KnownCollection } from '../../records/knowledge.ts'
import { schemaOrgRecord } from '../../records/schema-org.ts'
import type { JsonSchema } from '../../stac/queryables/vocabulary.ts'
import { linkList } from '../link-list.ts'
import { anchor, type Cell, code, momentOf, paragraphs, section, table } from '../markup.ts'
import { writePage } from '../page.ts'
import type { Reader } from '../reader.ts'
import { examples } from './examples.ts'
import { collectionFacts } from './facts.ts'
import { histogram } from './histogram.ts'
import { collectionLinks } from './links.ts'
import type { CollectionView } from './service.ts'

/** Of the newest granules, so many are listed. */
const mostListed = 10

/** A collection: what it holds, where and when, and how it is searched. */
export function collectionPage(view: CollectionView, reader: Reader): string {
  const { collection, unit, buckets, queryables } = view
  const { words, urls, base } = reader
  const { collections } = words
  const links = collectionLinks(collection.id, reader)
  return writePage(reader, {
    title: collection.title || collection.id,
    description: firstLine(collection),
    path: [{ href: urls.collections, title: words.site.collections }],
    links: links.map((link) => ({ rel: 'alternate', ...link })),
    data: schemaOrgRecord(collection, base),
    content: [
      collection.description === collection.title ? '' : paragraphs(collection.description),
      collectionFacts(collection, reader),
      section('extent', collections.extent, extentMaps(view, reader)),
      section('histogram', collections.histogram, histogram(buckets, unit, reader)),
      section('newest', collections.newest, newestList(view, reader)),
      section('variables', collections.variables, variableTable(collection, reader)),
      section('queryables', collections.queryables, queryableTable(queryables, reader)),
      section('search', collections.howToSearch, examples(collection, reader)),
      section('access', collections.access, accessPatterns(collection, reader)),
      section('programs', collections.forPrograms, linkList(links)),
    ].join('\n'),
  })
}

/** The first line of what is said of it, for those who find the page. */
function firstLine({ title, description }: CollectionSummary): string {
  return (description || title).split('\n')[0]!.slice(0, 300)
}

function extentMaps({ collection, newest }: CollectionView, reader: Reader): string {
  const { extent, title, id } = collection
  if (!extent) return ''
  const { collections, granules } = reader.words
  const maps = viewsOf(boxArea(extent.bbox)).map((view, i) => {
    const shapes = newest.map((granule) => ({
      geometry: granule.geometry,
      title: granule.id,
      // Once is enough for who goes from link to link.
      ...(i === 0 && { href: reader.urls.granule(granule) }),
    }))
    return drawMap(view, `${collections.extentOf(title || id)} (${granules[view.name]})`, { shapes })
  })
  const caption = collections.newestDrawn(reader.formats.count(newest.length, 'granule'))
  return `<figure><div class="maps">${maps.join('\n')}</div>${element('figcaption', caption)}</figure>`
}

function newestList({ collection, newest }: CollectionView, reader: Reader): string {
  if (newest.length === 0) return ''
  const { collections, granules } = reader.words
  const rows = newest
    .slice(0, mostListed)
    .map((granule): Cell[] => [
      { html: anchor(reader.urls.granule(granule), granule.id) },
      momentOf(granule.start, reader),
      reader.formats.duration(granule.end - granule.start),
    ])
  const all = `${reader.base}/opensearch/granules.html?parentIdentifier=${encodeQuery(collection.id)}`
  const onMap = `${reader.urls.home}${reader.urls.home.includes('?') ? '&' : '?'}collection=${encodeQuery(collection.id)}`
  return `${table(collections.newest, [granules.granule, granules.start, granules.lasts], rows)}
<p class="actions">${anchor(all, collections.allGranules)} ${anchor(onMap, collections.onMap)}</p>`
}

function variableTable({ measured }: KnownCollection, { words }: Reader): string {
  const { collections } = words
  const rows = measured.map(([name, { title, standardName, units }]): Cell[] => [
    code(name),
    [title, standardName].filter((one) => one !== undefined).join(' / '),
    units ?? '',
  ])
  const heads = [collections.variable, collections.meaning, collections.unit]
  return rows.length === 0 ? '' : table(collections.variables, heads, rows)
}

function queryableTable(queryables: Record<string, JsonSchema>, { words }: Reader): string {
  const { collections } = words
  const rows = Object.entries(queryables).map(([name, schema]): Cell[] => [
    code(name),
    schema.title ?? '',
    [schema.type ?? 'geometry'].flat().join(', '),
    valuesOf(schema),
  ])
  const heads = [collections.property, collections.meaning, collections.type, collections.values]
  return `${element('p', collections.queryablesLead)}\n${table(collections.queryables, heads, rows)}`
}

function valuesOf({ enum: own, items, minimum, maximum }: JsonSchema): string {
  const values = own ?? items?.enum
  if (values) return values.join(', ')
  return minimum === undefined || maximum === undefined ? '' : `${minimum} – ${maximum}`
}

function accessPatterns({ href = [], quicklook }: CollectionSummary, { words }: Reader): string {
  const templates = [...href, ...(quicklook ? [quicklook] : [])]
  if (templates.length === 0) return ''
  const items = templates.map(
    ({ href, title }) => `<li>${element('code', href)} ${element('span', title)}</li>`,
  )
  return `${element('p', words.collections.accessLead)}<ul>${items.join('\n')}</ul>`
}
