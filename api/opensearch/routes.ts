import type { FastifyInstance, FastifyReply } from 'fastify'
import type { ApiContext } from '../context.ts'
import { answerErrors, answerProblems } from '../errors.ts'
import { collectionFeed, granuleFeed, type Place } from './build-feed.ts'
import { describeAll, describeCollection } from './description.ts'
import { writeProblem } from './errors.ts'
import type { Feed } from './feed.ts'
import { descriptionType } from './links.ts'
import type { Level } from './parameter.ts'
import type { RawParameters } from './request.ts'
import { answerSearches } from './search-routes.ts'
import { collectionOf, searchCollections, searchGranules } from './service.ts'

/** Registers OpenSearch under `/opensearch`, and its searches at the root too, where scripts for Ifremer's service call them. */
export async function openSearchRoutes(app: FastifyInstance, context: ApiContext): Promise<void> {
  const { store } = context
  const find =
    (pagesFrom: 0 | 1) =>
    async (level: Level, raw: RawParameters, place: Place): Promise<Feed> =>
      level === 'granules'
        ? granuleFeed(await searchGranules(store, raw, pagesFrom), place)
        : collectionFeed(await searchCollections(store, raw, pagesFrom), place)

  await app.register(
    async (scope) => {
      answerProblems(scope, writeProblem, context.methodsAt)
      describe(scope, context)
      answerSearches(scope, context, { home: '/opensearch', negotiated: true, find: find(1) })
    },
    { prefix: '/opensearch' },
  )
  await app.register(async (scope) => {
    answerErrors(scope, writeProblem)
    answerSearches(scope, context, { home: '/opensearch', negotiated: false, find: find(0) })
  })
}

function describe(app: FastifyInstance, { store, baseUrl }: ApiContext): void {
  const send = (reply: FastifyReply, text: string) =>
    reply.type(`${descriptionType}; charset=utf-8`).send(text)

  for (const path of ['/', '/description.xml']) {
    app.get(path, async (request, reply) => {
      const [collections, properties] = await Promise.all([store.collections(), store.properties()])
      return send(reply, describeAll(baseUrl(request), collections, properties, store.capabilities.relations))
    })
  }
  app.get<{ Params: { id: string } }>('/collections/:id/description.xml', async (request, reply) => {
    const collection = await collectionOf(store, request.params.id)
    const properties = await store.properties([collection.id])
    return send(
      reply,
      describeCollection(baseUrl(request), collection, properties, store.capabilities.relations),
    )
  })
}
