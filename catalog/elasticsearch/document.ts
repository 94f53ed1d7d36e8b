import { shapeOf } from '../geometry/shape.ts'
import type { Geometry, Ring } from '../geometry/types.ts'
import type { Granule, Segment } from '../granule.ts'
import { encodeName } from './filter.ts'
import { foldedValue } from './fold.ts'
import { counterClockwise, envelopePolygon, margin } from './margin.ts'

/**
 * A granule as it is stored: the fields of `mappings/elasticsearch/granules-mappings.json`. What is read back is in `granule`,
 * `segments` and `track`; the others serve to find it.
 */
export interface GranuleDocument
  extends Pick<Granule, 'collection' | 'id' | 'kind' | 'start' | 'end' | 'updated'> {
  footprint: Geometry
  /** The footprint stands for more than the granule's own. */
  coarse?: true
  /** It has segments. */
  segmented?: true
  west: number
  /** Plus 360 where the box crosses the antimeridian, so that west <= east. */
  east: number
  south: number
  north: number
  /** Names of the properties that are lists: in `strings` they look like others. */
  lists?: string[]
  strings: Record<string, string | string[]>
  numbers: Record<string, number>
  /** As `false` and `true`, which sort as the booleans do. */
  booleans: Record<string, string>
  /** The strings, and the id, as `fold` makes them. */
  folded: Record<string, string | string[]>
  /** JSON of a `PlainGranule`: as text, so that neither the engine nor who knows it already has to read what is in it. */
  granule: string
  segments: Segment[]
  /** In base64. */
  track?: string
}

type TypedFields = 'strings' | 'numbers' | 'booleans' | 'folded'

/** A granule without what is read only where it is asked for. */
type PlainGranule = Omit<Granule, 'segments' | 'track'>

/** The field that makes up a granule, its segments and ground track apart. */
export const readFields = ['granule'] as const

export type ReadDocument = Pick<GranuleDocument, (typeof readFields)[number]> &
  Partial<Pick<GranuleDocument, 'segments' | 'track'>>

/** The JSON of the document. What stands in it twice is written once: making it is most of the work of a load. */
export function documentText(granule: Granule): string {
  return textOf(granule, wound(granule.geometry))
}

function textOf(granule: Granule, footprint: Geometry, coarse?: true): string {
  const { segments, track, geometry, ...plain } = granule
  const { collection, id, kind, start, end, updated, bbox, properties } = plain
  const [west, south, east, north] = bbox
  const lists = Object.keys(properties).filter((name) => Array.isArray(properties[name]))
  const own: Omit<GranuleDocument, 'footprint' | 'granule' | TypedFields> = {
    collection,
    id,
    kind,
    start,
    end,
    updated,
    west,
    east: east < west ? east + 360 : east,
    south,
    north,
    segments,
  }
  if (coarse) own.coarse = coarse
  if (lists.length > 0) own.lists = lists
  if (segments.length > 0) own.segmented = true
  if (track) own.track = Buffer.from(track).toString('base64')
  const drawn = JSON.stringify(geometry)
  const text = `${opened(plain)},"geometry":${drawn}}`
  const found = footprint === geometry ? drawn : JSON.stringify(footprint)
  return `${opened(own)},"footprint":${found},${typedText(properties, id)},"granule":${JSON.stringify(text)}}`
}

/** JSON of an object with something in it, but for the brace at its end. */
function opened(value: object): string {
  return JSON.stringify(value).slice(0, -1)
}

export function fromDocument({ granule, segments = [], track }: ReadDocument): Granule {
  return {
    ...(JSON.parse(granule) as PlainGranule),
    segments,
    ...(track !== undefined && { track: new Uint8Array(Buffer.from(track, 'base64')) }),
  }
}

/** As it was stored up to version 2. */
export interface EarlierDocument
  extends Pick<
    GranuleDocument,
    'collection' | 'id' | 'kind' | 'start' | 'end' | 'updated' | 'footprint' | 'segments' | 'track'
  > {
  granule: string | (Pick<Granule, 'bbox' | 'properties' | 'assets'> & { geometry?: Geometry })
}

/** The fields from which a granule of any version can be read. */
export const everyField = [
  'collection',
  'id',
  'kind',
  'start',
  'end',
  'updated',
  'footprint',
  'granule',
  'segments',
  'track',
] as const

export function fromAnyDocument({ granule, segments, track, footprint, ...own }: EarlierDocument): Granule {
  const parts = { segments, ...(track !== undefined && { track }) }
  if (typeof granule === 'string') return fromDocument({ granule, ...parts })
  const plain: PlainGranule = { ...own, geometry: footprint, ...granule }
  return fromDocument({ granule: JSON.stringify(plain), ...parts })
}

/**
 * The same granule where the engine does not take its footprint (it wants polygons that stay valid on its grid of
 * some 1e-7 degrees): found by boxes around its parts, and decided on its own shape.
 */
export function coarseDocumentText(granule: Granule): string {
  const footprint: Geometry = { type: 'GeometryCollection', geometries: coverOf(granule.geometry) }
  return textOf(granule, footprint, true)
}

/** The members in which the properties stand by type. As text, in which no name of a property means anything. */
function typedText(properties: Granule['properties'], id: string): string {
  // A property of this name cannot be asked for.
  let folded = `"id":${JSON.stringify(foldedValue(id))}`
  let [strings, numbers, booleans] = ['', '', '']
  for (const name of Object.keys(properties)) {
    const value = properties[name]!
    // Of characters that stand for themselves in JSON.
    const key = `"${encodeName(name)}":`
    if (typeof value === 'number') numbers += `,${key}${JSON.stringify(value)}`
    else if (typeof value === 'boolean') booleans += `,${key}"${value}"`
    else {
      strings += `,${key}${JSON.stringify(value)}`
      if (name !== 'id') folded += `,${key}${JSON.stringify(foldedValue(value))}`
    }
  }
  return `"strings":{${strings.slice(1)}},"numbers":{${numbers.slice(1)}},"booleans":{${booleans.slice(1)}},"folded":{${folded}}`
}

/** With outer rings counter-clockwise: the engine reads a wide ring the other way round as the other side of the Earth. */
function wound(geometry: Geometry): Geometry {
  const polygon = (rings: Ring[]): Ring[] => {
    const outer = rings[0] && counterClockwise(rings[0])
    return outer === rings[0] ? rings : [outer!, ...rings.slice(1)]
  }
  const each = <Part>(parts: Part[], change: (part: Part) => Part): Part[] => {
    const changed = parts.map(change)
    return changed.every((part, i) => part === parts[i]) ? parts : changed
  }
  switch (geometry.type) {
    case 'Polygon': {
      const coordinates = polygon(geometry.coordinates)
      return coordinates === geometry.coordinates ? geometry : { type: 'Polygon', coordinates }
    }
    case 'MultiPolygon': {
      const coordinates = each(geometry.coordinates, polygon)
      return coordinates === geometry.coordinates ? geometry : { type: 'MultiPolygon', coordinates }
    }
    case 'GeometryCollection': {
      const geometries = each(geometry.geometries, wound)
      return geometries === geometry.geometries ? geometry : { type: 'GeometryCollection', geometries }
    }
    default:
      return geometry
  }
}

/** Boxes that together hold the shape, none too thin for the engine. */
function coverOf(geometry: Geometry): Geometry[] {
  const { polygons, lines, points } = shapeOf(geometry)
  const boxes = [...polygons.map(([shell]) => shell!.envelope), ...lines.map(({ envelope }) => envelope)]
  for (let i = 0; i < points.length; i += 2) {
    boxes.push([points[i]!, points[i + 1]!, points[i]!, points[i + 1]!])
  }
  return boxes.map((envelope) => envelopePolygon(envelope, margin))
}
