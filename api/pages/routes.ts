import type { FastifyInstance } from 'fastify'
import { preferredType } from '../accept.ts'
import type { ApiContext } from '../context.ts'
import { asPage } from '../page-policy.ts'
import { geoJson, html, json } from '../stac/links.ts'
import { addVary } from '../vary.ts'
import { assetRoutes } from './assets.ts'
import { collectionRoutes } from './collection-routes.ts'
import { homePage } from './home.ts'
import { startLinks } from './links.ts'
import { readerOf } from './reader.ts'

/** Registers `/`: a page for people, or links to everything for programs that ask for JSON; and its files under `/web/`. */
export async function pageRoutes(app: FastifyInstance, context: ApiContext): Promise<void> {
  const { store, baseUrl } = context
  await app.register(collectionRoutes, context)
  assetRoutes(app)

  app.get('/', async (request, reply) => {
    const links = startLinks(baseUrl(request))
    addVary(reply, 'accept')
    const preferred = preferredType(request.headers.accept, [html, json, geoJson])
    if (preferred === json || preferred === geoJson) return { title: 'Oceanid', links }
    const reader = readerOf(request, reply, baseUrl)
    return asPage(reply).send(homePage(reader, links, await store.collections()))
  })
}
