import { fileURLToPath } from 'node:url'
import files from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { resource } from '../../catalog/resource.ts'
import { preferredType } from '../accept.ts'
import type { ApiContext } from '../context.ts'
import { asPage } from '../page-policy.ts'
import { geoJson, html, json } from '../stac/links.ts'
import { collectionRoutes } from './collection-routes.ts'
import { homePage } from './home.ts'
import { startLinks } from './links.ts'

/** Registers `/`: a page for people, or links to everything for programs that ask for JSON; and its files under `/web/`. */
export async function pageRoutes(app: FastifyInstance, context: ApiContext): Promise<void> {
  const { store, baseUrl } = context
  await app.register(collectionRoutes, context)
  await app.register(files, {
    root: fileURLToPath(resource('web/')),
    prefix: '/web/',
    index: false,
    // Kept by the browser but asked about each time (304): after an update no page runs with an old script.
    cacheControl: false,
    setHeaders: (reply) => {
      reply.header('cache-control', 'no-cache')
    },
  })

  app.get('/', async (request, reply) => {
    const base = baseUrl(request)
    const links = startLinks(base)
    reply.header('vary', 'accept')
    const preferred = preferredType(request.headers.accept, [html, json, geoJson])
    if (preferred === json || preferred === geoJson) return { title: 'Oceanid', links }
    return asPage(reply).send(homePage(base, links, await store.collections()))
  })
}
