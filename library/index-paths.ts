import { availableParallelism } from 'node:os'
import { descriptionOf } from '../catalog/description/follow.ts'
import { createFileMatcher } from '../catalog/description/match.ts'
import type { Store } from '../catalog/store.ts'
import type { Choice } from '../indexer/choice.ts'
import type { ReadingPolicy } from '../indexer/file-ledger.ts'
import { findFiles } from '../indexer/find-files.ts'
import type { DescribeOptions } from '../indexer/granule.ts'
import { type IndexEvent, type IndexReport, indexFiles } from '../indexer/pipeline.ts'

/** Which files are read, and how. */
export interface IndexOptions
  extends Omit<DescribeOptions, 'descriptions' | 'draw'>,
    ReadingPolicy,
    Partial<Choice> {
  /** Files read at a time; one a core when absent. */
  jobs?: number
  /** Finishes the files in hand, and ends. */
  signal?: AbortSignal
  /** Told what becomes of each file. */
  onEvent?: (event: IndexEvent) => void
}

export type { IndexEvent, IndexReport }

/** Indexes into a store, under the descriptions of collections that it has. */
export async function indexPaths(
  store: Store,
  paths: readonly string[],
  options: IndexOptions = {},
): Promise<IndexReport> {
  const { force, retryFailed, since, pattern = [], exclude = [], jobs, signal, onEvent, ...reading } = options
  const descriptions = (await store.collections()).map(descriptionOf)
  const { files, missing } = await findFiles(paths, createFileMatcher(descriptions), { pattern, exclude })
  for (const { file, reason } of missing) onEvent?.({ event: 'failed', file, reason })
  const report = await indexFiles(
    files,
    store,
    {
      describe: { ...reading, descriptions },
      policy: {
        ...(force && { force }),
        ...(retryFailed && { retryFailed }),
        ...(since !== undefined && { since }),
      },
      jobs: jobs ?? availableParallelism(),
      ...(signal && { signal }),
    },
    (event) => onEvent?.(event),
  )
  return { ...report, failed: report.failed + missing.length }
}
