import { statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { createFileMatcher, type DescribedName, type FileMatcher } from '../catalog/description/match.ts'
import { NoPositionsError, UnreadableFileError } from '../catalog/errors.ts'
import type { Collection, Granule, Instant } from '../catalog/granule.ts'
import { describeAssets } from './assets.ts'
import { computeFootprint } from './footprint/footprint.ts'
import { drawFootprint } from './footprint/plot.ts'
import { nameSource } from './metadata/named-coverage.ts'
import { listMembers, type Members } from './products.ts'
import { type FileReading, readGranuleFile } from './read-file.ts'

export interface DescribeOptions {
  /** Id of the collection, where the file's own word is not to be taken. */
  collection?: string
  /** Descriptions of collections: of these a file takes the one that its name fits, or that it names itself. */
  descriptions?: readonly Collection[]
  /** Taken instead of what the file says. */
  start?: Instant
  end?: Instant
  /** Compute the SHA-256 of the file, which reads all of it. */
  checksum?: boolean
  /** How far the footprint may run outside what it covers, in kilometres. */
  toleranceKm?: number
  /** Greatest length of a segment along track, in kilometres. */
  segmentKm?: number
  /** Draw the footprint and some of the positions on maps. */
  draw?: boolean
}

/** A file as the catalogue takes it, and what is to be said about it. */
export interface DescribedFile {
  granule: Granule
  /** Its collection: the description, else a draft for when the catalogue has none of that id. */
  collection: Collection
  /** Where each value came from. */
  sources: FileReading['sources']
  warnings: string[]
  /** Milliseconds: reading the coordinates, reading in all, drawing the footprint. */
  timing: FileReading['timing'] & { footprintMs: number }
  /** An SVG document, when asked for. */
  drawing?: string
}

/**
 * Reads a file, or a directory that makes a product, and makes its granule.
 * @throws {UnreadableFileError} for everything that keeps the file out
 */
export async function describeFile(path: string, options: DescribeOptions = {}): Promise<DescribedFile> {
  const { file, directory, home, reading } = await readProduct(path, options)
  const { start, end, observation, collection, properties, sources, warnings, timing } = reading
  const toleranceKm = options.toleranceKm ?? collection.footprint?.tolerance
  const segmentKm = options.segmentKm ?? collection.footprint?.segment
  const began = performance.now()
  const footprint = footprintOf(file, () =>
    computeFootprint(observation, {
      start,
      end,
      ...(toleranceKm !== undefined && { toleranceKm }),
      ...(segmentKm !== undefined && { segmentKm }),
    }),
  )
  const footprintMs = performance.now() - began
  return {
    granule: {
      collection: collection.id,
      id: String(home?.named?.values.id ?? granuleId(file)),
      kind: observation.kind,
      start,
      end,
      geometry: footprint.geometry,
      bbox: footprint.bbox,
      segments: footprint.segments,
      ...(footprint.track && { track: footprint.track }),
      properties,
      assets: await describeAssets(reading.members, directory ? file : undefined, options.checksum ?? false),
      updated: Date.now(),
    },
    collection,
    sources: { id: nameSource, ...sources },
    warnings,
    timing: { ...timing, footprintMs },
    ...(options.draw && { drawing: drawFootprint(footprint.geometry, observation.parts, basename(file)) }),
  }
}

/** A file, or a directory that makes a product, as it was read, and the description it is under. */
export interface ReadProduct {
  file: string
  directory: boolean
  home: Partial<DescribedName> | undefined
  reading: FileReading
}

/**
 * Reads a file, or a directory that makes a product, with all files that belong to it.
 * @throws {UnreadableFileError}
 */
export async function readProduct(
  path: string,
  options: Pick<DescribeOptions, 'collection' | 'descriptions' | 'start' | 'end'>,
): Promise<ReadProduct> {
  const file = resolve(path)
  const directory = statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false
  const home = findHome(file, directory, options)
  const members = membersOf(file, directory, home)
  const { collection, descriptions, start, end } = options
  const reading = await readGranuleFile(file, {
    ...(collection !== undefined && { collection }),
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
    description: home?.collection,
    named: home?.named,
    descriptions,
    members,
  })
  return { file, directory, home, reading }
}

const matchers = new WeakMap<readonly Collection[], FileMatcher>()

/** The description a file is under before it is read: of the collection asked for, else by its name. */
export function findHome(
  file: string,
  directory: boolean,
  { collection: wanted, descriptions }: DescribeOptions,
): Partial<DescribedName> | undefined {
  if (descriptions === undefined) return undefined
  const matcher = matchers.get(descriptions) ?? createFileMatcher(descriptions)
  matchers.set(descriptions, matcher)
  if (wanted === undefined) return matcher.find(file, directory)
  const collection = descriptions.find(({ id }) => id === wanted)
  const named = collection && matcher.read(collection, file)
  return { ...(collection && { collection }), ...(named && { named }) }
}

function membersOf(file: string, directory: boolean, home: Partial<DescribedName> | undefined): Members {
  try {
    return listMembers(file, directory, home)
  } catch (cause) {
    throw new UnreadableFileError(file, (cause as Error).message, { cause })
  }
}

/**
 * The file name without its extension. What follows the last dot counts as an extension when it starts with a letter:
 * `A2016.005.hdf` is `A2016.005`, and so is `A2016.005`.
 */
export function granuleId(path: string): string {
  const name = basename(path)
  return name.replace(/(?<=.)\.[a-z][a-z0-9_]*$/i, '')
}

function footprintOf<T>(file: string, compute: () => T): T {
  try {
    return compute()
  } catch (error) {
    if (!(error instanceof NoPositionsError)) throw error
    throw new UnreadableFileError(file, error.message, { cause: error })
  }
}
