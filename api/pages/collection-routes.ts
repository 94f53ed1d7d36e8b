import type { FastifyInstance } from 'fastify'
import type { ApiContext } from '../context.ts'
import { answerErrors } from '../errors.ts'
import { encodeQuery } from '../opensearch/links.ts'
import { asPage } from '../page-policy.ts'
import { readWhole } from '../read-whole.ts'
import { whileOpen } from '../send.ts'
import { json, stacUrls } from '../stac/links.ts'
import { collectionLinks } from './collections/links.ts'
import { collectionsPage } from './collections/list.ts'
import { collectionPage } from './collections/page.ts'
import { viewCollection } from './collections/service.ts'
import { viewCrossovers } from './granules/crossover-service.ts'
import { crossoversPage } from './granules/crossovers.ts'
import { granuleLinks, granulePage } from './granules/page.ts'
import { viewGranule } from './granules/service.ts'
import { sendElsewhere } from './negotiate.ts'
import { writeProblemPage } from './problem.ts'
import { readerOf } from './reader.ts'

interface OfCollection {
  Params: { collection: string }
}
interface OfGranule {
  Params: { collection: string; granule: string }
  Querystring: { hours?: string }
}

/** Registers the pages of collections and granules; programs that like another form better are sent to it. */
export async function collectionRoutes(app: FastifyInstance, { store, baseUrl }: ApiContext): Promise<void> {
  answerErrors(app, writeProblemPage(baseUrl))

  app.get('/collections', async (request, reply) => {
    const reader = readerOf(request, reply, baseUrl)
    const stac = { href: stacUrls(reader.base).collections, type: json, title: 'STAC' }
    if (sendElsewhere(request, reply, [stac])) return reply
    return asPage(reply).send(collectionsPage(await store.collections(), reader))
  })

  app.get<OfCollection>('/collections/:collection', async (request, reply) => {
    const reader = readerOf(request, reply, baseUrl)
    const view = await viewCollection(store, request.params.collection)
    if (sendElsewhere(request, reply, collectionLinks(view.collection.id, reader))) return reply
    return asPage(reply).send(collectionPage(view, reader))
  })

  app.get<OfCollection>('/collections/:collection/granules', async (request, reply) => {
    const query = `parentIdentifier=${encodeQuery(request.params.collection)}`
    return reply.redirect(`${baseUrl(request)}/opensearch/granules.html?${query}`, 303)
  })

  app.get<OfGranule>('/collections/:collection/granules/:granule', async (request, reply) => {
    const reader = readerOf(request, reply, baseUrl)
    const view = await viewGranule(store, request.params.collection, request.params.granule)
    if (sendElsewhere(request, reply, granuleLinks(view.granule, reader.base))) return reply
    return asPage(reply).send(granulePage(view, reader))
  })

  app.get<OfGranule>('/collections/:collection/granules/:granule/crossovers', async (request, reply) => {
    const reader = readerOf(request, reply, baseUrl)
    const { collection, granule } = request.params
    const hours = readHours(request.query.hours)
    const urls = stacUrls(reader.base)
    const view = await viewCrossovers(store, [collection, granule], hours, urls, whileOpen(reply))
    return asPage(reply).send(crossoversPage(view, reader))
  })
}

const [usualHours, mostHours] = [3, 72]

function readHours(text: string | undefined): number {
  return text === undefined ? usualHours : readWhole(text, 'hours', 1, mostHours)
}
