import type { FastifyInstance } from 'fastify'
import { routeOf } from '../operation/metrics.ts'
import { clientClassOf } from './client-class.ts'
import { type Note, noting } from './note.ts'
import { protocolOf } from './protocol.ts'
import type { Recorder } from './recorder.ts'

/** Counts the searches of all routes registered after this, once they are answered. */
export function recordSearches(app: FastifyInstance, { record }: Recorder): void {
  const notes = new WeakMap<object, Note>()
  app.addHook('onRequest', (request, _reply, done) => {
    if (protocolOf(routeOf(request)) === undefined) return done()
    const note: Note = { found: new Map() }
    notes.set(request, note)
    noting(note, done)
  })
  app.addHook('onResponse', async (request, { statusCode }) => {
    const [note, protocol] = [notes.get(request), protocolOf(routeOf(request))]
    if (!note || protocol === undefined || statusCode >= 400) return
    const { collections = [], open = new Set(), area } = note.question ?? {}
    record({
      kind: 'search',
      protocol,
      client: clientClassOf(request.headers['user-agent']),
      collections,
      isOpen: collections.length === 0 || collections.some((id) => open.has(id)),
      found: [...note.found].map(([collection, granules]) => ({
        ...{ collection, granules, isOpen: open.has(collection) },
      })),
      ...(area && { area }),
    })
  })
}
