import { parentPort } from 'node:worker_threads'
import { UnreadableFileError } from '../catalog/errors.ts'

/** What a thread that reads files says of one. */
export type ThreadAnswer<Result> = {
  /** Bytes this thread holds: its heap, and the memory of WebAssembly, which never shrinks. */
  memory: number
} & (
  | { result: Result }
  /** `sound` is false when the thread cannot be trusted with another file. */
  | { reason: string; sound: boolean }
)

/** Makes this thread one of those that `createReadingThread` starts: says that it is ready, takes jobs one at a time, and answers each. */
export function answerJobs<Job, Result>(work: (job: Job) => Promise<Result>): void {
  const port = parentPort!
  port.on('message', async (job: Job) => {
    const answer = await work(job).then(
      (result) => ({ result }),
      (error: unknown) => ({
        reason: error instanceof UnreadableFileError ? error.message : `could not be read (${String(error)})`,
        sound: error instanceof UnreadableFileError && !stoppedWebAssembly(error),
      }),
    )
    const { heapUsed, external } = process.memoryUsage()
    port.postMessage({ ...answer, memory: heapUsed + external } satisfies ThreadAnswer<Result>)
  })
  port.postMessage('ready')
}

/** A trap or an abort leaves a WebAssembly instance in no state to go on. */
function stoppedWebAssembly(error: unknown): boolean {
  return error instanceof Error && (error.name === 'RuntimeError' || stoppedWebAssembly(error.cause))
}
