import type { CrossoverFeature } from '../../../catalog/crossovers/feature.ts'
import { centroid } from '../../../catalog/geometry/centroid.ts'
import { drawMap } from '../../drawing/map.ts'
import { viewsOf } from '../../drawing/views.ts'
import { element } from '../../opensearch/xml.ts'
import { anchor, type Cell, momentOf, table } from '../markup.ts'
import { writePage } from '../page.ts'
import type { Reader } from '../reader.ts'
import type { CrossoverView } from './crossover-service.ts'
import { windowLinks } from './window-links.ts'

/** What else saw the places of a granule, as a map and a table. */
export function crossoversPage(view: CrossoverView, reader: Reader): string {
  const { granule, collection, hours, crossovers, isPartial } = view
  const { words, urls } = reader
  const { granules } = words
  const rows = crossovers.map((crossover) => rowOf(crossover, granule.id, reader))
  const heads = [
    granules.other,
    granules.collection,
    granules.start,
    granules.difference,
    granules.mode,
    granules.place,
  ]
  const found =
    rows.length === 0 ? element('p', granules.noCrossovers) : table(granules.crossovers, heads, rows)
  return writePage(reader, {
    title: granules.crossoversOf(granule.id),
    path: [
      { href: urls.collections, title: words.site.collections },
      { href: urls.collection(collection.id), title: collection.title || collection.id },
      { href: urls.granule(granule), title: granule.id },
    ],
    content: [
      element('p', granules.crossoversLead, { class: 'lead' }),
      windowLinks(granule, reader, hours),
      crossoverMaps(view, reader),
      found,
      isPartial ? element('p', granules.partial) : '',
    ].join('\n'),
  })
}

/** The granule that is not the one of the page is named by its own time, and by how much later that is. */
function rowOf({ properties, geometry }: CrossoverFeature, id: string, reader: Reader): Cell[] {
  const { formats, words, urls } = reader
  const isB = properties.id_a === id
  const [side, sign] = isB ? ['b', 1] : ['a', -1]
  const other = { collection: String(properties[`collection_${side}`]), id: String(properties[`id_${side}`]) }
  const place = centroid(geometry)?.map((degrees) => formats.number(Math.round(degrees * 100) / 100))
  const mode = String(properties.mode)
  return [
    { html: anchor(urls.granule(other), other.id) },
    { html: anchor(urls.collection(other.collection), other.collection) },
    momentOf(Date.parse(String(properties[`time_${side}`])), reader),
    formats.signedDuration(sign * Number(properties.difference) * 1000),
    isMode(mode) ? words.modes[mode] : mode,
    place?.join('; ') ?? '',
  ]
}

function isMode(mode: string): mode is keyof Reader['words']['modes'] {
  return mode === 'crossing' || mode === 'approach' || mode === 'overlap'
}

function crossoverMaps({ granule, crossovers }: CrossoverView, reader: Reader): string {
  if (crossovers.length === 0) return ''
  const { granules } = reader.words
  const shapes = [
    { geometry: granule.geometry },
    ...crossovers.map(({ geometry }) => ({ geometry, isMarked: true })),
  ]
  const maps = viewsOf(granule.geometry).map((view) =>
    drawMap(view, `${granules.crossoversOf(granule.id)} (${granules[view.name]})`, { shapes }),
  )
  return `<figure><div class="maps">${maps.join('\n')}</div></figure>`
}
