import type { FastifyInstance } from 'fastify'
import { answerProblems } from '../errors.ts'
import { writeProblem } from '../opensearch/errors.ts'
import { descriptionType } from '../opensearch/links.ts'
import { answerSearches } from '../opensearch/search-routes.ts'
import type { FederationContext } from './context.ts'
import { describeFederation } from './description.ts'
import { federatedCollections, federatedFeed } from './feed.ts'
import { findFederated } from './service.ts'
import { federatedStacRoutes } from './stac/routes.ts'

/** The searches of OpenSearch over all sources at once, in every format. */
export async function federationRoutes(app: FastifyInstance, context: FederationContext): Promise<void> {
  const { federation, baseUrl } = context
  answerProblems(app, writeProblem, context.methodsAt)
  await app.register(federatedStacRoutes, { ...context, prefix: '/stac' })
  for (const path of ['/', '/description.xml']) {
    app.get(path, async (request, reply) =>
      reply.type(`${descriptionType}; charset=utf-8`).send(describeFederation(baseUrl(request), federation)),
    )
  }
  answerSearches(app, context, {
    home: '/federation',
    negotiated: true,
    find: async (level, raw, place, signal) =>
      level === 'granules'
        ? federatedFeed(await findFederated(federation, raw, signal), federation, place)
        : federatedCollections(federation, [], place),
  })
}
