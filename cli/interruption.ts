import { exitCodes } from './exit-codes.ts'
import { say } from './output/print.ts'

/** Turns the first Ctrl-C (or SIGTERM) into a signal to come to an end; the second ends the process at once. */
export function interruption(notice: string): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController()
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted)
    say(`\n${notice}`)
    controller.abort()
  }
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal)
  return {
    signal: controller.signal,
    end: () => process.off('SIGINT', onSignal).off('SIGTERM', onSignal),
  }
}
