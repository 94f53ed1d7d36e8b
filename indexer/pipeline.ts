import { descriptionOf } from '../catalog/description/follow.ts'
import type { Collection, Granule } from '../catalog/granule.ts'
import type { PutOutcome, Store } from '../catalog/store.ts'
import { createBatch } from './batch.ts'
import { type FileOutcome, type ReadFilesOptions, readFiles } from './read-files.ts'

/** What happens during a run, as it happens. */
export type IndexEvent =
  | { event: 'granule'; file: string; outcome: PutOutcome; granule: Granule }
  | { event: 'failed'; file: string; reason: string }
  | { event: 'warning'; file: string; message: string }

export interface IndexReport {
  /** Granules that the catalogue did not have. */
  added: number
  /** Granules that it had, now as the file is. */
  replaced: number
  /** Files that are not in the catalogue for this run's part. */
  failed: number
  /** Files that gave way to a later one of the run with the same collection and id. */
  superseded: number
  seconds: number
  /** Seconds that the threads spent, added up: reading files, coordinates thereof, drawing footprints. */
  readingSeconds: number
  coordinatesSeconds: number
  footprintSeconds: number
}

/**
 * Indexes files: reads them in threads, makes their granules, and stores them in batches. What a file is wrong with
 * is told and does not keep the others out. Of files with the same collection and id the last in the order given is kept.
 * @throws {CatalogUnavailableError} when the catalogue does not answer
 */
export async function indexFiles(
  files: readonly string[],
  store: Store,
  options: ReadFilesOptions,
  tell: (event: IndexEvent) => void,
): Promise<IndexReport> {
  const began = performance.now()
  const report: IndexReport = {
    added: 0,
    replaced: 0,
    failed: 0,
    superseded: 0,
    seconds: 0,
    readingSeconds: 0,
    coordinatesSeconds: 0,
    footprintSeconds: 0,
  }
  const batch = createBatch(store, (stored) => {
    if ('error' in stored) return fail(stored.file, `the catalogue refused it: ${stored.error.message}`)
    if (!stored.again) report[stored.outcome]++
    tell({ event: 'granule', file: stored.file, outcome: stored.outcome, granule: stored.granule })
  })
  const noteKey = createKeyNotes()
  const ensureCollection = createCollectionCheck(store)

  function fail(file: string, reason: string): void {
    report.failed++
    tell({ event: 'failed', file, reason })
  }

  async function take(outcome: FileOutcome): Promise<void> {
    const { file, index } = outcome
    if ('error' in outcome) return fail(file, outcome.error.message)
    const { granule, collection, warnings, timing } = outcome.described
    report.readingSeconds += timing.totalMs / 1000
    report.coordinatesSeconds += timing.coordinatesMs / 1000
    report.footprintSeconds += timing.footprintMs / 1000
    for (const message of warnings) tell({ event: 'warning', file, message })
    const rival = noteKey(`${granule.collection}\n${granule.id}`, index)
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
      if (rival > index) return
    }
    await ensureCollection(collection)
    await batch.add({ file, granule, again: rival !== undefined })
  }

  try {
    for await (const outcome of readFiles(files, options)) await take(outcome)
  } finally {
    await batch.close()
  }
  report.seconds = (performance.now() - began) / 1000
  return report
}

/**
 * Describes a collection to the catalogue the first time it is met, unless it is there; where its description does not say
 * what is measured, the first file does.
 */
function createCollectionCheck(store: Store): (draft: Collection) => Promise<void> {
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

/** Remembers which file of the run had a key last in the order given; tells of another file with the same key. */
function createKeyNotes(): (key: string, index: number) => number | undefined {
  const last = new Map<string, number>()
  return (key, index) => {
    const other = last.get(key)
    last.set(key, Math.max(index, other ?? index))
    return other
  }
}
