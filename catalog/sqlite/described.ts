import type { Described } from '../fields.ts'
import type { Properties } from '../granule.ts'
import type { Database } from './database.ts'
import { readDescribed } from './granules.ts'
import { versionOf } from './strata.ts'

/** Granules, counted once for each set of properties asked of them: some tens of megabytes. */
const MOST = 250_000

interface Remembered {
  version: string
  count: number
  /** By the names of the properties, then by number. */
  granules: Map<string, Map<number, Described>>
}

const remembered = new WeakMap<Database, Remembered>()

/**
 * What conditions ask of granules: their own fields, and of their properties those that are named. Kept as long as the catalogue
 * stays as it is, since to read a granule and its JSON takes twenty times what it takes to compare a number.
 */
export function describer(database: Database, names: string[]): (number: number) => Described {
  const version = versionOf(database)
  let memory = remembered.get(database)
  if (memory?.version !== version) {
    memory = { version, count: 0, granules: new Map() }
    remembered.set(database, memory)
  }
  const key = JSON.stringify([...new Set(names)].sort())
  const known = memory.granules.get(key) ?? new Map<number, Described>()
  memory.granules.set(key, known)
  return (number) => {
    const found = known.get(number)
    if (found) return found
    const read = readDescribed(database, number)
    const described = { ...read, properties: select(read.properties, names) }
    if (memory.count < MOST) {
      memory.count++
      known.set(number, described)
    }
    return described
  }
}

function select(properties: Properties, names: string[]): Properties {
  const selected: Properties = Object.create(null)
  for (const name of names) {
    const value = Object.hasOwn(properties, name) ? properties[name] : undefined
    if (value !== undefined) selected[name] = value
  }
  return selected
}
