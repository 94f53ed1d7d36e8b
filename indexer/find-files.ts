import { closeSync, type Dirent, openSync, readdir, readSync, type Stats, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { glob, isDynamicPattern } from 'tinyglobby'
import { recogniseSignature, signatureLength } from './readers/signature.ts'

export interface FoundFiles {
  /** Absolute paths, each once, in the order given; within a folder or pattern, sorted. */
  files: string[]
  /** Files inside folders that are no data, by name and by first bytes. */
  passedOver: number
  /** What was named and is not there, and folders that cannot be listed, with the reason. */
  missing: { file: string; reason: string }[]
}

/** Names that say data of a kind that is read, or that people take for such (and are then told why not). */
const dataName =
  /\.(nc|nc3|nc4|netcdf|cdf|h5|hdf5|he5|hdf|h4|hdf4|he4|grib2?|grb2?|bufr)(\.(gz|bz2|xz|zst|zip))?$/i

/**
 * The files behind paths, folders and patterns. A file that is named, or that a pattern names, is taken whatever it is.
 * Within a folder those are taken whose name says data, and those that begin as NetCDF or HDF5 do.
 */
export async function findFiles(given: Iterable<string>): Promise<FoundFiles> {
  const files = new Set<string>()
  const missing: FoundFiles['missing'] = []
  let passedOver = 0
  for (const path of given) {
    const stats = statOf(path)
    if (stats?.isDirectory()) {
      for (const file of await walk(path, missing)) {
        if (dataName.test(file) || beginsAsData(file)) files.add(file)
        else passedOver++
      }
    } else if (stats?.isFile()) {
      files.add(resolve(path))
    } else if (stats) {
      missing.push({ file: path, reason: 'neither a file nor a folder' })
    } else if (isDynamicPattern(path)) {
      const matches = await glob(path, { absolute: true, expandDirectories: false, fs: tellingFs(missing) })
      for (const file of matches.sort()) files.add(file)
      if (matches.length === 0) missing.push({ file: path, reason: 'no file matches this pattern' })
    } else {
      missing.push({ file: path, reason: 'no such file or folder' })
    }
  }
  return { files: [...files], passedOver, missing }
}

async function walk(folder: string, unreadable: FoundFiles['missing']): Promise<string[]> {
  const found = await glob('**/*', { cwd: folder, expandDirectories: false, fs: tellingFs(unreadable) })
  return found.sort().map((file) => join(resolve(folder), file))
}

/** Lists folders as Node does, and notes those that it cannot list, which a walk would pass over in silence. */
function tellingFs(unreadable: FoundFiles['missing']): { readdir: typeof readdir } {
  const telling = (path: string, options: { withFileTypes: true }, done: ListingDone) =>
    readdir(path, options, (error, entries) => {
      if (error) unreadable.push({ file: path, reason: `the folder cannot be listed (${error.message})` })
      done(error, entries)
    })
  return { readdir: telling as typeof readdir }
}

type ListingDone = (error: NodeJS.ErrnoException | null, entries: Dirent[]) => void

/** False also for what cannot be opened: a name that says nothing is not worth a complaint. */
function beginsAsData(file: string): boolean {
  let descriptor: number
  try {
    descriptor = openSync(file, 'r')
  } catch {
    return false
  }
  const readAt = (position: number, length: number) => {
    const bytes = new Uint8Array(length)
    const read = readSync(descriptor, bytes, 0, length, position)
    return read > 0 ? bytes.subarray(0, read) : undefined
  }
  try {
    return 'format' in recogniseSignature(readAt(0, signatureLength) ?? new Uint8Array(), readAt)
  } catch {
    return false
  } finally {
    closeSync(descriptor)
  }
}

function statOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false })
}
