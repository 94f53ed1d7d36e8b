import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { NoPositionsError, UnreadableFileError } from '../catalog/errors.ts'
import type { Asset, Collection, Granule, Instant } from '../catalog/granule.ts'
import { computeFootprint } from './footprint/footprint.ts'
import { drawFootprint } from './footprint/plot.ts'
import { type FileReading, readGranuleFile } from './read-file.ts'

export interface DescribeOptions {
  /** Id of the collection, where the file's own word is not to be taken. */
  collection?: string
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
  /** Draft of its collection, for when the catalogue has none of that id. */
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
 * Reads a file and makes its granule.
 * @throws {UnreadableFileError} for everything that keeps the file out
 */
export async function describeFile(path: string, options: DescribeOptions = {}): Promise<DescribedFile> {
  const file = resolve(path)
  const { collection: wanted, start: from, end: to } = options
  const reading = await readGranuleFile(file, {
    ...(wanted !== undefined && { collection: wanted }),
    ...(from !== undefined && { start: from }),
    ...(to !== undefined && { end: to }),
  })
  const { start, end, observation, collection, properties, sources, warnings, timing } = reading
  const { toleranceKm, segmentKm } = options
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
      id: granuleId(file),
      kind: observation.kind,
      start,
      end,
      geometry: footprint.geometry,
      bbox: footprint.bbox,
      segments: footprint.segments,
      ...(footprint.track && { track: footprint.track }),
      properties,
      assets: { data: await describeAsset(file, reading.mediaType, options.checksum ?? false) },
      updated: Date.now(),
    },
    collection,
    sources,
    warnings,
    timing: { ...timing, footprintMs },
    ...(options.draw && { drawing: drawFootprint(footprint.geometry, observation.parts, basename(file)) }),
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

async function describeAsset(file: string, type: string, checksum: boolean): Promise<Asset> {
  const { size } = await stat(file)
  return {
    href: pathToFileURL(file).href,
    type,
    roles: ['data'],
    title: basename(file),
    size,
    ...(checksum && { checksum: await multihash(file) }),
  }
}

/** SHA-256 as a multihash in hexadecimal: function 0x12, length 0x20, digest. */
async function multihash(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk)
  return `1220${hash.digest('hex')}`
}
