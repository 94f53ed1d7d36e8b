import type { FastifyReply } from 'fastify'
import { sendJson } from '../../send.ts'
import type { StacContext, TypedApp } from '../context.ts'
import { schemaJson } from '../links.ts'
import * as operations from './operations.ts'
import { collectionQueryables, type JsonSchema, queryablesOf, sortablesOf } from './vocabulary.ts'

/** What can be filtered and sorted by (OGC API Features part 3, STAC API Filter and Sort). */
export function queryablesRoutes(app: TypedApp, { store, urlsOf }: StacContext): void {
  app.get('/queryables', { schema: operations.getQueryables }, async (request, reply) =>
    send(reply, urlsOf(request).queryables(), 'Queryables', await queryablesOf(store, undefined)),
  )

  app.get(
    '/collection-queryables',
    { schema: operations.getQueryablesOfCollections },
    async (request, reply) =>
      send(reply, urlsOf(request).collectionQueryables, 'Queryables of collections', collectionQueryables),
  )

  app.get('/sortables', { schema: operations.getSortables }, async (request, reply) =>
    send(reply, urlsOf(request).sortables(), 'Sortables', await sortablesOf(store, undefined)),
  )

  app.get(
    '/collections/:collectionId/queryables',
    { schema: operations.getCollectionQueryables },
    async (request, reply) => {
      const { collectionId: id } = request.params
      return send(reply, urlsOf(request).queryables(id), `Queryables of ${id}`, await queryablesOf(store, id))
    },
  )

  app.get(
    '/collections/:collectionId/sortables',
    { schema: operations.getCollectionSortables },
    async (request, reply) => {
      const { collectionId: id } = request.params
      return send(reply, urlsOf(request).sortables(id), `Sortables of ${id}`, await sortablesOf(store, id))
    },
  )
}

/** Fields that are not named may be used as well: no item has them, so far. */
function send(reply: FastifyReply, $id: string, title: string, properties: Record<string, JsonSchema>) {
  return sendJson(reply, schemaJson, {
    $schema: 'https://json-schema.org/draft/2019-09/schema',
    $id,
    title,
    type: 'object',
    properties,
    additionalProperties: true,
  })
}
