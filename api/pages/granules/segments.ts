import { boundingBox } from '../../../catalog/geometry/bounds.ts'
import type { Granule, Segment } from '../../../catalog/granule.ts'
import { stacItemUrl } from '../../opensearch/links.ts'
import { element } from '../../opensearch/xml.ts'
import { geoJson } from '../../stac/links.ts'
import { anchor, type Cell, momentOf, table } from '../markup.ts'
import type { Reader } from '../reader.ts'

/** Of more segments, the first so many stand in the page. */
const mostListed = 100

/** Where and when each stretch of a granule is, and which rows of the file hold it. */
export function segmentTable(granule: Granule, reader: Reader): string {
  const { segments } = granule
  if (segments.length === 0) return ''
  const { words, formats, base } = reader
  const { granules, collections } = words
  const hasColumns = segments.some(({ columns }) => columns !== undefined)
  const rows = segments
    .slice(0, mostListed)
    .map((segment, i): Cell[] => [
      formats.number(i + 1),
      momentOf(segment.start, reader),
      momentOf(segment.end, reader),
      rangeOf(segment.rows),
      ...(hasColumns ? [rangeOf(segment.columns)] : []),
      boxOf(segment, reader),
    ])
  const heads = [
    '#',
    granules.start,
    granules.end,
    granules.rows,
    ...(hasColumns ? [granules.columns] : []),
    collections.box,
  ]
  const all =
    segments.length > mostListed
      ? `<p>${anchor(`${stacItemUrl(base, granule)}/segments`, granules.moreSegments, { type: geoJson })}</p>`
      : ''
  return `${element('p', granules.segmentsLead)}
<details>${element('summary', formats.count(segments.length, 'segment'))}
${table(granules.segments, heads, rows)}${all}</details>`
}

function rangeOf(range: [number, number] | undefined): string {
  return range === undefined ? '' : range.join(' – ')
}

function boxOf({ geometry }: Segment, { formats }: Reader): string {
  const box = boundingBox(geometry)
  return box === undefined
    ? ''
    : box.map((degrees) => formats.number(Math.round(degrees * 100) / 100)).join('; ')
}
