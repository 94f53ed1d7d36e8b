import { UnreadableFileError } from '../catalog/errors.ts'
import type { Collection, Instant, Properties } from '../catalog/granule.ts'
import type { Observation } from './coordinates.ts'
import { collectAttributes } from './metadata/attributes.ts'
import { collectionByFileName, draftCollection } from './metadata/collection.ts'
import { type Coverage, readCoverage } from './metadata/coverage.ts'
import { tellDirection } from './metadata/direction.ts'
import { readProperties } from './metadata/properties.ts'
import { decideSpan } from './metadata/span.ts'
import type { Dataset } from './readers/dataset.ts'
import { explainBreakage, openDataset } from './readers/open.ts'
import { listMeasuredVariables } from './swath/measured-variables.ts'
import { observe } from './swath/observe.ts'

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
  const began = performance.now()
  const dataset = await openDataset(path)
  try {
    return describeDataset(dataset, path, options, began)
  } catch (error) {
    if (error instanceof UnreadableFileError) throw error
    throw new UnreadableFileError(path, explainBreakage(error), { cause: error })
  } finally {
    dataset.close()
  }
}

function describeDataset(dataset: Dataset, path: string, options: ReadOptions, began: number): FileReading {
  const attributes = collectAttributes(dataset)
  const coverage = { ...readCoverage(attributes), ...asCoverage(options) }
  const coordinatesBegan = performance.now()
  const { observation, extent, sources, warnings } = observe(dataset, attributes, coverage)
  const coordinatesMs = performance.now() - coordinatesBegan
  const span = decideSpan(observation.kind, coverage, extent, sources.time, options)
  if (span === undefined) throw new UnreadableFileError(path, noTime)
  const described = readProperties(attributes)
  const direction = tellDirection(observation)
  if (direction !== undefined && described.properties.direction === undefined) {
    described.properties.direction = direction
    described.sources.direction = 'the latitudes along the track'
  }
  const variables = listMeasuredVariables(dataset)
  if (variables.length > 0) {
    described.properties.variables = variables
    described.sources.variables = 'the variables that carry measurements'
  }
  const asked = options.collection
  const drafted =
    draftCollection(attributes, described.properties, observation.kind, asked) ?? collectionByFileName(path)
  if (drafted === undefined) throw new UnreadableFileError(path, noCollection)
  return {
    format: dataset.format,
    mediaType: dataset.mediaType,
    observation,
    start: span.start,
    end: span.end,
    properties: described.properties,
    collection: drafted.collection,
    sources: { ...sources, ...described.sources, ...span.sources, collection: drafted.source },
    warnings: [...warnings, ...span.warnings, ...(drafted.warning ? [drafted.warning] : [])],
    timing: { coordinatesMs, totalMs: performance.now() - began },
  }
}

/** What was asked for stands in place of what the attributes say. */
function asCoverage({ start, end }: ReadOptions): Coverage {
  return {
    ...(start === undefined ? {} : { start: { instant: start, source: 'asked for' } }),
    ...(end === undefined ? {} : { end: { instant: end, source: 'asked for' } }),
  }
}

const noTime =
  'neither its variables nor its attributes say when it was measured: say it with --start and --end'
const noCollection = 'nothing in it names the product that it belongs to: say it with --collection ID'
