import cors from '@fastify/cors'
import type { FastifyInstance, FastifyReply, FastifyServerOptions } from 'fastify'
import { fastify } from 'fastify'
import type { Store } from '../catalog/store.ts'
import type { Federation } from '../federation/open.ts'
import { compressAnswers } from './compress.ts'
import { baseUrlOf, type Writing } from './context.ts'
import { answerProblems, describeError, writeProblemJson } from './errors.ts'
import { answerConditionally } from './etag.ts'
import { federationRoutes } from './federation/routes.ts'
import { gazetteerRoutes } from './gazetteer/routes.ts'
import { rememberMethods } from './methods.ts'
import { openSearchRoutes } from './opensearch/routes.ts'
import { pageRoutes } from './pages/routes.ts'
import { stacRoutes } from './stac/routes.ts'

export interface AppOptions {
  /** Where `/` of this server is seen from outside, for instance behind a proxy; else as the client called it. */
  baseUrl?: string
  /** Services to search at once, below `/federation`. */
  federation?: Federation
  /** Of Fastify; errors alone, to the standard error stream, when absent. */
  logger?: FastifyServerOptions['logger']
  /** Lets clients that show a key change items and collections. */
  writing?: Writing
}

/** The HTTP interfaces over a catalogue; the caller listens, and closes both. */
export async function buildApp(store: Store, options: AppOptions = {}): Promise<FastifyInstance> {
  const app = fastify({
    logger: options.logger ?? { level: 'error', stream: process.stderr },
    frameworkErrors: (error, request, reply: FastifyReply) => {
      const problem = describeError(error)
      writeProblemJson(problem, request, reply.status(problem.status))
    },
    // So that an address that is too long is told what to do instead (414), not cut off by Node (431).
    http: { maxHeaderSize: 65_536 },
    // A granule's id is a file name, which may be longer than Fastify's 100 characters.
    routerOptions: { maxParamLength: 1000, ignoreTrailingSlash: true },
  })
  const methodsAt = rememberMethods(app)
  answerProblems(app, writeProblemJson, methodsAt)
  await app.register(cors, {
    methods: options.writing ? ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] : ['GET', 'HEAD', 'POST'],
    exposedHeaders: ['Allow', 'ETag', 'Location', 'Retry-After', 'WWW-Authenticate'],
    maxAge: 86_400,
    strictPreflight: false,
  })
  answerConditionally(app)
  compressAnswers(app)

  const context = {
    store,
    baseUrl: baseUrlOf(options.baseUrl),
    methodsAt,
    ...(options.writing && { writing: options.writing }),
  }
  await app.register(stacRoutes, { ...context, prefix: '/stac' })
  for (const path of ['/crossovers', '/matchups']) {
    app.all(path, (request, reply) =>
      reply.redirect(`${context.baseUrl(request)}/stac${request.originalUrl}`, 308),
    )
  }
  await app.register(openSearchRoutes, context)
  await app.register(gazetteerRoutes)
  const { federation } = options
  if (federation) await app.register(federationRoutes, { ...context, federation, prefix: '/federation' })
  await app.register(pageRoutes, context)
  return app
}
