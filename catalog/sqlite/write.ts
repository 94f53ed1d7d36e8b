import { bareCollection } from '../bare-collection.ts'
import { type Fate, outcomeOf, recordsToWrite } from '../fate.ts'
import { compareText } from '../fields.ts'
import type { Envelope } from '../geometry/shape.ts'
import type { Collection, Granule, Properties } from '../granule.ts'
import type { FileRecord } from '../ledger.ts'
import type { PutOutcome } from '../store.ts'
import { blocksOf, createBlocks, deleteBlocks } from './blocks.ts'
import type { Database } from './database.ts'
import { createExtents } from './extents.ts'
import { forgetGranuleFiles, writeFiles } from './ledger.ts'
import { type Prepared, prepareGranule } from './prepare.ts'
import { createTally } from './strata.ts'
import { eraOf, numbersOf, PLACE_IDS, type StoredBox } from './units.ts'
import { createVocabularies } from './vocabulary.ts'

/** Degrees that the boxes of a footprint are widened by, more than the rounding in cutting it up. */
const MARGIN = 1e-9

/** Adds or replaces granules, with what is noted of files; whatever does not need the lock is done before it is taken. */
export function putGranules(
  database: Database,
  granules: Granule[],
  files: readonly FileRecord[] = [],
): PutOutcome[] {
  const prepared = granules.map(prepareGranule)
  return database.writing(() => {
    const collections = new Map<string, OpenCollection>()
    const collectionOf = (id: string) => {
      const collection = collections.get(id) ?? openCollection(database, id)
      collections.set(id, collection)
      return collection
    }
    const changes = createChanges(database)
    const fates: Fate[] = []
    // Collection by collection, as they lie in the file; of one granule put twice the last stays the last.
    const order = [...prepared.keys()].sort((a, b) =>
      compareText(prepared[a]!.collection, prepared[b]!.collection),
    )
    for (const i of order) {
      const granule = prepared[i]!
      fates[i] = putGranule(database, granule, collectionOf(granule.collection), changes)
    }
    changes.save()
    writeFiles(database, recordsToWrite(files, granules, fates))
    return fates.map(outcomeOf)
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
    forgetGranuleFiles(database, collection, id)
    return true
  })
}

export function deleteCollection(database: Database, id: string): boolean {
  return database.writing(() => {
    const found = database.row<[number]>('SELECT number FROM collection WHERE id = ?', id)
    if (!found) return false
    const numbers = numbersOf(found[0])
    const sql = 'SELECT number, places FROM footprint WHERE number BETWEEN ? AND ?'
    for (const [number, places] of database.rows<[number, number]>(sql, ...numbers)) {
      takePlaces(database, number, places, false)
    }
    for (const table of ['track', 'segment', 'footprint', 'granule']) {
      database.run(`DELETE FROM ${table} WHERE number BETWEEN ? AND ?`, ...numbers)
    }
    for (const table of ['census', 'stratum', 'vocabulary']) {
      database.run(`DELETE FROM ${table} WHERE collection = ?`, found[0])
    }
    deleteBlocks(database, blocksOf(found[0]))
    database.run('DELETE FROM collection WHERE number = ?', found[0])
    forgetGranuleFiles(database, id)
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
  const vocabularies = createVocabularies()
  const blocks = createBlocks()
  return {
    tally,
    extents,
    vocabularies,
    blocks,
    save() {
      tally.save(database)
      extents.save()
      vocabularies.save(database)
      blocks.save(database)
    },
  }
}

type Changes = ReturnType<typeof createChanges>

type StoredKey = [number: number, collection: number, index: number, start: number, end: number, ...StoredBox]

/** A collection's number, and the next for a granule of it. */
interface OpenCollection {
  number: number
  next: number
}

function putGranule(
  database: Database,
  granule: Prepared,
  collection: OpenCollection,
  changes: Changes,
): Fate {
  const { start, end, box, places } = granule
  const found = database.row<[updated: number, ...StoredKey]>(
    `SELECT updated, number, collection, class, "start", "end", west, south, east, north
     FROM granule WHERE id = ? AND collection = ?`,
    granule.id,
    collection.number,
  )
  if (found && found[0] > granule.updated) return 'kept'
  const stored = found?.slice(1) as StoredKey | undefined
  const number = stored?.[0] ?? collection.next++
  if (stored) {
    removeGranule(database, stored, changes)
    const [, , , ...before] = stored
    const after = [start, end, ...box]
    if (before.some((value, i) => value !== after[i])) changes.extents.remove(collection.number)
  }
  database.run(
    `INSERT INTO granule (number, collection, id, kind, class, "start", "end", updated, west, south, east, north,
       properties, document)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[number, collection.number, granule.id, granule.kind, granule.class, start, end, granule.updated],
    ...[...box, granule.properties, granule.document],
  )
  database.run(
    'INSERT INTO footprint (number, "start", "end", places, shape) VALUES (?, ?, ?, ?, ?)',
    number,
    start,
    end,
    places.length,
    granule.shape,
  )
  database.run(
    'INSERT INTO segment (number, spans, shapes) VALUES (?, ?, ?)',
    number,
    granule.spans,
    granule.shapes,
  )
  if (granule.track) database.run('INSERT INTO track (number, tracks) VALUES (?, ?)', number, granule.track)
  const [first, last] = [eraOf(collection.number, start), eraOf(collection.number, end)]
  places.forEach(([west, south, east, north], i) => {
    database.run(
      'INSERT INTO place (id, west, east, south, north, era_first, era_last) VALUES (?, ?, ?, ?, ?, ?, ?)',
      ...[number * PLACE_IDS + i, west - MARGIN, east + MARGIN, south - MARGIN, north + MARGIN, first, last],
    )
  })
  changes.tally.add(collection.number, granule.class, 1, start, places)
  changes.extents.add(collection.number, start, end, box)
  changes.vocabularies.add(collection.number, granule.described, 1)
  changes.blocks.put(number, { ...granule, properties: granule.described })
  return stored ? 'replaced' : 'added'
}

function removeGranule(
  database: Database,
  [number, collection, index, start]: StoredKey,
  changes: Changes,
): void {
  const [places] = database.row<[number]>('SELECT places FROM footprint WHERE number = ?', number)!
  changes.tally.add(collection, index, -1, start, takePlaces(database, number, places, true))
  const [properties] = database.row<[string]>('SELECT properties FROM granule WHERE number = ?', number)!
  changes.vocabularies.add(collection, JSON.parse(properties) as Properties, -1)
  changes.blocks.remove(number)
  for (const table of ['track', 'segment', 'footprint', 'granule']) {
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

function openCollection(database: Database, id: string): OpenCollection {
  const find = () => database.row<[number]>('SELECT number FROM collection WHERE id = ?', id)
  if (!find()) {
    database.run(
      'INSERT INTO collection (id, document) VALUES (?, ?)',
      id,
      JSON.stringify(bareCollection(id)),
    )
  }
  const [number] = find()!
  const numbers = numbersOf(number)
  const sql = 'SELECT max(number) FROM granule WHERE number BETWEEN ? AND ?'
  const [greatest] = database.row<[number | null]>(sql, ...numbers)!
  return { number, next: greatest === null ? numbers[0] : greatest + 1 }
}
