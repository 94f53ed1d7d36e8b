import type { FastifyInstance } from 'fastify'
import { beforeDeadline, startClock, within } from '../../catalog/deadline.ts'
import type { Store } from '../../catalog/store.ts'

/** Milliseconds in which a store that is ready answers. */
const patience = 5_000

/** `/health`: the process lives. `/ready`: the catalogue answers; else 503. */
export function healthRoutes(app: FastifyInstance, store: Store): void {
  app.get('/health', async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  )
  app.get('/ready', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
    const clock = startClock(patience)
    try {
      await within(clock, () => beforeDeadline(() => store.search({}, { limit: 1, uncounted: true })))
    } finally {
      clock.stop(false)
    }
    return { status: 'ok' }
  })
}
