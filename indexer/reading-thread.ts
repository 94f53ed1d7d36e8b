import { once } from 'node:events'
import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import { UnreadableFileError } from '../catalog/errors.ts'
import type { ThreadAnswer } from './answering.ts'

export interface ThreadLimits {
  /** Milliseconds a file may take. */
  timeout: number
  /** Bytes a thread may hold after a file before it makes way for a fresh one. */
  memory: number
  /** Megabytes of JavaScript heap at which Node ends the thread, and not the process. */
  heap?: number
}

/** A thread that reads files one after the other, and is replaced when it fails, hangs or has grown too large. */
export interface ReadingThread<Job extends { path: string }, Result> {
  /**
   * @param job as the module takes it (`answerJobs`)
   * @throws {UnreadableFileError} also when the file takes too long or takes the thread down
   * @throws {Error} when no thread can be started at all
   */
  read(job: Job): Promise<Result>
  stop(): Promise<void>
}

/**
 * V8 keeps compiled calls out of WebAssembly for all threads in one place, and has ended the whole process where one thread compiled
 * some while another went (a failed check in UnregisterWasmAllocation). They are never called often enough to be worth it.
 */
setFlagsFromString(`--wasm-wrapper-tiering-budget=${2 ** 31 - 1}`)

export const defaultLimits: ThreadLimits = { timeout: 120_000, memory: 768 * 2 ** 20 }

const defaultHeap = 2048

/**
 * @param module what the thread runs: it calls `answerJobs`
 * @param settings its `workerData`
 */
export function createReadingThread<Job extends { path: string }, Result>(
  module: URL,
  settings: unknown,
  limits: ThreadLimits = defaultLimits,
): ReadingThread<Job, Result> {
  let worker: Worker | undefined

  async function start(): Promise<Worker> {
    const started = new Worker(module, {
      workerData: settings,
      // What libraries print (HDF5 its error stack) belongs neither to the answer nor among the messages.
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: limits.heap ?? defaultHeap },
    })
    started.stdout.resume()
    started.stderr.resume()
    const exited = once(started, 'exit').then(([code]) => {
      throw new Error(`exit code ${code}`)
    })
    await Promise.race([once(started, 'message'), exited]).catch((cause: Error) => {
      throw new Error(`the threads that read files cannot start: ${cause.message}`, { cause })
    })
    exited.catch(() => {})
    // A thread may also fail between two files.
    const forget = () => {
      if (worker === started) worker = undefined
    }
    return started.on('error', forget).on('exit', forget)
  }

  async function stop(): Promise<void> {
    const stopped = worker
    worker = undefined
    await stopped?.terminate()
  }

  async function read(job: Job): Promise<Result> {
    const fresh = worker === undefined
    worker ??= await start()
    const outcome = await answerOf<Result>(worker, job, limits.timeout)
    if ('result' in outcome) {
      if (outcome.memory > limits.memory) await stop()
      return outcome.result
    }
    if (!outcome.sound) await stop()
    // What ended the thread may be left over from the files before: the file has a chance in a fresh one.
    if (!outcome.sound && !outcome.late && !fresh) return read(job)
    throw new UnreadableFileError(job.path, outcome.reason)
  }

  return { read, stop }
}

interface Failure {
  reason: string
  /** False when the thread is not to read another file. */
  sound: boolean
  /** It took too long. */
  late: boolean
}

/** What the thread answers, or why it did not. */
function answerOf<Result>(
  worker: Worker,
  job: object,
  timeout: number,
): Promise<Extract<ThreadAnswer<Result>, { result: unknown }> | Failure> {
  const { promise, resolve } = Promise.withResolvers<Awaited<ReturnType<typeof answerOf<Result>>>>()
  const fail = (reason: string, late = false) => resolve({ reason, sound: false, late })
  const timer = setTimeout(() => {
    fail(
      `not read within ${timeout / 1000} s: check the file, or allow more with --file-timeout SECONDS`,
      true,
    )
  }, timeout)
  const onMessage = (answer: ThreadAnswer<Result>) =>
    resolve('result' in answer ? answer : { ...answer, late: false })
  const onError = (error: Error) => fail(`took the reading thread down (${error.message})`)
  const onExit = (code: number) => fail(`ended the reading thread (exit code ${code})`)
  worker.once('message', onMessage).once('error', onError).once('exit', onExit)
  worker.postMessage(job)
  return promise.finally(() => {
    clearTimeout(timer)
    worker.off('message', onMessage).off('exit', onExit).off('error', onError)
  })
}
