import { Worker } from 'node:worker_threads'
import { UnreadableFileError } from '../catalog/errors.ts'
import { moduleUrl } from '../catalog/resource.ts'
import type { DescribedFile, DescribeOptions } from './granule.ts'
import type { ReadingAnswer } from './worker.ts'

export interface ThreadLimits {
  /** Milliseconds a file may take. */
  timeout: number
  /** Bytes a thread may hold after a file before it makes way for a fresh one. */
  memory: number
}

/** A thread that reads files one after the other, and is replaced when it fails, hangs or has grown too large. */
export interface ReadingThread {
  /** @throws {UnreadableFileError} also when the file takes too long or takes the thread down */
  read(path: string): Promise<DescribedFile>
  stop(): Promise<void>
}

export const defaultLimits: ThreadLimits = { timeout: 120_000, memory: 768 * 2 ** 20 }

/** Megabytes of JavaScript heap at which Node ends the thread, and not the process. */
const heapMegabytes = 2048

export function createReadingThread(
  options: DescribeOptions,
  limits: ThreadLimits = defaultLimits,
  module: URL = moduleUrl('indexer/worker'),
): ReadingThread {
  let worker: Worker | undefined

  function start(): Worker {
    const started = new Worker(module, {
      workerData: options,
      // What libraries print (HDF5 its error stack) belongs neither to the answer nor among the messages.
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
    })
    started.stdout.resume()
    started.stderr.resume()
    return started
  }

  async function stop(): Promise<void> {
    const stopped = worker
    worker = undefined
    await stopped?.terminate()
  }

  async function read(path: string): Promise<DescribedFile> {
    worker ??= start()
    const outcome = await answerOf(worker, path, limits.timeout)
    if ('failure' in outcome) {
      await stop()
      throw new UnreadableFileError(path, outcome.failure)
    }
    if (outcome.memory > limits.memory || ('sound' in outcome && !outcome.sound)) await stop()
    if ('reason' in outcome) throw new UnreadableFileError(path, outcome.reason)
    return outcome.described
  }

  return { read, stop }
}

/** What the thread answers, or why it did not. */
function answerOf(
  worker: Worker,
  path: string,
  timeout: number,
): Promise<ReadingAnswer | { failure: string }> {
  const { promise, resolve } = Promise.withResolvers<ReadingAnswer | { failure: string }>()
  const timer = setTimeout(() => {
    resolve({
      failure: `not read within ${timeout / 1000} s: check the file, or allow more with --file-timeout SECONDS`,
    })
  }, timeout)
  const onMessage = (answer: ReadingAnswer) => resolve(answer)
  const onError = (error: Error) => resolve({ failure: `took the reading thread down (${error.message})` })
  const onExit = (code: number) => resolve({ failure: `ended the reading thread (exit code ${code})` })
  worker.once('message', onMessage).once('error', onError).once('exit', onExit)
  worker.postMessage(path)
  return promise.finally(() => {
    clearTimeout(timer)
    worker.off('message', onMessage).off('exit', onExit).off('error', onError)
  })
}
