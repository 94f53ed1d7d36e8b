import { type Dirent, readdirSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import { listOf } from '../catalog/description/complete.ts'
import type { NamedFile } from '../catalog/description/file-pattern.ts'
import { type DescribedName, type FileMatcher, namePatterns } from '../catalog/description/match.ts'
import type { Collection } from '../catalog/granule.ts'
import { isManifest } from './metadata/manifest.ts'

/** Names of directories that are one product each: the SAFE format and what agencies make of it. */
const productName = /\.(safe|sen\d)$/i

/** Whether a directory is a granule: by convention, or by the pattern of a description. */
export function isProduct(folder: string, matcher: FileMatcher | undefined): boolean {
  if (productName.test(folder) || matcher?.find(folder, true) !== undefined) return true
  const names = namesIn(folder)
  // A stray manifest does not make one product of an archive of them.
  return names.some(isManifest) && !names.some((name) => productName.test(name))
}

/** None where it cannot be listed: whoever walks it is told. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** The files of a walk that are in no product, and the products, which take their place: in the order of the files. */
export function foldProducts(
  root: string,
  files: string[],
  matcher: FileMatcher | undefined,
): { path: string; product: boolean }[] {
  const known = new Map<string, boolean>()
  const check = (folder: string): boolean => {
    const product = known.get(folder) ?? isProduct(folder, matcher)
    known.set(folder, product)
    return product
  }
  const folded: { path: string; product: boolean }[] = []
  for (const path of files) {
    const product = foldersBetween(root, path).find(check)
    if (product === undefined) folded.push({ path, product: false })
    else if (folded.at(-1)?.path !== product) folded.push({ path: product, product: true })
  }
  return folded
}

/** The folders below a root that a file is in, the outermost first. */
function foldersBetween(root: string, file: string): string[] {
  const parts = relative(root, dirname(file)).split(sep).filter(Boolean)
  return parts.map((_, depth) => join(root, ...parts.slice(0, depth + 1)))
}

/** The files that belong to the granule of another, by the descriptions. */
export function findCompanions(files: Iterable<string>, matcher: FileMatcher): Set<string> {
  const companions = new Set<string>()
  if (!matcher.companions) return companions
  const listed = new Map<string, string[]>()
  const mains = [...files].flatMap((file) => {
    const described = matcher.find(file, false)
    return described?.collection.files?.companions === undefined ? [] : [{ file, described }]
  })
  for (const { file, described } of mains) {
    const folder = dirname(file)
    const names = listed.get(folder) ?? namesIn(folder)
    listed.set(folder, names)
    for (const name of companionNames(basename(file), names, described)) companions.add(join(folder, name))
  }
  for (const { file } of mains) companions.delete(file)
  return companions
}

function companionNames(own: string, names: string[], { collection, named }: DescribedName): string[] {
  const expressions = namePatterns(listOf(collection.files?.companions), named)
  return names
    .filter((name) => name !== own && expressions.some((expression) => expression.test(name)))
    .sort()
}

/** Files that make a granule, absolute: the one with the coordinates first where that is known. */
export interface Members {
  directory: boolean
  files: string[]
  /** Those of them that hold coordinates; absent where any may. */
  coordinates?: string[]
}

/** Directories hold so many files at most; what has more is an archive. */
const mostMembers = 1000

/**
 * The files of a granule: those in its directory, or the file and its companions.
 * @throws {Error} when the directory is no granule
 */
export function listMembers(
  path: string,
  directory: boolean,
  { collection, named = unnamed }: Partial<DescribedName> = {},
): Members {
  if (!directory) return listBeside(path, collection, named)
  const files = walk(path).toSorted()
  if (files.length > mostMembers)
    throw new Error(`a directory of ${files.length} files, more than a granule has: name the granules in it`)
  const hint = collection?.files?.coordinates
  if (hint === undefined) return { directory, files }
  const [expression] = namePatterns([hint], named)
  const coordinates = files.filter((file) => expression!.test(basename(file)))
  if (coordinates.length === 0)
    throw new Error(`no file in it is named ${hint}, as the description of ${collection!.id} has it`)
  return { directory, files, coordinates }
}

const unnamed: NamedFile = { values: {}, texts: {} }

function listBeside(file: string, collection: Collection | undefined, named: NamedFile): Members {
  if (collection?.files?.companions === undefined) return { directory: false, files: [file] }
  const folder = dirname(file)
  const companions = companionNames(basename(file), readdirSync(folder), { collection, named })
  return {
    directory: false,
    files: [file, ...companions.map((name) => join(folder, name))],
    coordinates: [file],
  }
}

function walk(folder: string): string[] {
  const entries: Dirent[] = readdirSync(folder, { withFileTypes: true, recursive: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}
