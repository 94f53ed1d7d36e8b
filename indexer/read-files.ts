import { UnreadableFileError } from '../catalog/errors.ts'
import { moduleUrl } from '../catalog/resource.ts'
import type { DescribedFile, DescribeOptions } from './granule.ts'
import {
  createReadingThread,
  defaultLimits,
  type ReadingThread,
  type ThreadLimits,
} from './reading-thread.ts'

export interface ReadFilesOptions {
  describe?: DescribeOptions
  /** How many threads read at a time. */
  jobs: number
  limits?: ThreadLimits
  /** Once aborted no further file is begun; those in hand are finished. */
  signal?: AbortSignal
  /** The module that the threads run; the project's own when absent. */
  module?: URL
}

/** What became of a file; `index` is its place in the order given. */
export type FileOutcome = { index: number; file: string } & (
  | { described: DescribedFile }
  | { error: UnreadableFileError }
)

type Thread = ReadingThread<{ path: string }, DescribedFile>

/** Reads files in threads and gives each as it is done, in no particular order. Waits while nobody takes them. */
export async function* readFiles(
  files: Iterable<string> | AsyncIterable<string>,
  {
    describe = {},
    jobs,
    limits = defaultLimits,
    signal,
    module = moduleUrl('indexer/worker'),
  }: ReadFilesOptions,
): AsyncGenerator<FileOutcome, void, void> {
  const queue = Symbol.asyncIterator in files ? files[Symbol.asyncIterator]() : files[Symbol.iterator]()
  const threads = Array.from({ length: jobs }, (): Thread => createReadingThread(module, describe, limits))
  const inHand = new Map<Thread, Promise<{ thread: Thread; outcome?: FileOutcome }>>()
  let index = 0

  async function next(thread: Thread): Promise<FileOutcome | undefined> {
    const next = await queue.next()
    if (next.done || signal?.aborted) return undefined
    return outcomeOf(thread, { index: index++, file: next.value })
  }

  function begin(thread: Thread): void {
    if (signal?.aborted) return
    inHand.set(
      thread,
      next(thread).then((outcome) => ({ thread, ...(outcome && { outcome }) })),
    )
  }

  try {
    for (const thread of threads) begin(thread)
    while (inHand.size > 0) {
      const { thread, outcome } = await Promise.race(inHand.values())
      inHand.delete(thread)
      if (outcome === undefined) continue
      begin(thread)
      yield outcome
    }
  } finally {
    await queue.return?.()
    await Promise.all(threads.map((thread) => thread.stop()))
  }
}

async function outcomeOf(thread: Thread, place: { index: number; file: string }): Promise<FileOutcome> {
  try {
    return { ...place, described: await thread.read({ path: place.file }) }
  } catch (error) {
    if (error instanceof UnreadableFileError) return { ...place, error }
    throw error
  }
}
