import type { FastifyReply, FastifyRequest } from 'fastify'
import { sendJson } from '../../send.ts'
import { summaryOf } from '../collections/service.ts'
import type { StacContext, TypedApp } from '../context.ts'
import { within } from '../items/service.ts'
import { json, rootLink } from '../links.ts'
import { aggregate } from './aggregate.ts'
import { aggregationNames, countedProperties } from './names.ts'
import * as operations from './operations.ts'
import type { AggregateRequest } from './parameters.ts'

/** Counts of the items that match (STAC API Aggregation 0.3). */
export function aggregationRoutes(app: TypedApp, context: StacContext): void {
  const { store, urlsOf } = context

  const list = async (request: FastifyRequest, reply: FastifyReply, id?: string) => {
    const urls = urlsOf(request)
    if (id !== undefined) await summaryOf(store, id)
    const aggregations = aggregationNames(await countedProperties(store, id))
    const links = [{ rel: 'self', href: urls.aggregations(id), type: json }, rootLink(urls)]
    return sendJson(reply, json, { aggregations, links })
  }

  const count = async (
    request: FastifyRequest,
    reply: FastifyReply,
    asked: AggregateRequest,
    id?: string,
  ) => {
    if (id !== undefined) await summaryOf(store, id)
    const aggregations = await aggregate(store, id === undefined ? asked : within(asked, id), id)
    const links = [{ rel: 'self', href: context.addressOf(request), type: json }, rootLink(urlsOf(request))]
    return sendJson(reply, json, { type: 'AggregationCollection', aggregations, links })
  }

  app.get('/aggregations', { schema: operations.getAggregations }, (request, reply) => list(request, reply))

  app.get(
    '/collections/:collectionId/aggregations',
    { schema: operations.getCollectionAggregations },
    (request, reply) => list(request, reply, request.params.collectionId),
  )

  app.get('/aggregate', { schema: operations.getAggregate }, (request, reply) =>
    count(request, reply, request.query),
  )

  app.post('/aggregate', { schema: operations.postAggregate }, (request, reply) =>
    count(request, reply, request.body),
  )

  app.get(
    '/collections/:collectionId/aggregate',
    { schema: operations.getCollectionAggregate },
    (request, reply) => count(request, reply, request.query, request.params.collectionId),
  )

  app.post(
    '/collections/:collectionId/aggregate',
    { schema: operations.postCollectionAggregate },
    (request, reply) => count(request, reply, request.body, request.params.collectionId),
  )
}
