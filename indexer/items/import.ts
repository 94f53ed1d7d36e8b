import { InvalidQueryError, UnreadableFileError } from '../../catalog/errors.ts'
import type { Collection } from '../../catalog/granule.ts'
import { readItem } from '../../catalog/stac/item.ts'
import type { PutOutcome, Store } from '../../catalog/store.ts'
import { createBatch } from '../batch.ts'
import { isCollection, readFileRecord, readIndexCollection } from './index-file.ts'

export interface ImportReport extends Record<PutOutcome, number> {
  failed: number
  seconds: number
}

export interface ImportOptions {
  /** Instead of the one that the items name. */
  collection?: string
  /** Stops after the items in hand. */
  signal?: AbortSignal
  /** Told of each item that is stored. */
  stored?: () => void
  /** Told of each item that is not stored. */
  fail: (item: string, reason: string) => void
}

/**
 * Stores STAC items, one a line, with what is to be remembered of their files where an index file tells it. A line that is a collection
 * describes it, unless the catalogue has it. A line that is neither is told of, and the others go on.
 *
 * @param source names the lines, before their number, in what is told
 * @throws CatalogUnavailableError when the catalogue does not answer
 */
export async function importItems(
  lines: AsyncIterable<string>,
  source: string,
  store: Store,
  { collection, signal, stored: tellStored, fail }: ImportOptions,
): Promise<ImportReport> {
  const began = performance.now()
  const report: ImportReport = { added: 0, replaced: 0, failed: 0, seconds: 0 }
  const refuse = (item: string, reason: string) => {
    report.failed++
    fail(item, reason)
  }
  const batch = createBatch(
    store,
    (stored) => {
      if ('error' in stored) return refuse(stored.file, stored.error.message)
      report[stored.outcome]++
      tellStored?.()
    },
    { size: 250, concurrency: 4 },
  )
  let number = 0
  try {
    for await (const line of lines) {
      number++
      if (signal?.aborted) break
      if (line.trim() === '') continue
      const file = `${source}:${number}`
      try {
        const value = parse(line, file)
        if (isCollection(value)) {
          if (collection === undefined)
            await describe(
              store,
              check(file, () => readIndexCollection(value)),
            )
          continue
        }
        const granule = check(file, () => readItem(value, collection))
        const record = check(file, () => readFileRecord(value, granule))
        await batch.add({ file, granule, again: false, ...(record && { record }) })
      } catch (error) {
        if (!(error instanceof UnreadableFileError)) throw error
        refuse(file, error.message)
      }
    }
  } finally {
    await batch.close()
  }
  report.seconds = (performance.now() - began) / 1000
  return report
}

/** @throws UnreadableFileError for what the line says wrong */
function check<T>(file: string, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    if (!(cause instanceof InvalidQueryError)) throw cause
    throw new UnreadableFileError(file, cause.message, { cause })
  }
}

async function describe(store: Store, collection: Collection): Promise<void> {
  if ((await store.collection(collection.id)) === undefined) await store.putCollection(collection)
}

function parse(line: string, file: string): unknown {
  try {
    return JSON.parse(line)
  } catch (cause) {
    throw new UnreadableFileError(file, `is not JSON (${(cause as Error).message})`, { cause })
  }
}
