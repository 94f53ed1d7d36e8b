import { coverWithBoxes } from '../geometry/cover.ts'
import { type Envelope, shapeOf } from '../geometry/shape.ts'
import type { Collection, Granule } from '../granule.ts'
import type { PutOutcome } from '../store.ts'
import { encodeGeometry } from './blob.ts'
import type { Database } from './database.ts'
import { createExtents } from './extents.ts'
import { spanOf } from './segments.ts'
import { createTally } from './strata.ts'
import { classOf, eraOf, type StoredBox, storedBox } from './units.ts'

/** Entries of the index of places that one granule may have; an orbit is well covered by them. */
const MOST_PLACES = 12

/** A granule's first entry in `place` is this many times its number. */
export const PLACE_IDS = 64

/** Degrees that the boxes of a footprint are widened by, more than the rounding in cutting it up. */
const MARGIN = 1e-9

/** Adds or replaces granules; whatever does not need the lock is done before it is taken. */
export function putGranules(database: Database, granules: Granule[]): PutOutcome[] {
  const prepared = granules.map(prepareGranule)
  return database.writing(() => {
    const numbers = new Map<string, number>()
    const numberOf = (id: string) => {
      const number = numbers.get(id) ?? collectionNumber(database, id)
      numbers.set(id, number)
      return number
    }
    const changes = createChanges(database)
    const outcomes = prepared.map((granule) =>
      putGranule(database, granule, numberOf(granule.collection), changes),
    )
    changes.save()
    return outcomes
  })
}

export function deleteGranule(database: Database, collection: string, id: string): boolean {
  return database.writing(() => {
    const stored = database.row<StoredKey>(
      `SELECT g.number, g.collection, g.class, g."start", g."end", g.west, g.south, g.east, g.north
       FROM granule g JOIN collection c ON c.number = g.collection WHERE g.id = ? AND c.id = ?`,
      id,
      collection,
    )
    if (!stored) return false
    const changes = createChanges(database)
    removeGranule(database, stored, changes)
    changes.extents.remove(stored[1])
    changes.save()
    return true
  })
}

export function deleteCollection(database: Database, id: string): boolean {
  return database.writing(() => {
    const found = database.row<[number]>('SELECT number FROM collection WHERE id = ?', id)
    if (!found) return false
    const own = 'SELECT number FROM granule WHERE collection = ?'
    for (const [number, places] of database.rows<[number, number]>(
      `SELECT number, places FROM footprint WHERE number IN (${own})`,
      found[0],
    )) {
      takePlaces(database, number, places, false)
    }
    database.run(`DELETE FROM segment WHERE number IN (${own})`, found[0])
    database.run(`DELETE FROM footprint WHERE number IN (${own})`, found[0])
    database.run('DELETE FROM granule WHERE collection = ?', found[0])
    database.run('DELETE FROM stratum WHERE collection = ?', found[0])
    database.run('DELETE FROM collection WHERE number = ?', found[0])
    return true
  })
}

export function putCollection(database: Database, collection: Collection): void {
  database.writing(() => {
    database.run(
      'INSERT INTO collection (id, document) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET document = excluded.document',
      collection.id,
      JSON.stringify(collection),
    )
  })
}

function createChanges(database: Database) {
  const tally = createTally()
  const extents = createExtents(database)
  return {
    tally,
    extents,
    save() {
      tally.save(database)
      extents.save()
    },
  }
}

type Changes = ReturnType<typeof createChanges>

type StoredKey = [number: number, collection: number, index: number, start: number, end: number, ...StoredBox]

interface Prepared extends Pick<Granule, 'collection' | 'id' | 'kind' | 'start' | 'end' | 'updated'> {
  class: number
  box: StoredBox
  places: Envelope[]
  properties: string
  document: string
  shape: Uint8Array
  spans: string
  shapes: Uint8Array
}

function prepareGranule(granule: Granule): Prepared {
  const { collection, id, kind, start, end, updated, geometry, segments, properties, bbox, assets } = granule
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
    document: JSON.stringify({ bbox, assets }),
    shape: encodeGeometry(geometry),
    spans: JSON.stringify(segments.map(spanOf)),
    shapes: encodeGeometry({
      type: 'GeometryCollection',
      geometries: segments.map((segment) => segment.geometry),
    }),
  }
}

function putGranule(database: Database, granule: Prepared, collection: number, changes: Changes): PutOutcome {
  const { start, end, box, places } = granule
  const stored = database.row<StoredKey>(
    `SELECT number, collection, class, "start", "end", west, south, east, north
     FROM granule WHERE id = ? AND collection = ?`,
    granule.id,
    collection,
  )
  if (stored) {
    removeGranule(database, stored, changes)
    const [, , , ...before] = stored
    if (before.some((value, i) => value !== [start, end, ...box][i])) changes.extents.remove(collection)
  }
  database.run(
    `INSERT INTO granule (number, collection, id, kind, class, "start", "end", updated, west, south, east, north,
       properties, document)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[
      stored?.[0] ?? null,
      collection,
      granule.id,
      granule.kind,
      granule.class,
      start,
      end,
      granule.updated,
    ],
    ...[...box, granule.properties, granule.document],
  )
  const [number] = stored ?? database.row<[number]>('SELECT last_insert_rowid()')!
  database.run(
    'INSERT INTO footprint (number, places, shape) VALUES (?, ?, ?)',
    number,
    places.length,
    granule.shape,
  )
  database.run(
    'INSERT INTO segment (number, spans, shapes) VALUES (?, ?, ?)',
    number,
    granule.spans,
    granule.shapes,
  )
  const [first, last] = [eraOf(collection, start), eraOf(collection, end)]
  places.forEach(([west, south, east, north], i) => {
    database.run(
      'INSERT INTO place (id, west, east, south, north, era_first, era_last) VALUES (?, ?, ?, ?, ?, ?, ?)',
      ...[number * PLACE_IDS + i, west - MARGIN, east + MARGIN, south - MARGIN, north + MARGIN, first, last],
    )
  })
  changes.tally.add(collection, granule.class, 1, start, places)
  changes.extents.add(collection, start, end, box)
  return stored ? 'replaced' : 'added'
}

function removeGranule(
  database: Database,
  [number, collection, index, start]: StoredKey,
  changes: Changes,
): void {
  const [places] = database.row<[number]>('SELECT places FROM footprint WHERE number = ?', number)!
  changes.tally.add(collection, index, -1, start, takePlaces(database, number, places, true))
  for (const table of ['segment', 'footprint', 'granule']) {
    database.run(`DELETE FROM ${table} WHERE number = ?`, number)
  }
}

/** Takes a granule out of the index of places, and gives what was there when asked. */
function takePlaces(database: Database, number: number, count: number, asked: boolean): Envelope[] {
  const taken: Envelope[] = []
  for (let id = number * PLACE_IDS; id < number * PLACE_IDS + count; id++) {
    if (asked) {
      const sql = 'SELECT west, south, east, north FROM place WHERE id = ?'
      taken.push(database.row<[number, number, number, number]>(sql, id)!)
    }
    database.run('DELETE FROM place WHERE id = ?', id)
  }
  return taken
}

function collectionNumber(database: Database, id: string): number {
  const find = () => database.row<[number]>('SELECT number FROM collection WHERE id = ?', id)
  const found = find()
  if (found) return found[0]
  database.run('INSERT INTO collection (id, document) VALUES (?, ?)', id, JSON.stringify(bareCollection(id)))
  return find()![0]
}

function bareCollection(id: string): Collection {
  return { id, title: id, description: id, license: 'other', keywords: [], providers: [] }
}
