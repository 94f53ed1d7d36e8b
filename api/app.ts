import cors from '@fastify/cors'
import type { FastifyInstance, FastifyReply, FastifyServerOptions } from 'fastify'
import { fastify, LogController } from 'fastify'
import type { Store } from '../catalog/store.ts'
import type { Federation } from '../federation/open.ts'
import { admitViewers } from './access/admit.ts'
import type { AccessKeys } from './access/keys.ts'
import { visibleStore } from './access/visible-store.ts'
import { compressAnswers } from './compress.ts'
import { baseUrlOf, type Writing } from './context.ts'
import { answerProblems, describeError, writeProblemJson } from './errors.ts'
import { answerConditionally } from './etag.ts'
import { federationRoutes } from './federation/routes.ts'
import { gazetteerRoutes } from './gazetteer/routes.ts'
import { rememberMethods } from './methods.ts'
import { openSearchRoutes } from './opensearch/routes.ts'
import { closeConnections } from './operation/closing.ts'
import { healthRoutes } from './operation/health.ts'
import { logRequests, requestId } from './operation/log.ts'
import { type Metrics, measureRequests, metricsRoute, newMetrics } from './operation/metrics.ts'
import { limitRate, type RateLimit } from './operation/rate-limit.ts'
import { secureAnswers, securityHeaders } from './operation/security-headers.ts'
import { limitTime, type TimeLimits } from './operation/time-limit.ts'
import { answerUnreadable } from './operation/unreadable.ts'
import { watchStore } from './operation/watched-store.ts'
import { writeProblemInForm } from './pages/problem.ts'
import { pageRoutes } from './pages/routes.ts'
import { recordRoutes } from './records/routes.ts'
import { stacRoutes } from './stac/routes.ts'
import { openUsage, type UsageOptions } from './usage/open.ts'

export interface AppOptions {
  /** Where `/` of this server is seen from outside, for instance behind a proxy; else as the client called it. */
  baseUrl?: string
  /** Services to search at once, below `/federation`, given the catalogue as who asks may see it. */
  federation?: (own: Store) => Federation
  /** Of Fastify; errors alone, to the standard error stream, when absent. */
  logger?: FastifyServerOptions['logger']
  /** Lets clients that show a key see private collections that it is for. Those of `writing` where absent. */
  keys?: AccessKeys
  /** Lets clients that show a key change items and collections. */
  writing?: Writing
  /** Statistics of use, and links to files that lead through `/download`. None where absent. */
  usage?: UsageOptions
  /** A minute for an answer, an hour for a stream, where absent. */
  timeLimits?: TimeLimits
  /** None where absent. */
  rateLimit?: RateLimit
  /** Proxies (addresses or networks) that are believed when they say who the client is. */
  trustedProxies?: string[]
  /** Figures that are read elsewhere; where absent, they are read at `/metrics`. */
  metrics?: Metrics
}

const usualLimits: TimeLimits = { answer: 60, stream: 3600 }

/** The HTTP interfaces over a catalogue; the caller listens, and closes both. */
export async function buildApp(store: Store, options: AppOptions = {}): Promise<FastifyInstance> {
  const metrics = options.metrics ?? newMetrics(store)
  const visible = visibleStore(watchStore(store, metrics.storeSeconds))
  const usage = openUsage(visible, options)
  const app = fastify({
    genReqId: requestId,
    requestIdHeader: false,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustedProxies ?? false,
    logger: options.logger ?? { level: 'error', stream: process.stderr },
    frameworkErrors: (error, request, reply: FastifyReply) => {
      const problem = describeError(error)
      writeProblemJson(problem, request, reply.headers(securityHeaders).status(problem.status))
    },
    clientErrorHandler: answerUnreadable,
    // So that an address that is too long is told what to do instead (414), not cut off by Node (431).
    http: { maxHeaderSize: 65_536 },
    // A granule's id is a file name, which may be longer than Fastify's 100 characters.
    routerOptions: { maxParamLength: 1000, ignoreTrailingSlash: true },
  })
  const methodsAt = rememberMethods(app)
  const baseUrl = baseUrlOf(options.baseUrl)
  answerProblems(app, writeProblemInForm(baseUrl), methodsAt)
  logRequests(app)
  closeConnections(app)
  secureAnswers(app)
  measureRequests(app, metrics.registry)
  if (options.rateLimit) limitRate(app, options.rateLimit)
  limitTime(app, options.timeLimits ?? usualLimits)
  const keys = options.keys ?? options.writing?.keys
  if (keys) admitViewers(app, keys)
  usage.record(app)
  await app.register(cors, {
    methods: options.writing ? ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] : ['GET', 'HEAD', 'POST'],
    exposedHeaders: ['Allow', 'ETag', 'Location', 'Retry-After', 'WWW-Authenticate', 'X-Request-Id'],
    maxAge: 86_400,
    strictPreflight: false,
  })
  answerConditionally(app)
  compressAnswers(app)

  const context = {
    store: usage.store,
    baseUrl,
    methodsAt,
    ...(options.writing && {
      writing: { ...options.writing, store: usage.forChanges(visibleStore(options.writing.store)) },
    }),
  }
  await app.register(stacRoutes, { ...context, prefix: '/stac' })
  for (const path of ['/crossovers', '/matchups', '/predictions', '/predictions/crossovers']) {
    app.all(path, (request, reply) =>
      reply.redirect(`${context.baseUrl(request)}/stac${request.originalUrl}`, 308),
    )
  }
  await app.register(openSearchRoutes, context)
  await app.register(gazetteerRoutes)
  const federation = options.federation?.(usage.store)
  if (federation) await app.register(federationRoutes, { ...context, federation, prefix: '/federation' })
  await app.register(pageRoutes, context)
  await app.register(recordRoutes, context)
  usage.routes(app)
  healthRoutes(app, visible)
  if (!options.metrics) metricsRoute(app, metrics.registry)
  return app
}
