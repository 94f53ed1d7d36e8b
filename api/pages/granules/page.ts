import { centroid } from '../../../catalog/geometry/centroid.ts'
import type { Granule } from '../../../catalog/granule.ts'
import { drawMap } from '../../drawing/map.ts'
import { viewsOf } from '../../drawing/views.ts'
import { atomType, granuleUrl, stacItemUrl } from '../../opensearch/links.ts'
import { element, escapeXml } from '../../opensearch/xml.ts'
import { schemaOrgGranule } from '../../records/schema-org.ts'
import { geoJson } from '../../stac/links.ts'
import { linkList, type TypedLink } from '../link-list.ts'
import { addressOf, anchor, type Cell, htmlOf, momentOf, section, table } from '../markup.ts'
import { writePage } from '../page.ts'
import type { Reader } from '../reader.ts'
import { granuleFacts } from './facts.ts'
import { segmentTable } from './segments.ts'
import type { GranuleView } from './service.ts'
import { windowLinks } from './window-links.ts'

/** Segments whose outlines are drawn: of more, nothing could be told apart. */
const mostDrawn = 200

/** A granule: where and when it measured, its files, and what lies around it in time. */
export function granulePage(view: GranuleView, reader: Reader): string {
  const { granule, collection } = view
  const { words, urls, base } = reader
  const links = granuleLinks(granule, base)
  return writePage(reader, {
    title: granule.id,
    description: `${granule.id}, ${collection.title}`,
    path: [
      { href: urls.collections, title: words.site.collections },
      { href: urls.collection(collection.id), title: collection.title || collection.id },
    ],
    links: links.map((link) => ({ rel: 'alternate', ...link })),
    data: schemaOrgGranule(granule, collection, base),
    content: [
      footprintMaps(granule, reader),
      section('about', words.granules.about, granuleFacts(granule, collection, reader)),
      section('files', words.granules.files, fileTable(granule, reader)),
      section('neighbours', words.granules.neighbours, neighbours(view, reader)),
      section(
        'crossovers',
        words.granules.crossovers,
        `${element('p', words.granules.crossoversLead)}${windowLinks(granule, reader)}`,
      ),
      section('segments', words.granules.segments, segmentTable(granule, reader)),
      section('programs', words.granules.forPrograms, linkList(links)),
    ].join('\n'),
  })
}

export function granuleLinks(granule: Granule, base: string): TypedLink[] {
  const item = stacItemUrl(base, granule)
  return [
    { href: item, type: geoJson, title: 'STAC' },
    { href: `${item}/segments`, type: geoJson, title: 'Segments' },
    { href: granuleUrl(base, granule), type: atomType, title: 'Atom' },
  ]
}

function footprintMaps({ id, geometry, segments }: Granule, reader: Reader): string {
  const { granules } = reader.words
  const divisions = segments.length > mostDrawn ? [] : segments.map((segment) => segment.geometry)
  const start = segments[0] && centroid(segments[0].geometry)
  const content = { shapes: [{ geometry }], divisions, ...(start && { start }) }
  const maps = viewsOf(geometry).map((view) =>
    drawMap(view, `${granules.footprintOf(id)} (${granules[view.name]})`, content),
  )
  const caption = start === undefined ? '' : element('figcaption', granules.begins)
  return `<figure><div class="maps">${maps.join('\n')}</div>${caption}</figure>`
}

function fileTable({ assets }: Granule, { words, formats }: Reader): string {
  const { granules, collections } = words
  const rows = Object.entries(assets).map(([key, { href, type, title, size, checksum }]): Cell[] => [
    { html: addressOf(href, title ?? key) },
    type,
    size === undefined ? '' : formats.bytes(size),
    { html: checksum === undefined ? '' : `<code class="sum">${escapeXml(checksum)}</code>` },
  ])
  if (rows.length === 0) return element('p', granules.noFiles)
  return table(granules.files, [granules.file, collections.type, granules.size, granules.checksum], rows)
}

function neighbours({ granule, before, after }: GranuleView, reader: Reader): string {
  if (!before && !after) return ''
  const { granules } = reader.words
  const platform = granule.properties.platform
  const lead = typeof platform === 'string' ? element('p', granules.samePlatform(platform)) : ''
  const item = (label: string, rel: string, other: Granule | undefined) =>
    other
      ? `<li>${element('span', label, { class: 'quiet' })} ${anchor(reader.urls.granule(other), other.id, { rel })} ${htmlOf(momentOf(other.start, reader))}</li>`
      : ''
  return `${lead}<ul class="links">${item(granules.before, 'prev', before)}${item(granules.after, 'next', after)}</ul>`
}
