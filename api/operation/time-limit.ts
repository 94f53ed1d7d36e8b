import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { type Clock, startClock, within } from '../../catalog/deadline.ts'
import { TimeLimitError } from '../../catalog/errors.ts'

/** Seconds that a request may take. */
export interface TimeLimits {
  /** Until its answer begins. */
  answer: number
  /** Until the end of an answer that is streamed, counted from its beginning. */
  stream: number
}

/**
 * Ends what takes too long: 503 before the answer has begun, a connection that breaks off after. The work in the store ends too,
 * as it does when the client has gone away.
 */
export function limitTime(app: FastifyInstance, { answer, stream }: TimeLimits): void {
  const clocks = new WeakMap<object, Clock>()
  app.addHook('onRequest', (request, reply, done) => {
    const clock = startClock(1000 * answer)
    clocks.set(request, clock)
    reply.raw.once('close', () => clock.stop(!reply.raw.writableFinished))
    within(clock, done)
  })
  app.addHook('onSend', (request, _reply, payload, done) => {
    const clock = clocks.get(request)
    if (payload instanceof Readable && clock) {
      clock.set(1000 * stream)
      payload.once(
        'close',
        clock.whenOver(() => payload.destroy(new TimeLimitError())),
      )
    }
    done(null, payload)
  })
}
