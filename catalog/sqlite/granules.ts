import type { Described } from '../fields.ts'
import type { Granule, GranuleKind, Properties, Segment } from '../granule.ts'
import { decodeGeometry } from './blob.ts'
import type { Database } from './database.ts'

/** What conditions and sort keys may name, without the shape and the files. */
export function readDescribed(database: Database, number: number): Described {
  const [collection, id, kind, start, end, updated, properties] = database.row<
    [string, string, string, number, number, number, string]
  >(
    `SELECT c.id, g.id, g.kind, g."start", g."end", g.updated, g.properties
     FROM granule g JOIN collection c ON c.number = g.collection WHERE g.number = ?`,
    number,
  )!
  return {
    collection,
    id,
    kind: kind as GranuleKind,
    start,
    end,
    updated,
    properties: JSON.parse(properties) as Properties,
  }
}

export function readGranule(database: Database, number: number, withSegments: boolean): Granule {
  const [document, shape] = database.row<[string, Uint8Array]>(
    'SELECT g.document, f.shape FROM granule g JOIN footprint f ON f.number = g.number WHERE g.number = ?',
    number,
  )!
  const { collection, id, kind, start, end, updated, properties } = readDescribed(database, number)
  const { bbox, assets } = JSON.parse(document) as Pick<Granule, 'bbox' | 'assets'>
  const segments = withSegments ? readSegments(database, number) : []
  return {
    ...{ collection, id, kind, start, end, geometry: decodeGeometry(shape) },
    ...{ bbox, segments, properties, assets, updated },
  }
}

export function findNumber(database: Database, collection: string, id: string): number | undefined {
  return database.row<[number]>(
    'SELECT g.number FROM granule g JOIN collection c ON c.number = g.collection WHERE g.id = ? AND c.id = ?',
    id,
    collection,
  )?.[0]
}

function readSegments(database: Database, number: number): Segment[] {
  const [spans, shapes] = database.row<[string, Uint8Array]>(
    'SELECT spans, shapes FROM segment WHERE number = ?',
    number,
  )!
  const geometry = decodeGeometry(shapes)
  const geometries = geometry.type === 'GeometryCollection' ? geometry.geometries : []
  const known = JSON.parse(spans) as Omit<Segment, 'geometry'>[]
  return known.map((span, i) => ({ ...span, geometry: geometries[i]! }))
}
