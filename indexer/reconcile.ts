import { lstat } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import pLimit from 'p-limit'
import type { Granule } from '../catalog/granule.ts'
import { everyFile, type FileRecord, isUnder } from '../catalog/ledger.ts'
import type { Store } from '../catalog/store.ts'

export interface GoneFiles {
  /** Records of files that are no longer there. */
  gone: FileRecord[]
  /** Folders that hold nothing, as a disk that is not mounted does: what is remembered of them is left alone. */
  empty: string[]
}

/** Looks at files under way at once. */
const looks = pLimit(32)

/**
 * Finds the files that the catalogue remembers under the given paths and that are gone. A file that is there and is not asked for is
 * not gone, nor is one that cannot be looked at.
 *
 * @param files those that were found there
 * @param within whether a path is of this run's part
 */
export async function findGone(
  store: Store,
  roots: readonly string[],
  files: readonly string[],
  within: (path: string) => boolean = () => true,
): Promise<GoneFiles> {
  const found: GoneFiles = { gone: [], empty: [] }
  for (const root of roots) {
    if (!files.some((file) => isUnder(file, root))) {
      found.empty.push(root)
      continue
    }
    const known: FileRecord[] = []
    for await (const record of everyFile(store, { under: root })) if (within(record.path)) known.push(record)
    const gone = await Promise.all(known.map(({ path }) => looks(() => isGone(path))))
    found.gone.push(...known.filter((_, i) => gone[i]))
  }
  return found
}

/** Has other files that gave the granules of gone ones read again, so that they take their places. */
export async function freeOthers(store: Store, gone: readonly FileRecord[]): Promise<void> {
  const paths = new Set(gone.map(({ path }) => path))
  for (const { collection, id } of gone) {
    if (collection === undefined || id === undefined) continue
    const others = await Array.fromAsync(everyFile(store, { granule: { collection, id } }))
    await store.forgetFiles(others.map(({ path }) => path).filter((path) => !paths.has(path)))
  }
}

/** Removes the granules of gone files, unless another file gives them now. @returns what was removed */
export async function removeGone(
  store: Store,
  gone: readonly FileRecord[],
  tell: (file: string, granule: Granule) => void,
): Promise<number> {
  let removed = 0
  for (const record of gone) {
    const granule = await granuleOf(store, record)
    if (granule && (await store.delete(granule.collection, granule.id))) {
      removed++
      tell(record.path, granule)
    }
    await store.forgetFiles([record.path])
  }
  return removed
}

/** The granule that is of this very file. */
export async function granuleOf(
  store: Store,
  { path, collection, id }: FileRecord,
): Promise<Granule | undefined> {
  if (collection === undefined || id === undefined) return undefined
  const granule = await store.get(collection, id)
  const { href } = pathToFileURL(path)
  const own = (address: string) => address === href || address.startsWith(`${href}/`)
  return granule && Object.values(granule.assets).some((asset) => own(asset.href)) ? granule : undefined
}

async function isGone(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return false
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')
  }
}
