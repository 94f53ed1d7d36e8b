import type { FastifyInstance } from 'fastify'

/** Closes, once the server is asked to end, each connection with its answer: one that stayed open would keep the process. */
export function closeConnections(app: FastifyInstance): void {
  let isClosing = false
  app.addHook('preClose', (done) => {
    isClosing = true
    done()
  })
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (isClosing) reply.header('connection', 'close')
    done(null, payload)
  })
}
