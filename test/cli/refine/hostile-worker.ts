/**
 * Reads as `cli/refine/worker.ts` does, but never ends with a file called `hang.nc`, into which it writes that it was asked, and ends
 * itself with `exit.nc`.
 */
import { appendFileSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'

parentPort!.on('message', ({ path }: { path: string }) => {
  if (path.endsWith('hang.nc')) {
    appendFileSync(path, 'asked')
    for (;;) process.hrtime()
  }
  if (path.endsWith('exit.nc')) process.exit(3)
})

await import('../../../cli/refine/worker.ts')
