import { AsyncLocalStorage } from 'node:async_hooks'
import { TimeLimitError } from './errors.ts'

/** How long the work for one asker may take. */
export interface Deadline {
  /** On the clock of `performance.now()`: work that holds the thread looks here, since no timer runs meanwhile. */
  at: number
  /** Its time is up, or nobody waits any more: what waits for others ends with it. */
  readonly isOver: boolean
  /** Aborted when it is over. */
  readonly signal: AbortSignal
  /** Calls once when it is over; what is given back takes that back. */
  whenOver(call: () => void): () => void
}

/** A deadline that whoever set it may put off, or call off. */
export interface Clock extends Deadline {
  /** @param milliseconds from now */
  set(milliseconds: number): void
  /** No time runs any more. @param isOver what still waits ends now */
  stop(isOver: boolean): void
}

/** @param milliseconds from now */
export function startClock(milliseconds: number): Clock {
  const waiting = new Set<() => void>()
  // Made where it is asked for: most work asks for none, and it takes longer than all else here.
  let controller: AbortController | undefined
  let timer: NodeJS.Timeout | undefined
  let isOver = false
  const end = () => {
    isOver = true
    controller?.abort()
    for (const call of waiting) call()
    waiting.clear()
  }
  const clock: Clock = {
    at: 0,
    get isOver() {
      return isOver
    },
    get signal() {
      controller ??= new AbortController()
      if (isOver) controller.abort()
      return controller.signal
    },
    whenOver(call) {
      waiting.add(call)
      return () => waiting.delete(call)
    },
    set(more) {
      clearTimeout(timer)
      clock.at = performance.now() + more
      timer = setTimeout(end, more).unref()
    },
    stop(isOver) {
      clearTimeout(timer)
      if (isOver) end()
    },
  }
  clock.set(milliseconds)
  return clock
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
  if (deadline && (deadline.isOver || performance.now() > deadline.at)) throw new TimeLimitError()
}

/** What `work` gives, or a TimeLimitError as soon as the time is over, whether or not the work heeds it. */
export function beforeDeadline<T>(work: () => Promise<T>): Promise<T> {
  const deadline = current.getStore()
  return new Promise((resolve, reject) => {
    checkDeadline()
    const forget = deadline?.whenOver(() => reject(new TimeLimitError()))
    const settled =
      <Given>(settle: (given: Given) => void) =>
      (given: Given) => {
        forget?.()
        settle(given)
      }
    work().then(settled(resolve), settled(reject))
  })
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
