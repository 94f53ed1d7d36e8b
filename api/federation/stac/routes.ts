import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import type { StacLink } from 'stac-ts'
import { decodeCursor, encodeCursor } from '../../../federation/cursor.ts'
import { answerProblems, writeProblemJson } from '../../errors.ts'
import { sendJson, whileOpen } from '../../send.ts'
import { compileValidator } from '../../stac/description/validate.ts'
import { geoJson, json, stacVersion } from '../../stac/links.ts'
import { pagesByGet, pagesByPost } from '../../stac/paging.ts'
import { readArea, readPeriod } from '../../stac/search/selection.ts'
import type { FederationContext } from '../context.ts'
import { chooseSources } from '../request.ts'
import { searchSources } from '../service.ts'
import { federatedItem } from './item.ts'
import { type FederatedSelection, getSearch, postSearch } from './parameters.ts'

const conformsTo = ['https://api.stacspec.org/v1.0.0/core', 'https://api.stacspec.org/v1.0.0/item-search']

/** The federation as a STAC API: its landing page and its search. */
export async function federatedStacRoutes(scope: FastifyInstance, context: FederationContext): Promise<void> {
  const { federation, baseUrl, methodsAt } = context
  const app = scope.withTypeProvider<TypeBoxTypeProvider>()
  app.setValidatorCompiler(compileValidator)
  app.setSerializerCompiler(() => JSON.stringify)
  answerProblems(app, writeProblemJson, methodsAt)

  app.get('/', async (request, reply) => {
    const root = `${baseUrl(request)}/federation/stac`
    const search = (method: string): StacLink => ({
      rel: 'search',
      href: `${root}/search`,
      type: geoJson,
      method,
    })
    return sendJson(reply, json, {
      type: 'Catalog',
      stac_version: stacVersion,
      id: 'oceanid-federation',
      title: federation.title,
      description: `Granules of ${federation.sources.map(({ title }) => title).join(', ')}, searched at once.`,
      conformsTo,
      links: [
        { rel: 'self', href: root, type: json },
        { rel: 'root', href: root, type: json },
        search('GET'),
        search('POST'),
      ],
    })
  })

  const find = async (selection: FederatedSelection, root: string, signal: AbortSignal) => {
    const { bbox, intersects, datetime, collections, source, limit = 10, token } = selection
    const area = readArea(bbox, intersects)
    const period = datetime === undefined ? undefined : readPeriod(datetime)
    const collection = collections?.[0]
    const found = await searchSources(chooseSources(federation, source, undefined), {
      question: {
        query: { ...(area && { area }), ...(period && { period }) },
        tokens: new Map(),
        ...(collection !== undefined && { collection }),
      },
      offset: 0,
      count: limit,
      signal,
      ...(token !== undefined && { cursor: decodeCursor(token) }),
    })
    const [numberMatched, numberReturned] = [found.total, found.granules.length]
    const page = {
      type: 'FeatureCollection',
      numberMatched,
      numberReturned,
      context: { limit, matched: numberMatched, returned: numberReturned },
      'oceanid:sources': found.reports,
      features: found.granules.map((granule) => federatedItem(granule, root)),
    }
    return { page, neighbours: found.next ? { next: encodeCursor(found.next) } : {} }
  }

  app.get('/search', { schema: getSearch }, async (request, reply) => {
    const root = `${baseUrl(request)}/federation/stac`
    const here = `${baseUrl(request)}${request.originalUrl}`
    const { page, neighbours } = await find(request.query, root, whileOpen(reply))
    const links = [
      { rel: 'self', href: here, type: geoJson },
      { rel: 'root', href: root, type: json },
      ...pagesByGet(here, neighbours, geoJson),
    ]
    return sendJson(reply, geoJson, { ...page, links })
  })

  app.post('/search', { schema: postSearch }, async (request, reply) => {
    const root = `${baseUrl(request)}/federation/stac`
    const { page, neighbours } = await find(request.body, root, whileOpen(reply))
    const links = [
      { rel: 'root', href: root, type: json },
      ...pagesByPost(`${root}/search`, request.body, neighbours, geoJson),
    ]
    return sendJson(reply, geoJson, { ...page, links })
  })
}
