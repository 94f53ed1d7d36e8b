import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { NotFoundError } from '../../../catalog/errors.ts'
import { type AccessKey, type AccessKeys, checkKey, checkScope } from '../../access/keys.ts'
import type { Writing } from '../../context.ts'
import { sendJson } from '../../send.ts'
import { getCollection, summaryOf } from '../collections/service.ts'
import type { StacContext, TypedApp } from '../context.ts'
import { toItem } from '../items/item.ts'
import { getItem, granuleOf } from '../items/service.ts'
import { geoJson, json } from '../links.ts'
import { createCollection, replaceCollection } from './collections.ts'
import { createItem, createItems, patched, replacement } from './items.ts'
import { mergePatch } from './merge-patch.ts'
import * as operations from './operations.ts'
import { checkUnchanged } from './precondition.ts'

/** Changes of items and collections, for who shows a write key (STAC API Transaction, OGC API Features part 4). */
export function transactionRoutes(scope: TypedApp, context: StacContext, { keys, store }: Writing): void {
  const { store: shown, urlsOf } = context
  scope.register(async (plain) => {
    const app = plain.withTypeProvider<TypeBoxTypeProvider>()
    admit(app, keys)
    acceptMergePatch(app)
    itemChanges(app)
    collectionChanges(app)
  })

  function itemChanges(app: TypedApp): void {
    const item = '/collections/:collectionId/items/:featureId'
    const unchanged = async (request: FastifyRequest, collection: string, id: string) =>
      checkUnchanged(request.headers['if-match'], await getItem(shown, collection, id, urlsOf(request)))

    app.post(
      '/collections/:collectionId/items',
      { schema: operations.postItems, bodyLimit: operations.bodyLimit },
      async (request, reply) => {
        const { collectionId } = request.params
        await summaryOf(store, collectionId)
        const { features } = request.body as { features?: unknown }
        if (Array.isArray(features)) {
          const report = await createItems(store, collectionId, features)
          const [worst] = report.failures
          return sendJson(reply.status(worst ? worst.status : 201), json, report)
        }
        const granule = await createItem(store, collectionId, request.body)
        const urls = urlsOf(request)
        reply.status(201).header('location', urls.item(urls.collection(collectionId), granule.id))
        return sendJson(reply, geoJson, toItem(granule, urls))
      },
    )

    app.put(item, { schema: operations.putItem }, async (request, reply) => {
      const { collectionId, featureId } = request.params
      const before = await granuleOf(store, collectionId, featureId)
      await unchanged(request, collectionId, featureId)
      await store.put([replacement(before, request.body)])
      return reply.status(204).send()
    })

    app.patch(item, { schema: operations.patchItem }, async (request, reply) => {
      const { collectionId, featureId } = request.params
      const before = await granuleOf(store, collectionId, featureId)
      await unchanged(request, collectionId, featureId)
      await store.put([patched(before, toItem(before, urlsOf(request)), request.body)])
      return reply.status(204).send()
    })

    app.delete(item, { schema: operations.deleteItem }, async (request, reply) => {
      const { collectionId, featureId } = request.params
      await unchanged(request, collectionId, featureId)
      await store.delete(collectionId, featureId)
      return reply.status(204).send()
    })
  }

  function collectionChanges(app: TypedApp): void {
    const collection = '/collections/:collectionId'
    const unchanged = async (request: FastifyRequest, id: string) =>
      checkUnchanged(request.headers['if-match'], await getCollection(shown, id, urlsOf(request)))

    app.post('/collections', { schema: operations.postCollection }, async (request, reply) => {
      const { id } = await createCollection(store, request.body)
      const urls = urlsOf(request)
      reply.status(201).header('location', urls.collection(id))
      return sendJson(reply, json, await getCollection(store, id, urls))
    })

    app.put(collection, { schema: operations.putCollection }, async (request, reply) => {
      const { collectionId } = request.params
      await unchanged(request, collectionId)
      await replaceCollection(store, collectionId, request.body)
      return reply.status(204).send()
    })

    app.patch(collection, { schema: operations.patchCollection }, async (request, reply) => {
      const { collectionId } = request.params
      await unchanged(request, collectionId)
      const shownNow = await getCollection(store, collectionId, urlsOf(request))
      await replaceCollection(store, collectionId, mergePatch(shownNow, request.body) as object)
      return reply.status(204).send()
    })

    app.delete(collection, { schema: operations.deleteCollection }, async (request, reply) => {
      const { collectionId } = request.params
      await unchanged(request, collectionId)
      if (!(await store.deleteCollection(collectionId))) {
        throw new NotFoundError(`no collection ${collectionId}`)
      }
      return reply.status(204).send()
    })
  }
}

/** Lets a key change the collections that it is for: the one of the address, and the one that a new description names. */
function admit(app: TypedApp, keys: AccessKeys): void {
  const shown = new WeakMap<FastifyRequest, AccessKey>()
  app.addHook('onRequest', async (request) => {
    const key = await checkKey(request, keys)
    const { collectionId } = request.params as { collectionId?: string }
    if (collectionId !== undefined) checkScope(key, collectionId)
    shown.set(request, key)
    request.log.info({ key: key.name }, 'change')
  })
  app.addHook('preHandler', async (request) => {
    const { collectionId } = request.params as { collectionId?: string }
    const { id } = (request.body ?? {}) as { id?: unknown }
    if (collectionId === undefined) checkScope(shown.get(request)!, id)
  })
}

/** GeoJSON and patches are JSON. */
function acceptMergePatch(app: TypedApp): void {
  const types = [geoJson, 'application/merge-patch+json']
  app.addContentTypeParser(types, { parseAs: 'string' }, app.getDefaultJsonParser('error', 'error'))
}
