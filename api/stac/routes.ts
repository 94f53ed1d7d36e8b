import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { StacLink } from 'stac-ts'
import type { ApiContext } from '../context.ts'
import { answerProblems, writeProblemJson } from '../errors.ts'
import { sendJson } from '../send.ts'
import { answers } from './answers.ts'
import { conformanceClasses } from './conformance.ts'
import { geoJson, html, json, openApi, rootLink, stacUrls } from './links.ts'
import { describeRoutes, openApiDocument } from './openapi.ts'
import { renderOpenApi } from './openapi-page.ts'
import { CollectionPath, ItemPath, ItemsParameters, NoParameters, SearchParameters } from './schema.ts'
import { searchItems } from './search.ts'
import { getCollection, getItem, landingPage, listCollections, listItems } from './service.ts'
import { compileValidator } from './validate.ts'

/** The STAC API (1.0.0) below this prefix. */
export async function stacRoutes(scope: FastifyInstance, { store, baseUrl }: ApiContext): Promise<void> {
  const app = scope.withTypeProvider<TypeBoxTypeProvider>()
  app.setValidatorCompiler(compileValidator)
  app.setSerializerCompiler(() => JSON.stringify)
  answerProblems(app, writeProblemJson)
  await describeRoutes(app)

  const urlsOf = (request: FastifyRequest) => stacUrls(baseUrl(request))
  const addressOf = (request: FastifyRequest) => `${baseUrl(request)}${request.originalUrl}`

  app.get(
    '/',
    { schema: { summary: 'Landing page', querystring: NoParameters, response: answers.landing } },
    async (request, reply) => sendJson(reply, json, await landingPage(store, urlsOf(request))),
  )

  app.get(
    '/conformance',
    { schema: { summary: 'Conformance', querystring: NoParameters, response: answers.conformance } },
    async (_request, reply) => sendJson(reply, json, { conformsTo: conformanceClasses }),
  )

  app.get(
    '/collections',
    { schema: { summary: 'Collections', querystring: NoParameters, response: answers.collections } },
    async (request, reply) => sendJson(reply, json, await listCollections(store, urlsOf(request))),
  )

  app.get(
    '/collections/:collectionId',
    {
      schema: {
        summary: 'A collection',
        params: CollectionPath,
        querystring: NoParameters,
        response: answers.collection,
      },
    },
    async (request, reply) =>
      sendJson(reply, json, await getCollection(store, request.params.collectionId, urlsOf(request))),
  )

  app.get(
    '/collections/:collectionId/items',
    {
      schema: {
        summary: 'Items of a collection',
        params: CollectionPath,
        querystring: ItemsParameters,
        response: answers.items,
      },
    },
    async (request, reply) => {
      const urls = urlsOf(request)
      const { collectionId } = request.params
      const { page, next } = await listItems(store, collectionId, request.query, urls)
      const here = addressOf(request)
      page.links = [
        { rel: 'self', href: here, type: geoJson },
        rootLink(urls),
        { rel: 'parent', href: urls.collection(collectionId), type: json },
        { rel: 'collection', href: urls.collection(collectionId), type: json },
        ...nextByGet(here, next),
      ]
      return sendJson(reply, geoJson, page)
    },
  )

  app.get(
    '/collections/:collectionId/items/:itemId',
    {
      schema: { summary: 'An item', params: ItemPath, querystring: NoParameters, response: answers.item },
    },
    async (request, reply) => {
      const { collectionId, itemId } = request.params
      return sendJson(reply, geoJson, await getItem(store, collectionId, itemId, urlsOf(request)))
    },
  )

  app.get(
    '/search',
    { schema: { summary: 'Search items', querystring: SearchParameters, response: answers.search } },
    async (request, reply) => {
      const urls = urlsOf(request)
      const { page, next } = await searchItems(store, request.query, urls)
      const here = addressOf(request)
      page.links = [{ rel: 'self', href: here, type: geoJson }, rootLink(urls), ...nextByGet(here, next)]
      return sendJson(reply, geoJson, page)
    },
  )

  app.post(
    '/search',
    {
      schema: {
        summary: 'Search items',
        querystring: NoParameters,
        body: SearchParameters,
        response: answers.search,
      },
    },
    async (request, reply) => {
      const urls = urlsOf(request)
      const { page, next } = await searchItems(store, request.body, urls)
      page.links = [
        { rel: 'self', href: urls.search, type: geoJson, method: 'POST' },
        rootLink(urls),
        ...(next === undefined
          ? []
          : [
              {
                rel: 'next',
                href: urls.search,
                type: geoJson,
                method: 'POST',
                body: { ...request.body, token: next },
                merge: false,
              },
            ]),
      ]
      return sendJson(reply, geoJson, page)
    },
  )

  app.get(
    '/api',
    { schema: { summary: 'OpenAPI document', querystring: NoParameters, response: answers.description } },
    async (request, reply) => sendJson(reply, openApi, openApiDocument(app, urlsOf(request))),
  )

  app.get(
    '/api.html',
    { schema: { summary: 'The API, for people', querystring: NoParameters, response: answers.page } },
    async (request, reply) =>
      reply
        .type(`${html}; charset=utf-8`)
        .send(renderOpenApi(openApiDocument(app, urlsOf(request)), urlsOf(request))),
  )
}

function nextByGet(here: string, next: string | undefined): StacLink[] {
  if (next === undefined) return []
  const url = new URL(here)
  url.searchParams.set('token', next)
  return [{ rel: 'next', href: url.href, type: geoJson, method: 'GET' }]
}
