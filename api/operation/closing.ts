import type { FastifyInstance } from 'fastify'

/** Closes, once the server is asked to end, each connection with its answer: one that stayed open would keep the process. */
export function closeConnections(app: FastifyInstance): void {
  let isClosing = false
  app.addHook('preClose', (done) => {
    isClosing = true
    done()
  })
  app.addHook('onSend', async (_request, reply, payload) => {
    if (isClosing) reply.header('connection', 'close')
    return payload
  })
}
