import type { Described } from '../fields.ts'
import type { Shape } from '../geometry/shape.ts'
import type { Granule, GranuleKind, Properties, Segment } from '../granule.ts'
import type { PageRequest } from '../query.ts'
import { decodeGeometry, decodeShape } from './blob.ts'
import type { Database } from './database.ts'
import { type Span, segmentOf } from './segments.ts'
import { whileUnchanged } from './unchanged.ts'

type DescribedRow = [
  collection: string,
  id: string,
  kind: GranuleKind,
  start: number,
  end: number,
  updated: number,
  properties: string,
]

const described = 'c.id, g.id, g.kind, g."start", g."end", g.updated, g.properties'

/** What conditions and sort keys may name, without the shape and the files. */
export function readDescribed(database: Database, number: number): Described {
  const row = database.row<DescribedRow>(
    `SELECT ${described} FROM granule g JOIN collection c ON c.number = g.collection WHERE g.number = ?`,
    number,
  )!
  return describe(row)
}

export function readKey(database: Database, number: number): [collection: string, id: string] {
  const sql =
    'SELECT c.id, g.id FROM granule g JOIN collection c ON c.number = g.collection WHERE g.number = ?'
  return database.row<[string, string]>(sql, number)!
}

/** What is read only where it is asked for, and whether it is only read. */
type Parts = Pick<PageRequest, 'segments' | 'tracks' | 'shared'>

/** Bytes of stored granules that are kept as objects, which take some twice as much, and the text of their items as much again. */
const MOST = 2 ** 25

export interface GranuleMemory {
  read(number: number, parts: Parts): Granule
}

/** Gives granules that are only read as the objects that they were before, if they were read lately. */
export function rememberGranules(database: Database): GranuleMemory {
  const recent = whileUnchanged<number, Granule>(database, MOST)
  return {
    read(number, parts) {
      if (!parts.shared || parts.segments || parts.tracks) return readGranule(database, number, parts)
      const known = recent.get(number)
      if (known) return known
      let bytes = 0
      const granule = readGranule(database, number, parts, (read) => {
        bytes = read
      })
      recent.set(number, granule, bytes)
      return granule
    },
  }
}

export function readShape(database: Database, number: number): Shape {
  const sql = 'SELECT shape FROM footprint WHERE number = ?'
  return decodeShape(database.row<[Uint8Array]>(sql, number)![0])
}

/** @param tell of the bytes that were read */
export function readGranule(
  database: Database,
  number: number,
  parts: Parts,
  tell: (bytes: number) => void = () => {},
): Granule {
  const [document, shape, ...row] = database.row<[string, Uint8Array, ...DescribedRow]>(
    `SELECT g.document, f.shape, ${described}
     FROM granule g JOIN footprint f ON f.number = g.number JOIN collection c ON c.number = g.collection
     WHERE g.number = ?`,
    number,
  )!
  tell(document.length + shape.length + row[6].length)
  const { collection, id, kind, start, end, updated, properties } = describe(row)
  const { bbox, assets, written } = JSON.parse(document) as Pick<Granule, 'bbox' | 'assets' | 'written'>
  const segments = parts.segments ? readSegments(database, number) : []
  const track = parts.tracks ? readTrack(database, number) : undefined
  const geometry = decodeGeometry(shape)
  return {
    ...{ collection, id, kind, start, end, geometry, bbox, segments, properties, assets, updated },
    ...(written && { written }),
    ...(track && { track }),
  }
}

function describe([collection, id, kind, start, end, updated, properties]: DescribedRow): Described {
  return { collection, id, kind, start, end, updated, properties: JSON.parse(properties) as Properties }
}

export function findNumber(database: Database, collection: string, id: string): number | undefined {
  return database.row<[number]>(
    'SELECT g.number FROM granule g JOIN collection c ON c.number = g.collection WHERE g.id = ? AND c.id = ?',
    id,
    collection,
  )?.[0]
}

function readTrack(database: Database, number: number): Uint8Array | undefined {
  return database.row<[Uint8Array]>('SELECT tracks FROM track WHERE number = ?', number)?.[0]
}

function readSegments(database: Database, number: number): Segment[] {
  const [spans, shapes] = database.row<[string, Uint8Array]>(
    'SELECT spans, shapes FROM segment WHERE number = ?',
    number,
  )!
  const geometry = decodeGeometry(shapes)
  const geometries = geometry.type === 'GeometryCollection' ? geometry.geometries : []
  return (JSON.parse(spans) as Span[]).map((span, i) => segmentOf(span, geometries[i]!))
}
