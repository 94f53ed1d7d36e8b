import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { text } from 'node:stream/consumers'
import { createFileMatcher } from '../catalog/description/match.ts'
import { InvalidQueryError } from '../catalog/errors.ts'
import type { Collection } from '../catalog/granule.ts'
import { parsePeriod } from '../catalog/parse/instant.ts'
import type { Choice } from '../indexer/choice.ts'
import { type FoundFiles, findFiles } from '../indexer/find-files.ts'
import type { ReadFilesOptions } from '../indexer/read-files.ts'
import { defaultLimits } from '../indexer/reading-thread.ts'
import { listOption, positiveNumber, textOption, wholeNumber } from './arguments.ts'

/** Options of every command that reads files in threads. */
export const threadOptions = {
  jobs: textOption('jobs', 'Files read at a time; without, one a core', 'N'),
  'file-timeout': textOption(
    'file-timeout',
    `Give a file up after so long; without, ${defaultLimits.timeout / 1000}`,
    'SECONDS',
  ),
}

/** Options of every command that makes granules of files. */
export const readingOptions = {
  start: textOption('start', 'Start of files that do not say, or say it wrong', 'DATE'),
  end: textOption('end', 'End of files that do not say, or say it wrong', 'DATE'),
  'footprint-tolerance': textOption(
    'footprint-tolerance',
    'How far a footprint may run outside what it covers, for fewer vertices',
    'KM',
  ),
  'segment-length': textOption(
    'segment-length',
    'Greatest length of a segment along the track; without, 500',
    'KM',
  ),
  ...threadOptions,
}

/** Options of every command that puts what it reads into a catalogue. */
export const indexingOptions = {
  collection: textOption('collection', "Collection to put them in; without, the file's own word", 'ID'),
  description: listOption(
    'Description of a collection, or a folder of them, to use and to put into the catalogue',
    'FILE',
  ),
  ...readingOptions,
  checksum: { type: 'boolean' as const, describe: 'Keep the SHA-256 of each file' },
  json: { type: 'boolean' as const, describe: 'Write what happens as JSON, one object a line' },
}

export interface ReadingArguments {
  collection?: string | undefined
  start?: string | undefined
  end?: string | undefined
  checksum?: boolean | undefined
  footprintTolerance?: string | undefined
  segmentLength?: string | undefined
  jobs?: string | undefined
  fileTimeout?: string | undefined
}

/** @throws {InvalidQueryError} naming the option */
export function readThreadOptions({
  jobs,
  fileTimeout,
}: Pick<ReadingArguments, 'jobs' | 'fileTimeout'>): Required<Pick<ReadFilesOptions, 'jobs' | 'limits'>> {
  return {
    jobs: jobs === undefined ? availableParallelism() : wholeNumber('jobs', jobs, 1),
    limits: {
      ...defaultLimits,
      ...(fileTimeout !== undefined && { timeout: positiveNumber('file-timeout', fileTimeout) * 1000 }),
    },
  }
}

/** @throws {InvalidQueryError} naming the option */
export function readReadingOptions(given: ReadingArguments): ReadFilesOptions {
  const { collection, checksum, footprintTolerance: tolerance, segmentLength } = given
  if (collection?.trim() === '') throw new InvalidQueryError('--collection', 'is empty')
  return {
    ...readThreadOptions(given),
    describe: {
      ...parsePeriod(given.start, given.end, { start: '--start', end: '--end' }),
      ...(collection !== undefined && { collection }),
      ...(checksum !== undefined && { checksum }),
      ...(tolerance !== undefined && { toleranceKm: positiveNumber('footprint-tolerance', tolerance) }),
      ...(segmentLength !== undefined && { segmentKm: positiveNumber('segment-length', segmentLength) }),
    },
  }
}

/**
 * The files to read. A list that is empty is no error (`find -newer` may find nothing), a folder without data is.
 * @param descriptions say which directories are granules, and which files go with others
 * @param list a file with one path a line, `-` for the standard input
 * @throws {InvalidQueryError} when nothing was named, or nothing of what was named is data
 */
export async function findInput(
  paths: string[],
  list: string | undefined,
  descriptions: readonly Collection[] = [],
  choice?: Choice,
): Promise<FoundFiles> {
  if (paths.length === 0 && list === undefined) {
    throw new InvalidQueryError(
      'PATH',
      'name files, folders or patterns, or a list of them with --files-from',
    )
  }
  const named = [...paths, ...(list === undefined ? [] : await readList(list))]
  const found = await findFiles(named, createFileMatcher(descriptions), choice)
  if (list === undefined && found.files.length === 0 && found.missing.length === 0) {
    const others =
      found.passedOver > 0 ? ` (of the ${found.passedOver} files there none is NetCDF or HDF5)` : ''
    throw new InvalidQueryError(paths.join(', '), `holds no file to index${others}`)
  }
  return found
}

async function readList(list: string): Promise<string[]> {
  const lines = (list === '-' ? await text(process.stdin) : readListFile(list)).split(/\r?\n/)
  return lines.filter((line) => line.trim() !== '')
}

function readListFile(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new InvalidQueryError('--files-from', `cannot read ${path} (${(error as Error).message})`, {
      cause: error,
    })
  }
}
