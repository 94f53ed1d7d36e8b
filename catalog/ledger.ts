import type { Instant } from './granule.ts'

/**
 * What the catalogue remembers of a file, so that a later run need not read it again. A record of a file that was indexed
 * goes when its granule is deleted.
 */
export interface FileRecord {
  /** Absolute; the key. */
  path: string
  /** Bytes; of a directory that is a product, those of all its files. */
  size: number
  /** Milliseconds since 1970, with their fraction where the file system has it; of a product its latest file. */
  modified: number
  /** Digest of the options and the description by which it was read. */
  reading: string
  /** `superseded`: another file with the same collection and id was kept. */
  outcome: 'indexed' | 'failed' | 'superseded'
  /** Why it failed. */
  reason?: string
  /** The granule's key, absent when it failed. */
  collection?: string
  id?: string
  /** Multihash in hexadecimal, where it was computed. */
  checksum?: string
  /** When it was last read. */
  at: Instant
  /** How often it failed in a row; 0 when it did not. */
  attempts: number
}

/** Which records of the ledger; all conditions hold together. */
export interface FileQuery {
  /** A file, or a folder with everything in it, as an absolute path. */
  under?: string
  outcome?: FileRecord['outcome']
  /** The files of one granule. */
  granule?: { collection: string; id: string }
  /** Those whose path comes after this one. */
  after?: string
  limit: number
}

/** All records of a query, whatever their number. */
export async function* everyFile(
  store: { listFiles(query: FileQuery): Promise<FileRecord[]> },
  query: Omit<FileQuery, 'after' | 'limit'>,
): AsyncGenerator<FileRecord, void, void> {
  const limit = 1000
  let after: string | undefined
  for (;;) {
    const page = await store.listFiles({ ...query, ...(after !== undefined && { after }), limit })
    yield* page
    if (page.length < limit) return
    after = page.at(-1)!.path
  }
}

/** Whether a path is a folder or lies in it; everything lies in `/`. */
export function isUnder(path: string, folder: string): boolean {
  return path === folder || path.startsWith(withSlash(folder))
}

export function withSlash(folder: string): string {
  return folder.endsWith('/') ? folder : `${folder}/`
}
