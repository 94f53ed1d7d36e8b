import type { Collection } from '../granule.ts'
import { listOf } from './complete.ts'
import { splitFields } from './fields.ts'
import {
  compileFilePattern,
  type FilePattern,
  literalSource,
  type NamedFile,
  wildSource,
} from './file-pattern.ts'

/** A file by the description that its name fits. */
export interface DescribedName {
  collection: Collection
  named: NamedFile
}

export interface FileMatcher {
  /** The description that a path fits: of several the one whose pattern says most, of these the first by id. */
  find(path: string, directory: boolean): DescribedName | undefined
  /** Whether any description puts files together. */
  companions: boolean
  /** What a path says by the patterns of one collection, where one fits. */
  read(collection: Collection, path: string): NamedFile | undefined
}

/** Finds the collection of files by their names. */
export function createFileMatcher(collections: readonly Collection[]): FileMatcher {
  const entries = collections
    .flatMap((collection) => patternsOf(collection).map((pattern) => ({ collection, pattern })))
    .toSorted((a, b) => b.pattern.literal - a.pattern.literal || (a.collection.id < b.collection.id ? -1 : 1))
  const match = (path: string, fits: (entry: (typeof entries)[number]) => boolean) => {
    for (const entry of entries) {
      const named = fits(entry) ? entry.pattern.match(path) : undefined
      if (named !== undefined) return { collection: entry.collection, named }
    }
    return undefined
  }
  return {
    companions: collections.some(({ files }) => files?.companions !== undefined),
    find: (path, directory) => match(path, ({ pattern }) => pattern.directory === directory),
    read: ({ id }, path) => match(path, ({ collection }) => collection.id === id)?.named,
  }
}

/** The patterns of a description. One that cannot be read is of a catalogue that something else wrote: it fits nothing. */
function patternsOf({ files }: Collection): FilePattern[] {
  return listOf(files?.pattern)
    .map(compileFilePattern)
    .filter((pattern) => typeof pattern !== 'string')
}

/** Patterns of whole names in which fields stand for what the name of another file has there. */
export function namePatterns(patterns: string[], named: NamedFile): RegExp[] {
  return patterns.map((pattern) => {
    const pieces = splitFields(pattern)
    const parts = (typeof pieces === 'string' ? [{ text: pattern }] : pieces).map((piece) =>
      'text' in piece ? wildSource(piece.text) : literalSource(named.texts[piece.field] ?? ''),
    )
    return new RegExp(`^${parts.join('')}$`)
  })
}
