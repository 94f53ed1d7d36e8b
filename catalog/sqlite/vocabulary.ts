import {
  countProperties,
  type Entry,
  entryOf,
  joinVocabularies,
  type Vocabulary,
} from '../aggregate/vocabulary.ts'
import type { PropertySummary } from '../aggregation.ts'
import type { Properties } from '../granule.ts'
import type { Database } from './database.ts'

/** What a batch of granules adds to what the collections have, and takes from it. */
export function createVocabularies() {
  const changed = new Map<number, Vocabulary>()
  return {
    add(collection: number, properties: Properties, sign: 1 | -1) {
      const vocabulary: Vocabulary = changed.get(collection) ?? new Map()
      changed.set(collection, vocabulary)
      countProperties(vocabulary, properties, sign)
    },
    save(database: Database) {
      for (const [collection, changes] of changed) {
        const vocabulary = readVocabulary(database, [collection])
        joinVocabularies(vocabulary, changes)
        for (const [name, types] of changes) {
          for (const type of types.keys()) {
            saveEntry(database, collection, name, type, entryOf(vocabulary, name, type))
          }
        }
      }
    },
  }
}

export function readVocabulary(database: Database, collections: number[]): Vocabulary {
  const vocabulary: Vocabulary = new Map()
  const sql = 'SELECT name, type, granules, least, greatest, occurrences FROM vocabulary WHERE collection = ?'
  for (const collection of collections) {
    for (const [name, type, ...rest] of database.rows<[string, PropertySummary['type'], ...EntryRow]>(
      sql,
      collection,
    )) {
      joinVocabularies(vocabulary, new Map([[name, new Map([[type, entryFrom(rest)]])]]))
    }
  }
  return vocabulary
}

type EntryRow = [granules: number, least: number | null, greatest: number | null, occurrences: string | null]

function entryFrom([granules, least, greatest, occurrences]: EntryRow): Entry {
  return {
    granules,
    ...(least !== null && { least }),
    ...(greatest !== null && { greatest }),
    ...(occurrences !== null && { values: new Map(JSON.parse(occurrences) as [string, number][]) }),
  }
}

function saveEntry(database: Database, collection: number, name: string, type: string, entry: Entry): void {
  const { granules, least = null, greatest = null, values } = entry
  if (granules === 0) {
    database.run(
      'DELETE FROM vocabulary WHERE collection = ? AND name = ? AND type = ?',
      collection,
      name,
      type,
    )
    return
  }
  database.run(
    `INSERT OR REPLACE INTO vocabulary (collection, name, type, granules, least, greatest, occurrences)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ...[collection, name, type, granules, least, greatest, values ? JSON.stringify([...values]) : null],
  )
}
