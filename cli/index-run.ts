import type { FileRecord } from '../catalog/ledger.ts'
import type { Store } from '../catalog/store.ts'
import { decide, lookAtFiles } from '../indexer/file-ledger.ts'
import type { FoundFiles } from '../indexer/find-files.ts'
import { type GranuleSink, type IndexOptions, type IndexReport, indexFiles } from '../indexer/pipeline.ts'
import { findGone, freeOthers, granuleOf, removeGone } from '../indexer/reconcile.ts'
import { inShard, type Shard } from '../indexer/shard.ts'
import { exitCodes } from './exit-codes.ts'
import { interruption } from './interruption.ts'
import { openItemFile } from './output/item-file.ts'
import { counted, print, say } from './output/print.ts'
import { jsonProgress, plainProgress, terminalProgress } from './output/progress.ts'

/** Finds the files that are gone, and tells of folders that are left alone. */
export type Reconciling = (store: Store, found: FoundFiles) => Promise<FileRecord[]>

export function reconciling(roots: string[], shard: Shard | undefined): Reconciling {
  return async (store, { files }) => {
    const within = (path: string) => shard === undefined || inShard(path, shard)
    const { gone, empty } = await findGone(store, roots, files, within)
    for (const root of empty) say(`${root}: no file found there, so nothing is taken for gone`)
    if (empty.length > 0) process.exitCode = exitCodes.partial
    return gone
  }
}

/** Indexes into a catalogue, then removes what is gone. */
export async function indexInto(
  store: Store,
  found: FoundFiles,
  options: IndexOptions,
  json: boolean,
  reconcile?: Reconciling,
): Promise<void> {
  const gone = (await reconcile?.(store, found)) ?? []
  await freeOthers(store, gone)
  const complete = await run(store, found, options, json)
  if (!complete || reconcile === undefined) return
  const removed = await removeGone(store, gone, (file, { collection, id }) => {
    if (json) void print(`${JSON.stringify({ event: 'removed', file, collection, id })}\n`)
    else say(`removed  ${collection}/${id}: ${file} is gone`)
  })
  if (!json) await print(`${counted(removed, 'granule')} removed, of files that are gone\n`)
}

/** Indexes into a file of items, which appears under its name when it is whole. */
export async function indexIntoFile(
  path: string,
  found: FoundFiles,
  options: IndexOptions,
  json: boolean,
): Promise<void> {
  const file = await openItemFile(path)
  let complete = false
  try {
    complete = await run(file.sink, found, options, json)
  } finally {
    await file.close(complete)
  }
}

/** Says what would be removed. */
export async function dryReconcile(store: Store, found: FoundFiles, reconcile: Reconciling): Promise<void> {
  for (const record of await reconcile(store, found)) {
    const granule = await granuleOf(store, record)
    if (granule) say(`would remove ${granule.collection}/${granule.id}: ${record.path} is gone`)
  }
}

/** The files that a run would read; says how many it would not. */
export async function wouldRead(store: Store, found: FoundFiles, options: IndexOptions): Promise<FoundFiles> {
  const { describe = {}, policy = {} } = options
  const files: string[] = []
  for await (const known of lookAtFiles(found.files, store, describe)) {
    if (decide(known, describe, policy) === 'read') files.push(known.path)
  }
  const skipped = found.files.length - files.length
  if (skipped > 0) say(`${counted(skipped, 'file')} would be skipped: unchanged, failed before, or older`)
  return { ...found, files }
}

/** True when it came to its end. */
async function run(
  sink: GranuleSink,
  { files, missing, passedOver }: FoundFiles,
  options: IndexOptions,
  json: boolean,
): Promise<boolean> {
  const { signal, end } = interruption('finishing the files in hand; Ctrl-C again to stop at once')
  const total = files.length + missing.length
  const people = process.stderr.isTTY ? terminalProgress : plainProgress
  const progress = (json ? jsonProgress : people)(total)
  let report: IndexReport
  try {
    for (const { file, reason } of missing) progress.tell({ event: 'failed', file, reason })
    report = await indexFiles(files, sink, { ...options, signal }, (event) => progress.tell(event))
  } finally {
    end()
    progress.close()
  }
  const { added, replaced, superseded, failed, skipped, failedBefore, older } = report
  const done = added + replaced + superseded + failed + skipped + failedBefore + older
  report.failed += missing.length
  await progress.sum(report)
  if (passedOver > 0 && !json) say(`${counted(passedOver, 'other file')} passed over: not NetCDF or HDF5`)
  if (report.failed > 0) process.exitCode = exitCodes.partial
  if (!signal.aborted) return true
  say(`interrupted: ${done} of ${counted(files.length, 'file')} done; run it again to index the rest`)
  process.exitCode = exitCodes.interrupted
  return false
}
