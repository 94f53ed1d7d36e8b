import type { Geometry, Position } from '../../../catalog/geometry/types.ts'
import type { Instant } from '../../../catalog/granule.ts'
import { writeList } from '../../pieces.ts'
import { type Entry, isoOf } from '../entry.ts'
import type { Feed } from '../feed.ts'
import { degrees } from './degrees.ts'
import { summaryOf } from './summary.ts'

/**
 * An answer as the JSON of the GHRSST federation, piece by piece: longitude before latitude, and `start_index` the number of
 * the page counted from 0, since its clients stop when `total_results` < (`start_index` + 1) * `items_per_page`.
 */
export function writeGhrsst(feed: Feed): AsyncGenerator<string> {
  const { total, startIndex, itemsPerPage } = feed
  const header = {
    total_results: total,
    start_index: itemsPerPage === 0 ? 0 : Math.floor((startIndex - 1) / itemsPerPage),
    items_per_page: itemsPerPage,
    sources: feed.sources,
  }
  const head = `{"header":${JSON.stringify(header)},"entries":[`
  return writeList(head, feed.entries, member, () => '}\n')
}

/** What there is none of is null: its clients read every member. */
function member(entry: Entry) {
  const { href, title, updated, span, bbox, geometry, links, source } = entry
  return {
    id: href,
    title,
    updated: isoOf(updated),
    summary: summaryOf(entry),
    dc_date: span ? `${spaced(span.start)}/${spaced(span.end)}` : null,
    geo_box: bbox ? bbox.map(degrees).join(' ') : null,
    ...shapeMembers(geometry),
    links: links.map(({ href, rel, title = '', type }) => ({ href, rel, title, type })),
    source: source ?? null,
  }
}

/** One polygon or one line as text, all else as GeoJSON. */
function shapeMembers(geometry: Geometry | undefined) {
  const none = { geo_polygon: null, geo_line: null, geo_where: null }
  if (!geometry) return none
  if (geometry.type === 'LineString') return { ...none, geo_line: list(geometry.coordinates) }
  if (geometry.type === 'Polygon' && geometry.coordinates.length === 1) {
    return { ...none, geo_polygon: list(geometry.coordinates[0]!) }
  }
  return { ...none, geo_where: geometry }
}

function list(positions: Position[]): string {
  return positions.map((position) => position.map(degrees).join(' ')).join(' ')
}

function spaced(instant: Instant): string {
  return isoOf(instant).slice(0, 19).replace('T', ' ')
}
