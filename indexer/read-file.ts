import { basename } from 'node:path'
import type { NamedFile } from '../catalog/description/file-pattern.ts'
import { UnreadableFileError } from '../catalog/errors.ts'
import type { Collection, Instant, Properties } from '../catalog/granule.ts'
import type { MemberFile } from './assets.ts'
import type { Observation } from './coordinates.ts'
import { collectAttributes } from './metadata/attributes.ts'
import { collectionByFileName, type DraftedCollection, draftCollection } from './metadata/collection.ts'
import { type Coverage, readCoverage } from './metadata/coverage.ts'
import { datesInName } from './metadata/dates-in-name.ts'
import { tellDayNight } from './metadata/day-night.ts'
import { addDescribed } from './metadata/described.ts'
import { tellDirection } from './metadata/direction.ts'
import { coverageByName } from './metadata/named-coverage.ts'
import { readNamedDay } from './metadata/named-day.ts'
import { readProperties } from './metadata/properties.ts'
import { decideSpan } from './metadata/span.ts'
import { addVariableProperties } from './metadata/variable-properties.ts'
import { type OpenedMembers, openMembers } from './open-members.ts'
import type { Members } from './products.ts'
import type { Dataset } from './readers/dataset.ts'
import { lacksLibrary, startLibrary } from './readers/hdf5-module.ts'
import { explainBreakage } from './readers/open.ts'
import { hasHints, withHints } from './swath/hints.ts'
import { describeMeasuredVariables } from './swath/measured-variables.ts'
import { observe } from './swath/observe.ts'
import { findTimeVariables } from './swath/time-variables.ts'

/** What the caller knows better than the file. */
export interface ReadOptions {
  /** Taken instead of what the file says of its first and last instant. */
  start?: Instant
  end?: Instant
  /** Id of the collection, where the caller names it: then the file need not. */
  collection?: string
  /** The description of its collection, where it is known before the file is read. */
  description?: Collection | undefined
  /** Descriptions of collections, of which the file may name one. */
  descriptions?: readonly Collection[] | undefined
  /** What its name says by the pattern of the description. */
  named?: NamedFile | undefined
  /** The files that make the granule, where it is more than the one file. */
  members?: Members
}

/** What a file says of itself. */
export interface FileReading {
  /** As people call it: `NetCDF-3 classic`, `NetCDF-4`, `HDF5`... */
  format: string
  /** The files that make the granule. */
  members: MemberFile[]
  observation: Observation
  /** First and last instant, start <= end. */
  start: Instant
  end: Instant
  properties: Properties
  /** The collection the file belongs to: its description, else a draft by the file's own word (or the id asked for). */
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
 * Reads one NetCDF or HDF5 file, or the files of a granule, lazily: coordinates, time span, properties and collection, by
 * the conventions of CF 1.11, ACDD 1.3, GHRSST GDS 2.1 and UMM. Opens them, reads the few variables it needs, and closes.
 * Safe to call in any thread; calls in one thread do their reading one after the other.
 * @throws {UnreadableFileError} for everything that keeps the file out: missing, broken, of another format,
 * without coordinates, time or collection. The message says why and what to do.
 */
export async function readGranuleFile(path: string, options: ReadOptions = {}): Promise<FileReading> {
  const reading = readOnce(path, options)
  await Promise.allSettled([reading])
  if (!lacksLibrary()) return reading
  await startLibrary()
  return readOnce(path, options)
}

async function readOnce(path: string, options: ReadOptions): Promise<FileReading> {
  const began = performance.now()
  const opened = await openMembers(path, options.members)
  try {
    return describeDataset(opened, path, options, began)
  } catch (error) {
    if (error instanceof UnreadableFileError) throw error
    throw new UnreadableFileError(path, explainBreakage(error), { cause: error })
  } finally {
    opened.dataset.close()
  }
}

function describeDataset(
  opened: OpenedMembers,
  path: string,
  options: ReadOptions,
  began: number,
): FileReading {
  const { dataset, located } = opened
  const attributes = collectAttributes(dataset)
  const byName = coverageByName(options.named)
  const days = datesInName(basename(path))
  const coverage = { ...readCoverage(attributes), ...asCoverage(options) }
  const coordinatesBegan = performance.now()
  const look = (hints: Collection['files']) =>
    observe(withHints(located, hints), attributes, { ...byName, ...coverage }, days)
  let seen = look(options.description?.files)
  const described = readProperties(attributes)
  addVariableProperties(dataset, described)
  const found = options.description
    ? { collection: options.description, source: 'the description of the collection' }
    : draftCollection(attributes, described.properties, seen.observation.kind, options.collection)
  const drafted: DraftedCollection | undefined = found ?? collectionByFileName(path)
  if (drafted === undefined) throw new UnreadableFileError(path, noCollection)
  const description =
    options.description ?? options.descriptions?.find(({ id }) => id === drafted.collection.id)
  if (options.description === undefined && hasHints(description?.files)) seen = look(description.files)
  const coordinatesMs = performance.now() - coordinatesBegan
  const { extent, sources, warnings } = seen
  const span = decideSpan({
    kind: seen.observation.kind,
    coverage,
    extent,
    extentSource: sources.time,
    asked: options,
    named: seen.observation.kind === 'grid' ? { ...readNamedDay(attributes, days), ...byName } : byName,
    fileName: basename(path),
  })
  if (span === undefined) throw new UnreadableFileError(path, noTime(options, located))
  const observation = span.withoutTimes ? withoutTimes(seen.observation) : seen.observation
  const misfits = addDescribed(described, attributes, description, options.named)
  const direction = tellDirection(observation, span)
  if (direction !== undefined && described.properties.direction === undefined) {
    described.properties.direction = direction
    described.sources.direction = 'the latitudes along the track'
  }
  const dayNight = tellDayNight(observation, span)
  if (dayNight !== undefined && described.properties.dayNight === undefined) {
    described.properties.dayNight = dayNight
    described.sources.dayNight = 'the sun at the places and times of the measurements'
  }
  const variables = describeMeasuredVariables(dataset)
  if (Object.keys(variables).length > 0) {
    described.properties.variables = Object.keys(variables)
    described.sources.variables = 'the variables that carry measurements'
  }
  return {
    format: dataset.format,
    members: opened.members,
    observation,
    start: span.start,
    end: span.end,
    properties: described.properties,
    collection: {
      ...(Object.keys(variables).length > 0 && { variables }),
      ...(description ?? drafted.collection),
    },
    sources: { ...sources, ...described.sources, ...span.sources, collection: drafted.source },
    warnings: [
      ...opened.warnings,
      ...warnings,
      ...span.warnings,
      ...misfits,
      ...(drafted.warning && description === undefined ? [drafted.warning] : []),
    ],
    timing: { coordinatesMs, totalMs: performance.now() - began },
  }
}

function withoutTimes({ kind, parts }: Observation): Observation {
  return {
    kind,
    parts: parts.map((part) => {
      if (part.layout === 'axes') return part
      const { time: _, ...positions } = part
      if (positions.layout !== 'scan') return positions
      const { until: __, ...scan } = positions
      return scan
    }),
  }
}

/** What was asked for stands in place of what the attributes say. */
function asCoverage({ start, end }: ReadOptions): Coverage {
  return {
    ...(start === undefined ? {} : { start: { instant: start, source: 'asked for' } }),
    ...(end === undefined ? {} : { end: { instant: end, source: 'asked for' } }),
  }
}

function noTime({ description, named }: ReadOptions, located: Dataset): string {
  if (description?.files?.pattern !== undefined && named === undefined) {
    return `${silence}: its name is not as the description of ${description.id} has it, so that it says nothing either: mend the pattern there`
  }
  const times = findTimeVariables(located)
  if (times[0] !== undefined && times.every(({ reference }) => reference === undefined)) {
    return `${times[0].variable.path} does not say from when it counts, nor does anything else: say it with "timeUnits: seconds since YYYY-MM-DD" under "files" in a description of the collection ("oceanid collections init" drafts one), or the times themselves with --start and --end`
  }
  return `${silence}: say it with --start and --end, or by its name, with a description of the collection whose pattern has {start:%Y%m%d} or the like ("oceanid collections init" drafts one)`
}

const silence = 'neither its variables nor its attributes say when it was measured'

const noCollection = 'nothing in it names the product that it belongs to: say it with --collection ID'
