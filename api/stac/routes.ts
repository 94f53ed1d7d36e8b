import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { StacLink } from 'stac-ts'
import type { ApiContext } from '../context.ts'
import { answerProblems, writeProblemJson } from '../errors.ts'
import { sendJson } from '../send.ts'
import { conformanceClasses } from './conformance.ts'
import { describeRoutes, openApiDocument } from './description/openapi.ts'
import { renderOpenApi } from './description/openapi-page.ts'
import { compileValidator } from './description/validate.ts'
import { geoJson, html, json, openApi, rootLink, stacUrls } from './links.ts'
import * as operations from './operations.ts'
import { searchItems } from './search/search.ts'
import { getCollection, getItem, landingPage, listCollections, listItems } from './service.ts'

/** The STAC API (1.0.0) below this prefix. */
export async function stacRoutes(scope: FastifyInstance, { store, baseUrl }: ApiContext): Promise<void> {
  const app = scope.withTypeProvider<TypeBoxTypeProvider>()
  app.setValidatorCompiler(compileValidator)
  app.setSerializerCompiler(() => JSON.stringify)
  answerProblems(app, writeProblemJson)
  await describeRoutes(app)

  const urlsOf = (request: FastifyRequest) => stacUrls(baseUrl(request))
  const addressOf = (request: FastifyRequest) => `${baseUrl(request)}${request.originalUrl}`

  app.get('/', { schema: operations.getLandingPage }, async (request, reply) =>
    sendJson(reply, json, await landingPage(store, urlsOf(request))),
  )

  app.get('/conformance', { schema: operations.getConformance }, async (_request, reply) =>
    sendJson(reply, json, { conformsTo: conformanceClasses }),
  )

  app.get('/collections', { schema: operations.getCollections }, async (request, reply) =>
    sendJson(reply, json, await listCollections(store, urlsOf(request))),
  )

  app.get('/collections/:collectionId', { schema: operations.getCollection }, async (request, reply) =>
    sendJson(reply, json, await getCollection(store, request.params.collectionId, urlsOf(request))),
  )

  app.get('/collections/:collectionId/items', { schema: operations.getItems }, async (request, reply) => {
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
  })

  app.get(
    '/collections/:collectionId/items/:featureId',
    { schema: operations.getItem },
    async (request, reply) => {
      const { collectionId, featureId } = request.params
      return sendJson(reply, geoJson, await getItem(store, collectionId, featureId, urlsOf(request)))
    },
  )

  app.get('/search', { schema: operations.getSearch }, async (request, reply) => {
    const urls = urlsOf(request)
    const { page, next } = await searchItems(store, request.query, urls)
    const here = addressOf(request)
    page.links = [{ rel: 'self', href: here, type: geoJson }, rootLink(urls), ...nextByGet(here, next)]
    return sendJson(reply, geoJson, page)
  })

  app.post('/search', { schema: operations.postSearch }, async (request, reply) => {
    const urls = urlsOf(request)
    const { page, next } = await searchItems(store, request.body, urls)
    page.links = [
      { rel: 'self', href: urls.search, type: geoJson, method: 'POST' },
      rootLink(urls),
      ...nextByPost(urls.search, request.body, next),
    ]
    return sendJson(reply, geoJson, page)
  })

  app.get('/api', { schema: operations.getApi }, async (request, reply) =>
    sendJson(reply, openApi, openApiDocument(app, urlsOf(request))),
  )

  app.get('/api.html', { schema: operations.getApiPage }, async (request, reply) => {
    const urls = urlsOf(request)
    return reply.type(`${html}; charset=utf-8`).send(renderOpenApi(openApiDocument(app, urls), urls))
  })
}

function nextByGet(here: string, token: string | undefined): StacLink[] {
  if (token === undefined) return []
  const url = new URL(here)
  url.searchParams.set('token', token)
  return [{ rel: 'next', href: url.href, type: geoJson, method: 'GET' }]
}

/** The whole body, so that a client that does not merge and one that always does send the same. */
function nextByPost(href: string, body: object, token: string | undefined): StacLink[] {
  if (token === undefined) return []
  return [{ rel: 'next', href, type: geoJson, method: 'POST', body: { ...body, token }, merge: false }]
}
