import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { type Deadline, within } from '../../catalog/deadline.ts'
import { TimeLimitError } from '../../catalog/errors.ts'

/** Seconds that a request may take. */
export interface TimeLimits {
  /** Until its answer begins. */
  answer: number
  /** Until the end of an answer that is streamed, counted from its beginning. */
  stream: number
}

interface Clock extends Deadline {
  extend(seconds: number): void
  end(abort: boolean): void
}

/**
 * Ends what takes too long: 503 before the answer has begun, a connection that breaks off after. The work in the store ends too,
 * as it does when the client has gone away.
 */
export function limitTime(app: FastifyInstance, { answer, stream }: TimeLimits): void {
  const clocks = new WeakMap<object, Clock>()
  app.addHook('onRequest', (request, reply, done) => {
    const clock = startClock(answer)
    clocks.set(request, clock)
    reply.raw.once('close', () => clock.end(!reply.raw.writableFinished))
    within(clock, done)
  })
  app.addHook('onSend', (request, _reply, payload, done) => {
    const clock = clocks.get(request)
    if (payload instanceof Readable && clock) {
      clock.extend(stream)
      const end = () => payload.destroy(new TimeLimitError())
      clock.signal.addEventListener('abort', end, { once: true })
      payload.once('close', () => clock.signal.removeEventListener('abort', end))
    }
    done(null, payload)
  })
}

function startClock(seconds: number): Clock {
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const clock: Clock = {
    at: 0,
    signal: controller.signal,
    extend(more) {
      clearTimeout(timer)
      clock.at = performance.now() + more * 1000
      timer = setTimeout(() => controller.abort(), more * 1000).unref()
    },
    end(abort) {
      clearTimeout(timer)
      if (abort) controller.abort()
    },
  }
  clock.extend(seconds)
  return clock
}
