import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { descriptionOf, followDescription } from '../catalog/description/follow.ts'
import { parseDescriptions } from '../catalog/description/parse.ts'
import { CatalogUnavailableError, InvalidQueryError } from '../catalog/errors.ts'
import type { Collection } from '../catalog/granule.ts'
import type { Store } from '../catalog/store.ts'
import { catalogFile, catalogUrl, withCatalog } from './catalog.ts'
import { say } from './output/print.ts'

export interface ReadDescriptions {
  /** Each with the file it is in. */
  collections: { file: string; collection: Collection }[]
  /** `FILE:LINE:COLUMN: what is wrong`, one a line. */
  problems: string[]
}

/**
 * Reads descriptions out of files, and those of folders whose names end in .yaml or .yml.
 * @throws {InvalidQueryError} where nothing of that name can be read
 */
export function readDescriptions(paths: string[], parameter = 'FILE'): ReadDescriptions {
  const read: ReadDescriptions = { collections: [], problems: [] }
  for (const file of paths.flatMap((path) => filesOf(path, parameter))) {
    const { collections, problems } = parseDescriptions(readText(file, parameter))
    read.problems.push(
      ...problems.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`),
    )
    for (const collection of collections) {
      const other = read.collections.find((one) => one.collection.id === collection.id)
      if (other === undefined) read.collections.push({ file, collection })
      else read.problems.push(`${file}: describes ${collection.id}, as ${other.file} does: keep one of them`)
    }
  }
  return read
}

/** @throws {InvalidQueryError} where anything is wrong with them */
export function readSoundDescriptions(paths: string[], parameter: string): Collection[] {
  const { collections, problems } = readDescriptions(paths, parameter)
  if (problems.length > 0) throw new InvalidQueryError(parameter, `is not sound\n${problems.join('\n')}`)
  return collections.map(({ collection }) => collection)
}

/** The descriptions that a catalogue has, for work that needs none: where there is no catalogue there are none. */
export async function catalogDescriptions(option: string | undefined): Promise<Collection[]> {
  if (isMissing(option)) return []
  try {
    return await withCatalog(option, 'read', descriptionsIn)
  } catch (error) {
    if (!(error instanceof CatalogUnavailableError)) throw error
    say(`without the descriptions of the catalogue: ${error.message}`)
    return []
  }
}

/** Whether the catalogue is a file that is not there yet. */
export function isMissing(option: string | undefined): boolean {
  const file = catalogFile(catalogUrl(option))
  return file !== undefined && !existsSync(file)
}

export async function descriptionsIn(store: Store): Promise<Collection[]> {
  return (await store.collections()).map(descriptionOf)
}

/** Puts descriptions into a catalogue, in place of those it has. @returns ids of those it had not */
export async function putDescriptions(store: Store, collections: Collection[]): Promise<Set<string>> {
  const fresh = new Set<string>()
  for (const collection of collections) {
    const old = await store.collection(collection.id)
    if (old === undefined) fresh.add(collection.id)
    await store.putCollection(followDescription(old, collection))
  }
  return fresh
}

/** One list of two, in which the later take the place of those with the same id. */
export function overlay(earlier: Collection[], later: Collection[]): Collection[] {
  return [...earlier.filter(({ id }) => later.every((one) => one.id !== id)), ...later]
}

function filesOf(path: string, parameter: string): string[] {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) throw new InvalidQueryError(parameter, `there is no file or folder ${path}`)
  if (!stats.isDirectory()) return [path]
  const files = readdirSync(path).filter((name) => /\.ya?ml$/i.test(name))
  if (files.length === 0) throw new InvalidQueryError(parameter, `${path} holds no file .yaml or .yml`)
  return files.sort().map((name) => join(path, name))
}

function readText(file: string, parameter: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new InvalidQueryError(parameter, `cannot read ${file} (${(cause as Error).message})`, { cause })
  }
}
