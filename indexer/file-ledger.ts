import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import pLimit from 'p-limit'
import type { Collection, Granule, Instant } from '../catalog/granule.ts'
import type { FileRecord } from '../catalog/ledger.ts'
import type { Store } from '../catalog/store.ts'
import { type DescribeOptions, findHome } from './granule.ts'
import { listMembers } from './products.ts'

/** Which files are read although the catalogue remembers them, and which are not read at all. */
export interface ReadingPolicy {
  /** Read everything. */
  force?: boolean
  /** Read what failed before, also where it is unchanged. */
  retryFailed?: boolean
  /** Read nothing that was last modified before. */
  since?: Instant
}

/** A file as it is now, and what is remembered of it. */
export interface KnownFile {
  path: string
  /** Absent where it cannot be looked at: reading it tells why. */
  state?: { size: number; modified: number }
  record?: FileRecord
}

/** Files looked at together. */
const chunk = 256
/** Looks at files under way at once: on a network each takes its time. */
const looks = pLimit(32)

/** Looks at files some way ahead of their reader, and at what is remembered of them. */
export async function* lookAtFiles(
  files: readonly string[],
  store: Pick<Store, 'files'>,
  describe: DescribeOptions,
): AsyncGenerator<KnownFile, void, void> {
  const look = async (first: number): Promise<KnownFile[]> => {
    const paths = files.slice(first, first + chunk)
    const [records, states] = await Promise.all([
      store.files(paths),
      Promise.all(paths.map((path) => looks(() => stateOf(path, describe)))),
    ])
    const known = new Map(records.map((record) => [record.path, record]))
    return paths.map((path, i) => {
      const [state, record] = [states[i], known.get(path)]
      return { path, ...(state && { state }), ...(record && { record }) }
    })
  }
  let ahead = look(0)
  for (let first = 0; first < files.length; first += chunk) {
    const seen = await ahead
    ahead = look(first + chunk)
    ahead.catch(() => {})
    yield* seen
  }
}

/** Size and time of a file, or of all the files of a granule together; undefined where they cannot be looked at. */
async function stateOf(path: string, describe: DescribeOptions): Promise<KnownFile['state']> {
  try {
    const own = await stat(path)
    const home = findHome(path, own.isDirectory(), describe)
    const alone = own.isFile() && home?.collection?.files?.companions === undefined
    if (alone) return { size: own.size, modified: own.mtimeMs }
    const members = listMembers(path, own.isDirectory(), home).files
    const all = await Promise.all(members.map((member) => stat(member)))
    return {
      size: all.reduce((sum, { size }) => sum + size, 0),
      modified: all.reduce((latest, { mtimeMs }) => Math.max(latest, mtimeMs), 0),
    }
  } catch {
    return undefined
  }
}

/** Whether a file is as it was when it was looked at. */
export async function isStill({ path, state }: KnownFile, describe: DescribeOptions): Promise<boolean> {
  return isSameState(await stateOf(path, describe), state)
}

export function isSameState(a: KnownFile['state'], b: KnownFile['state']): boolean {
  return a?.size === b?.size && a?.modified === b?.modified
}

export type Decision = 'read' | 'unchanged' | 'failed before' | 'older'

/** Whether a file is to be read. What was read in another way, or has changed, is read again. */
export function decide(
  { path, state, record }: KnownFile,
  describe: DescribeOptions,
  { force, retryFailed, since }: ReadingPolicy,
): Decision {
  if (state === undefined) return 'read'
  if (since !== undefined && state.modified < since) return 'older'
  const isSame =
    record !== undefined &&
    isSameState(record, state) &&
    record.reading === readingOf(path, describe, record.outcome === 'failed' ? undefined : record.collection)
  if (force || !isSame) return 'read'
  if (record.outcome !== 'failed') return 'unchanged'
  return retryFailed ? 'read' : 'failed before'
}

/** What to remember of a file that gave a granule, whether it was kept or gave way to another. */
export function recordOfGranule(
  { path, state }: KnownFile,
  describe: DescribeOptions,
  { collection, id, assets }: Granule,
  outcome: 'indexed' | 'superseded',
): FileRecord | undefined {
  if (state === undefined) return undefined
  const checksum = Object.values(assets).find((asset) => asset.checksum !== undefined)?.checksum
  const reading = readingOf(path, describe, collection)
  return {
    ...{ path, ...state, reading, outcome, collection, id, at: Date.now(), attempts: 0 },
    ...(checksum !== undefined && { checksum }),
  }
}

/** What to remember of a file that failed; it keeps the granule that an earlier state of it gave. */
export function recordOfFailure(
  { path, state, record }: KnownFile,
  describe: DescribeOptions,
  reason: string,
): FileRecord | undefined {
  if (state === undefined) return undefined
  const isSame = record !== undefined && isSameState(record, state)
  return {
    ...{ path, ...state, reason, outcome: 'failed', at: Date.now() },
    reading: readingOf(path, describe, undefined),
    attempts: (isSame ? record.attempts : 0) + 1,
    ...(record?.collection !== undefined && { collection: record.collection }),
    ...(record?.id !== undefined && { id: record.id }),
  }
}

/** Digest of what decides, beside the file, what is made of it; a description written from the file itself adds nothing. */
function readingOf(path: string, describe: DescribeOptions, collection: string | undefined): string {
  const { descriptions, draw, ...options } = describe
  const home =
    findHome(path, false, describe)?.collection ??
    findHome(path, true, describe)?.collection ??
    descriptions?.find(({ id }) => id === collection)
  const said =
    home && (({ files, properties, footprint }: Collection) => ({ files, properties, footprint }))(home)
  const text = JSON.stringify([Object.entries(options).sort(), said ?? {}])
  return createHash('sha256').update(text).digest('base64url').slice(0, 16)
}
