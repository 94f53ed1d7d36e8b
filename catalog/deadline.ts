import { AsyncLocalStorage } from 'node:async_hooks'
import { TimeLimitError } from './errors.ts'

/** How long the work for one asker may take. */
export interface Deadline {
  /** On the clock of `performance.now()`: work that holds the thread looks here, since no timer runs meanwhile. */
  at: number
  /** Aborted then, or sooner when nobody waits any more: what waits for others ends with it. */
  signal: AbortSignal
}

const current = new AsyncLocalStorage<Deadline>()

/** Does all of the work, also what it awaits, under the deadline. */
export function within<T>(deadline: Deadline, work: () => T): T {
  return current.run(deadline, work)
}

export function deadlineSignal(): AbortSignal | undefined {
  return current.getStore()?.signal
}

/** @throws TimeLimitError when the time of the work in hand is over */
export function checkDeadline(): void {
  const deadline = current.getStore()
  if (deadline && (deadline.signal.aborted || performance.now() > deadline.at)) throw new TimeLimitError()
}

/** What `work` gives, or a TimeLimitError as soon as the time is over, whether or not the work heeds it. */
export async function beforeDeadline<T>(work: () => Promise<T>): Promise<T> {
  checkDeadline()
  const signal = deadlineSignal()
  if (!signal) return work()
  let onAbort = () => {}
  const over = new Promise<never>((_, reject) => {
    onAbort = () => reject(new TimeLimitError())
    signal.addEventListener('abort', onAbort, { once: true })
  })
  try {
    return await Promise.race([work(), over])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

/** The same pieces, each made under the deadline, and for the asker, that hold now, whoever takes it later. */
export function keepDeadline<T>(pieces: AsyncIterable<T>): AsyncIterable<T> {
  const now = AsyncLocalStorage.snapshot()
  const iterator = pieces[Symbol.asyncIterator]()
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => now(() => beforeDeadline(() => iterator.next())),
      return: async () => (await iterator.return?.()) ?? { done: true, value: undefined },
    }),
  }
}
