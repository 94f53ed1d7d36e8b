import { sendJson } from '../../send.ts'
import type { StacContext, TypedApp } from '../context.ts'
import { json, queryablesRel, rootLink, schemaJson } from '../links.ts'
import { pagesByGet } from '../paging.ts'
import * as operations from './operations.ts'
import { searchCollections } from './search.ts'
import { getCollection, listChildren } from './service.ts'

/** Collections, found by what they hold and what is said of them. */
export function collectionRoutes(app: TypedApp, { store, urlsOf, addressOf }: StacContext): void {
  app.get('/collections', { schema: operations.getCollections }, async (request, reply) => {
    const [urls, here] = [urlsOf(request), addressOf(request)]
    const { page, neighbours } = await searchCollections(store, request.query, urls)
    const links = [
      { rel: 'self', href: here, type: json },
      rootLink(urls),
      { rel: 'parent', href: urls.root, type: json },
      { rel: queryablesRel, href: urls.collectionQueryables, type: schemaJson },
      ...pagesByGet(here, neighbours, json),
    ]
    return sendJson(reply, json, { ...page, links })
  })

  app.get('/collections/:collectionId', { schema: operations.getCollection }, async (request, reply) =>
    sendJson(reply, json, await getCollection(store, request.params.collectionId, urlsOf(request))),
  )

  app.get('/children', { schema: operations.getChildren }, async (request, reply) => {
    const urls = urlsOf(request)
    const links = [
      { rel: 'self', href: urls.children, type: json },
      rootLink(urls),
      { rel: 'parent', href: urls.root, type: json },
    ]
    return sendJson(reply, json, { children: await listChildren(store, urls), links })
  })
}
