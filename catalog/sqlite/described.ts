import type { Described } from '../fields.ts'
import type { PropertyValue } from '../granule.ts'
import { BLOCK, type Column, decodeColumn } from './column.ts'
import type { Database } from './database.ts'
import { readDescribed, readKey } from './granules.ts'
import { collectionOf } from './units.ts'

/** Values of granules kept in memory: some tens of megabytes. */
const MOST = 4_000_000

interface Block {
  revision: number
  /** The state of the catalogue in which the revision was last seen. */
  version: string
  columns: Map<string, Column>
}

interface Memory {
  blocks: Map<number, Block>
  count: number
}

const memories = new WeakMap<Database, Memory>()

/** Gives columns of blocks, and keeps them as long as their blocks stay as they are. */
export function columnsOf(database: Database): (block: number, name: string) => Column {
  const version = database.version()
  const memory = memories.get(database) ?? { blocks: new Map<number, Block>(), count: 0 }
  memories.set(database, memory)
  const { blocks } = memory
  return (number, name) => {
    let block = blocks.get(number)
    if (block?.version !== version) {
      const [revision] = database.row<[number]>('SELECT revision FROM block WHERE number = ?', number) ?? [-1]
      if (block?.revision === revision) block.version = version
      else {
        memory.count -= BLOCK * (block?.columns.size ?? 0)
        block = { revision, version, columns: new Map() }
        blocks.set(number, block)
      }
    }
    let column = block.columns.get(name)
    if (!column) {
      if (memory.count >= MOST) {
        blocks.clear()
        memory.count = 0
        block.columns.clear()
        blocks.set(number, block)
      }
      column = readColumn(database, number, name)
      block.columns.set(name, column)
      memory.count += BLOCK
    }
    return column
  }
}

function readColumn(database: Database, block: number, name: string): Column {
  const sql = 'SELECT "values" FROM "column" WHERE block = ? AND name = ?'
  const found = database.row<[string | null]>(sql, block, name)
  if (!found) return []
  return found[0] === null ? readFromGranules(database, block, name) : decodeColumn(found[0])
}

function readFromGranules(database: Database, block: number, name: string): Column {
  const column: Column = []
  const sql = 'SELECT number FROM granule WHERE number BETWEEN ? AND ?'
  for (const [number] of database.rows<[number]>(sql, block * BLOCK, block * BLOCK + BLOCK - 1)) {
    const { properties } = readDescribed(database, number)
    if (Object.hasOwn(properties, name)) column[number % BLOCK] = properties[name]
  }
  return column
}

const keyNames: ReadonlySet<string> = new Set(['id', 'collection'])

function readCollections(database: Database): Map<number, string> {
  return new Map(database.rows<[number, string]>('SELECT number, id FROM collection'))
}

/**
 * What conditions ask of granules: their own fields and properties, those that are named. What one call gives, the next
 * one changes.
 */
export function describer(database: Database, names: string[]): (number: number) => Described {
  const columnOf = columnsOf(database)
  const asked = [...new Set(names)].filter((name) => !keyNames.has(name))
  const asksId = names.includes('id')
  const collections = names.includes('collection') ? readCollections(database) : undefined
  const properties: Record<string, PropertyValue | undefined> = Object.create(null)
  const described = { collection: '', id: '', kind: 'swath', start: 0, end: 0, updated: 0, properties }
  const fields: Record<string, unknown> = described
  const isOwn = asked.map((name) => name !== 'properties' && Object.hasOwn(described, name))
  let [current, columns]: [number, Column[]] = [-1, []]
  return (number) => {
    const block = Math.floor(number / BLOCK)
    if (block !== current) [current, columns] = [block, asked.map((name) => columnOf(block, name))]
    const slot = number - block * BLOCK
    for (let i = 0; i < asked.length; i++) {
      const into = isOwn[i] ? fields : properties
      into[asked[i]!] = columns[i]![slot]
    }
    if (collections) described.collection = collections.get(collectionOf(number))!
    if (asksId) described.id = readKey(database, number)[1]
    return described as Described
  }
}
