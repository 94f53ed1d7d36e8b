import { coverWithBoxes } from '../geometry/cover.ts'
import { type Envelope, shapeOf } from '../geometry/shape.ts'
import type { Granule, Properties } from '../granule.ts'
import { encodeGeometry } from './blob.ts'
import { spanOf } from './segments.ts'
import { classOf, type StoredBox, storedBox } from './units.ts'

/** Entries of the index of places that one granule may have; an orbit is well covered by them. */
const MOST_PLACES = 12

/** A granule as it goes into the tables of mappings/sqlite. */
export interface Prepared
  extends Pick<Granule, 'collection' | 'id' | 'kind' | 'start' | 'end' | 'updated' | 'track'> {
  class: number
  box: StoredBox
  places: Envelope[]
  properties: string
  described: Properties
  document: string
  shape: Uint8Array
  spans: string
  shapes: Uint8Array
}

export function prepareGranule(granule: Granule): Prepared {
  const { collection, id, kind, start, end, updated, geometry, segments, properties, bbox, assets, written } =
    granule
  const shape = shapeOf(geometry)
  return {
    collection,
    id,
    kind,
    start,
    end,
    updated,
    class: classOf(end - start),
    box: storedBox(granule, shape),
    places: coverWithBoxes(shape, MOST_PLACES),
    properties: JSON.stringify(properties),
    described: properties,
    document: JSON.stringify({ bbox, assets, written }),
    shape: encodeGeometry(geometry),
    ...(granule.track && { track: granule.track }),
    spans: JSON.stringify(segments.map(spanOf)),
    shapes: encodeGeometry({
      type: 'GeometryCollection',
      geometries: segments.map((segment) => segment.geometry),
    }),
  }
}
