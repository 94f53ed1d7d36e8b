import { pipeline, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { createGzip } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { takesGzip } from '../compress.ts'
import type { ApiContext } from '../context.ts'
import { answerErrors, answerProblems } from '../errors.ts'
import { writeAtom } from './atom.ts'
import { describeAll, describeCollection } from './description.ts'
import { writeProblem } from './errors.ts'
import { collectionFeed, type Feed, granuleFeed, type Place } from './feed.ts'
import { type Format, formats } from './formats.ts'
import { writeGeojson } from './geojson.ts'
import { descriptionType } from './links.ts'
import { collectionOf, pieceLength, searchCollections, searchGranules } from './service.ts'

const writers = { atom: writeAtom, geojson: writeGeojson }

interface Search {
  Querystring: Record<string, unknown>
}

/** Registers OpenSearch under `/opensearch`, and its searches at the root too, where scripts for Ifremer's service call them. */
export async function openSearchRoutes(app: FastifyInstance, context: ApiContext): Promise<void> {
  await app.register(
    async (scope) => {
      answerProblems(scope, writeProblem)
      describe(scope, context)
      for (const format of formats) search(scope, context, format, 1)
    },
    { prefix: '/opensearch' },
  )
  await app.register(async (scope) => {
    answerErrors(scope, writeProblem)
    for (const format of formats) search(scope, context, format, 0)
  })
}

function describe(app: FastifyInstance, { store, baseUrl }: ApiContext): void {
  const send = (reply: FastifyReply, text: string) =>
    reply.type(`${descriptionType}; charset=utf-8`).send(text)

  for (const path of ['/', '/description.xml']) {
    app.get(path, async (request, reply) => {
      const collections = await store.collections()
      const example = collections.find(({ granules }) => granules > 0)
      return send(reply, describeAll(baseUrl(request), example))
    })
  }
  app.get<{ Params: { id: string } }>('/collections/:id/description.xml', async (request, reply) =>
    send(reply, describeCollection(baseUrl(request), await collectionOf(store, request.params.id))),
  )
}

/** @param pagesFrom what `startPage` counts from, unless the names of the parameters tell */
function search(
  app: FastifyInstance,
  { store, baseUrl }: ApiContext,
  format: Format,
  pagesFrom: 0 | 1,
): void {
  const place = (request: FastifyRequest): Place => ({
    base: baseUrl(request),
    path: request.url.replace(/\?.*$/s, ''),
    format,
  })
  const send = async (request: FastifyRequest, reply: FastifyReply, feed: Feed) => {
    reply.type(`${format.mediaType}; charset=utf-8`)
    const stream = Readable.from(writers[format.extension](feed))
    return feed.itemsPerPage > pieceLength
      ? sendStream(request, reply, stream)
      : reply.send(await text(stream))
  }

  app.get<Search>(`/granules.${format.extension}`, async (request, reply) => {
    const answer = await searchGranules(store, request.query, pagesFrom)
    return send(request, reply, granuleFeed(answer, place(request)))
  })
  app.get<Search>(`/collections.${format.extension}`, async (request, reply) => {
    const answer = await searchCollections(store, request.query, pagesFrom)
    return send(request, reply, collectionFeed(answer, place(request)))
  })
}

/** What is too long to be held whole goes out as it is written, compressed on the way. */
function sendStream(request: FastifyRequest, reply: FastifyReply, stream: Readable): FastifyReply {
  reply.header('vary', 'Accept-Encoding')
  if (!takesGzip(request.headers['accept-encoding'])) return reply.send(stream)
  const compressed = createGzip({ level: 1 })
  pipeline(stream, compressed, () => {})
  return reply.header('content-encoding', 'gzip').send(compressed)
}
