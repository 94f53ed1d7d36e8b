import { asPage } from '../../page-policy.ts'
import { readerOf } from '../../pages/reader.ts'
import { sendJson } from '../../send.ts'
import type { StacContext, TypedApp } from '../context.ts'
import { openApiDocument } from '../description/openapi.ts'
import { renderOpenApi } from '../description/openapi-page.ts'
import { json, openApi } from '../links.ts'
import { landingPage } from './landing.ts'
import * as operations from './operations.ts'

/** The landing page, what the server conforms to, and how the API is called. */
export function landingRoutes(app: TypedApp, { store, urlsOf, conformsTo }: StacContext): void {
  app.get('/', { schema: operations.getLandingPage }, async (request, reply) =>
    sendJson(reply, json, await landingPage(store, urlsOf(request), conformsTo)),
  )

  app.get('/conformance', { schema: operations.getConformance }, async (_request, reply) =>
    sendJson(reply, json, { conformsTo }),
  )

  app.get('/api', { schema: operations.getApi }, async (request, reply) =>
    sendJson(reply, openApi, openApiDocument(app, urlsOf(request))),
  )

  app.get('/api.html', { schema: operations.getApiPage }, async (request, reply) => {
    const urls = urlsOf(request)
    const reader = readerOf(request, reply, () => urls.base)
    return asPage(reply).send(renderOpenApi(openApiDocument(app, urls), urls, reader))
  })
}
