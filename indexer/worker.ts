/**
 * The thread that reads files for the pipeline: says that it is ready, takes paths one at a time, and answers with
 * what it made of each.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { UnreadableFileError } from '../catalog/errors.ts'
import { type DescribedFile, type DescribeOptions, describeFile } from './granule.ts'

export type ReadingAnswer = {
  /** Bytes this thread holds: its heap, and the memory of WebAssembly, which never shrinks. */
  memory: number
} & (
  | { described: DescribedFile }
  /** `sound` is false when the thread cannot be trusted with another file. */
  | { reason: string; sound: boolean }
)

const options = workerData as DescribeOptions
const port = parentPort!

port.on('message', async (path: string) => {
  const answer = await describeFile(path, options).then(
    (described) => ({ described }),
    (error: unknown) => ({
      reason: error instanceof UnreadableFileError ? error.message : `could not be read (${String(error)})`,
      sound: error instanceof UnreadableFileError && !stoppedWebAssembly(error),
    }),
  )
  const { heapUsed, external } = process.memoryUsage()
  port.postMessage({ ...answer, memory: heapUsed + external } satisfies ReadingAnswer)
})

port.postMessage('ready')

/** A trap or an abort leaves a WebAssembly instance in no state to go on. */
function stoppedWebAssembly(error: unknown): boolean {
  return error instanceof Error && (error.name === 'RuntimeError' || stoppedWebAssembly(error.cause))
}
