import { descriptionOf } from '../catalog/description/follow.ts'
import type { Collection, Granule } from '../catalog/granule.ts'
import type { PutOutcome, Store } from '../catalog/store.ts'
import { createBatch } from './batch.ts'
import {
  decide,
  isStill,
  type KnownFile,
  lookAtFiles,
  type ReadingPolicy,
  recordOfFailure,
  recordOfGranule,
} from './file-ledger.ts'
import { type FileOutcome, type ReadFilesOptions, readFiles } from './read-files.ts'

/** What happens during a run, as it happens. */
export type IndexEvent =
  | { event: 'granule'; file: string; outcome: PutOutcome; granule: Granule }
  | { event: 'failed'; file: string; reason: string }
  | { event: 'warning'; file: string; message: string }
  /** Not read, since nothing has changed since it was; with the reason where it failed then. */
  | { event: 'skipped'; file: string; failed?: string }

export interface IndexReport {
  /** Granules that the catalogue did not have. */
  added: number
  /** Granules that it had, now as the file is. */
  replaced: number
  /** Files that are not in the catalogue for this run's part. */
  failed: number
  /** Files that gave way to a later one of the run with the same collection and id. */
  superseded: number
  /** Files that are as they were when they were indexed. */
  skipped: number
  /** Files that are as they were when they failed. */
  failedBefore: number
  /** Files that were not asked for, being older. */
  older: number
  /** How many failed, by the beginning of the reason. */
  failures: Record<string, number>
  seconds: number
  /** Seconds that the threads spent, added up: reading files, coordinates thereof, drawing footprints. */
  readingSeconds: number
  coordinatesSeconds: number
  footprintSeconds: number
}

export interface IndexOptions extends ReadFilesOptions {
  policy?: ReadingPolicy
}

/** What indexing needs of a catalogue. */
export type GranuleSink = Pick<Store, 'put' | 'get' | 'files' | 'collection' | 'putCollection'>

/**
 * Indexes files: looks which have changed since the catalogue took them, reads those in threads, makes their granules, and stores them
 * in batches with what is to be remembered of the files. What a file is wrong with is told and does not keep the others out. Of files
 * with the same collection and id the last in the order given is kept.
 * @throws {CatalogUnavailableError} when the catalogue does not answer
 */
export async function indexFiles(
  files: readonly string[],
  store: GranuleSink,
  options: IndexOptions,
  tell: (event: IndexEvent) => void,
): Promise<IndexReport> {
  const began = performance.now()
  const report = emptyReport()
  const { describe = {}, policy = {}, signal } = options
  const keys = createKeyNotes()
  const ensureCollection = createCollectionCheck(store)
  /** Files that are read, in the order in which they are taken, with their places in the order given. */
  const inHand = new Map<number, { index: number; known: KnownFile }>()
  const batch = createBatch(store, (stored) => {
    if ('error' in stored) {
      fail(stored.file, `the catalogue refused it: ${stored.error.message}`)
      return
    }
    if (!stored.again) report[stored.outcome]++
    tell({ event: 'granule', file: stored.file, outcome: stored.outcome, granule: stored.granule })
  })

  function fail(file: string, reason: string): void {
    report.failed++
    const kind = kindOfReason(reason)
    report.failures[kind] = (report.failures[kind] ?? 0) + 1
    tell({ event: 'failed', file, reason })
  }

  async function* changed(): AsyncGenerator<string, void, void> {
    let [index, taken] = [-1, 0]
    for await (const known of lookAtFiles(files, store, describe)) {
      if (signal?.aborted) return
      index++
      const decision = decide(known, describe, policy)
      if (decision === 'older') report.older++
      else if (decision === 'read' || !skip(known, index)) {
        inHand.set(taken++, { index, known })
        yield known.path
      }
    }
  }

  /** False where a file of the same key that comes before this one was read, and must not replace it. */
  function skip({ path, record }: KnownFile, index: number): boolean {
    const { outcome, collection, id, reason } = record!
    if (outcome === 'failed') {
      report.failedBefore++
      tell({ event: 'skipped', file: path, failed: reason ?? '' })
      return true
    }
    if (!keys.keep(`${collection}\n${id}`, index)) return false
    report.skipped++
    tell({ event: 'skipped', file: path })
    return true
  }

  async function take(outcome: FileOutcome): Promise<void> {
    const { file } = outcome
    const { index, known } = inHand.get(outcome.index)!
    inHand.delete(outcome.index)
    if ('error' in outcome) {
      const { message } = outcome.error
      const record = recordOfFailure(known, describe, message)
      if (record) await batch.note(record)
      return fail(file, message)
    }
    if (known.state && !(await isStill(known, describe))) {
      return fail(file, 'changed while it was read: index it again when it is complete')
    }
    const { collection, warnings, timing } = outcome.described
    const granule = await newest(outcome.described.granule, known)
    report.readingSeconds += timing.totalMs / 1000
    report.coordinatesSeconds += timing.coordinatesMs / 1000
    report.footprintSeconds += timing.footprintMs / 1000
    for (const message of warnings) tell({ event: 'warning', file, message })
    const rival = keys.note(`${granule.collection}\n${granule.id}`, index)
    if (rival !== undefined) {
      const [left, kept] = [files[Math.min(rival, index)]!, files[Math.max(rival, index)]!]
      report.superseded++
      tell({
        event: 'warning',
        file: left,
        message:
          `has the id ${granule.id} in collection ${granule.collection}, as ${kept} has, which is kept: ` +
          'rename one of them, or index them into different collections with --collection',
      })
      if (rival > index) {
        const record = recordOfGranule(known, describe, granule, 'superseded')
        if (record) await batch.note(record)
        return
      }
    }
    await ensureCollection(collection)
    const record = recordOfGranule(known, describe, granule, 'indexed')
    await batch.add({ file, granule, again: rival !== undefined, ...(record && { record }) })
  }

  /** What was read again is newer than what was read before, also where the clock was set back since. */
  async function newest(granule: Granule, { record }: KnownFile): Promise<Granule> {
    const before = record && (await store.get(granule.collection, granule.id))
    return before ? { ...granule, updated: Math.max(granule.updated, before.updated + 1) } : granule
  }

  try {
    for await (const outcome of readFiles(changed(), options)) await take(outcome)
  } finally {
    await batch.close()
  }
  report.seconds = (performance.now() - began) / 1000
  return report
}

/** The beginning of a reason, as far as it is the same for files of different names and sizes. */
function kindOfReason(reason: string): string {
  return reason
    .split(/[:;(]|, /, 1)[0]!
    .replaceAll(/\d+(\.\d+)?/g, 'N')
    .trim()
}

function emptyReport(): IndexReport {
  return {
    added: 0,
    replaced: 0,
    failed: 0,
    superseded: 0,
    skipped: 0,
    failedBefore: 0,
    older: 0,
    failures: {},
    seconds: 0,
    readingSeconds: 0,
    coordinatesSeconds: 0,
    footprintSeconds: 0,
  }
}

/**
 * Describes a collection to the catalogue the first time it is met, unless it is there; where its description does not say
 * what is measured, the first file does.
 */
function createCollectionCheck(store: GranuleSink): (draft: Collection) => Promise<void> {
  const met = new Set<string>()
  return async (draft) => {
    if (met.has(draft.id)) return
    met.add(draft.id)
    const known = await store.collection(draft.id)
    if (known === undefined) await store.putCollection(draft)
    else if (known.variables === undefined && draft.variables !== undefined)
      await store.putCollection({ ...descriptionOf(known), variables: draft.variables })
  }
}

interface KeyNotes {
  /** Notes a file that was read; gives another file of the run with the same key. */
  note(key: string, index: number): number | undefined
  /** Notes a file that stays as it is; false where one that comes before it was read. */
  keep(key: string, index: number): boolean
}

/** Remembers which file of the run had a key last in the order given. */
function createKeyNotes(): KeyNotes {
  const last = new Map<string, { index: number; read: boolean }>()
  return {
    note(key, index) {
      const other = last.get(key)
      if (other === undefined || other.index < index) last.set(key, { index, read: true })
      return other?.read === false && other.index < index ? undefined : other?.index
    },
    keep(key, index) {
      const other = last.get(key)
      if (other?.read && other.index < index) return false
      if (other === undefined || other.index < index) last.set(key, { index, read: false })
      return true
    },
  }
}
