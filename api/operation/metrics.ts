import { type FastifyInstance, type FastifyRequest, fastify } from 'fastify'
import type { Store } from '../../catalog/store.ts'
import { visibleStore } from '../access/visible-store.ts'
import { type Histogram, newRegistry, type Registry } from './exposition.ts'

/** Seconds. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

export interface Metrics {
  registry: Registry
  storeSeconds: Histogram
}

const expositionType = 'text/plain; version=0.0.4; charset=utf-8'

/** Process, and each collection that everyone may see, as the store has it when it is asked. */
export function newMetrics(store: Store): Metrics {
  const open = visibleStore(store)
  const registry = newRegistry()
  const storeSeconds = registry.histogram(
    'oceanid_store_duration_seconds',
    'Time that the catalogue took, by operation and whether it answered.',
    ['operation', 'outcome'],
    bounds,
  )
  let asked: Promise<Awaited<ReturnType<Store['collections']>>> | undefined
  // Two gauges are read at once, and shall say the same.
  const collections = () => {
    asked ??= open
      .collections()
      .catch(() => [])
      .finally(() => {
        asked = undefined
      })
    return asked
  }
  registry.gauge(
    'oceanid_newest_granule_age_seconds',
    'Time since the end of the newest granule, by collection.',
    ['collection'],
    async () =>
      (await collections()).flatMap(({ id, extent }) =>
        extent ? [[[id], (Date.now() - extent.end) / 1000] as const] : [],
      ),
  )
  registry.gauge('oceanid_granules', 'Granules, by collection.', ['collection'], async () =>
    (await collections()).map(({ id, granules }) => [[id], granules] as const),
  )
  registry.gauge('process_resident_memory_bytes', 'Memory of the process.', [], async () => [
    [[], process.memoryUsage.rss()],
  ])
  registry.gauge('process_start_time_seconds', 'Start of the process since 1970.', [], async () => [
    [[], performance.timeOrigin / 1000],
  ])
  return { registry, storeSeconds }
}

/** Counts and times the requests of all routes registered after this, each by its pattern: addresses are without end. */
export function measureRequests(app: FastifyInstance, registry: Registry): void {
  const requests = registry.counter('oceanid_requests_total', 'Requests answered.', [
    'method',
    'route',
    'status',
  ])
  const seconds = registry.histogram(
    'oceanid_request_duration_seconds',
    'Time from the request to the end of the answer.',
    ['method', 'route'],
    bounds,
  )
  app.addHook('onResponse', (request, reply, done) => {
    const route = routeOf(request)
    requests.add([request.method, route, reply.statusCode])
    seconds.observe([request.method, route], reply.elapsedTime / 1000)
    done()
  })
}

/** The pattern of the route, or `none` where nothing is. */
export function routeOf(request: FastifyRequest): string {
  return request.is404 ? 'none' : (request.routeOptions.url ?? 'none')
}

/** Answers `/metrics`. */
export function metricsRoute(app: FastifyInstance, registry: Registry): void {
  app.get('/metrics', async (_request, reply) => reply.type(expositionType).send(await registry.write()))
}

/** A server of `/metrics` alone. */
export function buildMetricsApp(registry: Registry): FastifyInstance {
  const app = fastify()
  metricsRoute(app, registry)
  return app
}
