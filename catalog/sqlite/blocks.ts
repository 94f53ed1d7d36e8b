import { randomInt } from 'node:crypto'
import type { Described } from '../fields.ts'
import type { Properties } from '../granule.ts'
import { BLOCK, type Column, decodeColumn, encodeColumn, entriesOf } from './column.ts'
import type { Database } from './database.ts'
import { numbersOf } from './units.ts'

type Contents = Omit<Described, 'collection' | 'id'>

/** What a batch of granules changes in the columns of their blocks. */
export function createBlocks() {
  const changed = new Map<number, Map<number, Contents | undefined>>()
  const note = (number: number, contents: Contents | undefined) => {
    const block = Math.floor(number / BLOCK)
    const slots = changed.get(block) ?? new Map<number, Contents | undefined>()
    changed.set(block, slots.set(number % BLOCK, contents))
  }
  return {
    put: (number: number, contents: Contents) => note(number, contents),
    remove: (number: number) => note(number, undefined),
    save(database: Database) {
      for (const [block, slots] of changed) saveBlock(database, block, slots)
    },
  }
}

function saveBlock(database: Database, block: number, slots: Map<number, Contents | undefined>): void {
  const before = new Map(
    database.rows<[string, string | null]>('SELECT name, "values" FROM "column" WHERE block = ?', block),
  )
  const columns = new Map<string, Column>()
  // A column that was too long stays so until its block is empty: what others have in it is not known here.
  for (const [name, text] of before) if (text !== null) columns.set(name, decodeColumn(text))
  for (const [slot, contents] of slots) {
    for (const column of columns.values()) if (slot < column.length) column[slot] = undefined
    if (!contents) continue
    for (const [name, value] of entriesOf(contents)) {
      if (before.get(name) === null) continue
      const column = columns.get(name) ?? []
      column[slot] = value
      columns.set(name, column)
    }
  }
  if (isEmpty(columns.get('start'))) {
    deleteBlocks(database, [block, block])
    return
  }
  let isChanged = false
  for (const [name, column] of columns) {
    const text = encodeColumn(column)
    if (text === before.get(name)) continue
    isChanged = true
    if (isEmpty(column)) {
      database.run('DELETE FROM "column" WHERE block = ? AND name = ?', block, name)
    } else {
      database.run(
        `INSERT INTO "column" (block, name, "values") VALUES (?, ?, ?)
         ON CONFLICT DO UPDATE SET "values" = excluded."values"`,
        ...[block, name, text],
      )
    }
  }
  // That of a column too long is not seen to change.
  if (!isChanged && ![...before.values()].includes(null)) return
  database.run(
    'INSERT INTO block (number, revision) VALUES (?, ?) ON CONFLICT DO UPDATE SET revision = excluded.revision',
    ...[block, randomInt(2 ** 47)],
  )
}

function isEmpty(column: Column | undefined): boolean {
  return !column?.some((value) => value !== undefined)
}

export function deleteBlocks(database: Database, [first, last]: [first: number, last: number]): void {
  database.run('DELETE FROM "column" WHERE block BETWEEN ? AND ?', first, last)
  database.run('DELETE FROM block WHERE number BETWEEN ? AND ?', first, last)
}

/** The least and the greatest number that a block of the collection can have. */
export function blocksOf(collection: number): [first: number, last: number] {
  const [first, last] = numbersOf(collection)
  return [first / BLOCK, Math.floor(last / BLOCK)]
}

/** Makes the columns of a catalogue that has none yet. */
export function fillBlocks(database: Database): void {
  const sql = 'SELECT number, kind, "start", "end", updated, properties FROM granule ORDER BY number'
  type Row = [number, Described['kind'], number, number, number, string]
  let blocks = createBlocks()
  let [block, last] = [-1, -1]
  for (const [number, kind, start, end, updated, properties] of database.each<Row>(sql)) {
    block = Math.floor(number / BLOCK)
    if (block !== last) {
      blocks.save(database)
      blocks = createBlocks()
    }
    last = block
    blocks.put(number, { kind, start, end, updated, properties: JSON.parse(properties) as Properties })
  }
  blocks.save(database)
}
