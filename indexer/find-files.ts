import { type Dirent, readdir, type Stats, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { glob, isDynamicPattern } from 'tinyglobby'
import type { FileMatcher } from '../catalog/description/match.ts'
import { type Choice, ignoredGlobs, isChosen } from './choice.ts'
import { looksLikeData } from './data-files.ts'
import { findCompanions, foldProducts, isProduct } from './products.ts'

export interface FoundFiles {
  /** Absolute paths of granules, files or directories, each once, in the order given; within a folder or pattern, sorted. */
  files: string[]
  /** Files inside folders that are no data, by name and by first bytes. */
  passedOver: number
  /** What was named and is not there, and folders that cannot be listed, with the reason. */
  missing: { file: string; reason: string }[]
}

/**
 * The files behind paths, folders and patterns. A file that is named, or that a pattern names, is taken whatever it is.
 * Within a folder those are taken whose name says data, and those that begin as NetCDF or HDF5 do. A directory that is a
 * product is one granule, and so is a file with the companions that its description gives it. What `choice` leaves out is not there.
 */
export async function findFiles(
  given: Iterable<string>,
  matcher?: FileMatcher,
  choice: Choice = { pattern: [], exclude: [] },
): Promise<FoundFiles> {
  const files = new Set<string>()
  const missing: FoundFiles['missing'] = []
  let passedOver = 0
  for (const path of given) {
    const stats = statOf(path)
    if (stats?.isDirectory() && isProduct(resolve(path), matcher)) {
      if (isChosen(resolve(path), undefined, choice)) files.add(resolve(path))
    } else if (stats?.isDirectory()) {
      const walked = await walk(path, missing, ignoredGlobs(choice))
      for (const { path: file, product } of foldProducts(resolve(path), walked, matcher)) {
        if (!isChosen(file, path, choice)) continue
        if (product || looksLikeData(file)) files.add(file)
        else passedOver++
      }
    } else if (stats?.isFile()) {
      if (isChosen(resolve(path), undefined, choice)) files.add(resolve(path))
    } else if (stats) {
      missing.push({ file: path, reason: 'neither a file nor a folder' })
    } else if (isDynamicPattern(path)) {
      const matches = await matchPattern(path, matcher, missing)
      for (const file of matches.sort()) if (isChosen(file, undefined, choice)) files.add(file)
      if (matches.length === 0) missing.push({ file: path, reason: 'no file matches this pattern' })
    } else {
      missing.push({ file: path, reason: 'no such file or folder' })
    }
  }
  for (const companion of matcher === undefined ? [] : findCompanions(files, matcher)) files.delete(companion)
  return { files: [...files], passedOver, missing }
}

/** The files that a pattern fits, and the directories that are products. */
async function matchPattern(
  pattern: string,
  matcher: FileMatcher | undefined,
  unreadable: FoundFiles['missing'],
): Promise<string[]> {
  const matches = await glob(pattern, {
    absolute: true,
    expandDirectories: false,
    onlyFiles: false,
    fs: tellingFs(unreadable),
  })
  return matches
    .map((match) => resolve(match))
    .filter((match) => statOf(match)?.isFile() || isProduct(match, matcher))
}

async function walk(folder: string, unreadable: FoundFiles['missing'], ignore: string[]): Promise<string[]> {
  const fs = tellingFs(unreadable)
  const found = await glob('**/*', { cwd: folder, expandDirectories: false, ignore, fs })
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

function statOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false })
}
