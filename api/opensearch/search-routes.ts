import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { keepDeadline } from '../../catalog/deadline.ts'
import type { ApiContext } from '../context.ts'
import { asPage } from '../page-policy.ts'
import { pieceLength } from '../pieces.ts'
import { whileOpen } from '../send.ts'
import { sendStream } from '../stream.ts'
import type { Place } from './build-feed.ts'
import { writeProblem } from './errors.ts'
import type { Feed } from './feed.ts'
import { type Format, formats, negotiateFormat } from './formats.ts'
import type { Level } from './parameter.ts'
import { parametersSent, pathOf, type RawParameters, takeForms } from './request.ts'

/** Characters: an address may be this long. Proxies commonly stop at 8,000. */
const longestAddress = 32_000

export interface Searches {
  /** The path where both levels are found in all formats. */
  home: string
  /** Whether an address without an extension is answered, in the format that the client likes best. */
  negotiated: boolean
  /** @param signal aborted when the client goes away */
  find(level: Level, raw: RawParameters, place: Place, signal: AbortSignal): Promise<Feed>
}

/** Registers `granules` and `collections`, with the extension of each format, by GET and by POST of a form. */
export function answerSearches(
  app: FastifyInstance,
  { baseUrl }: ApiContext,
  { home, negotiated, find }: Searches,
): void {
  takeForms(app)
  refuseLongAddresses(app)

  const answer = async (request: FastifyRequest, reply: FastifyReply, level: Level, named?: Format) => {
    const raw = parametersSent(request)
    const format = named ?? negotiateFormat(raw.httpAccept, request.headers.accept)
    if (!named) reply.header('vary', 'Accept')
    const base = baseUrl(request)
    const address = `${base}${pathOf(request).replace(/\/$/, '')}${named ? '' : `.${format.extension}`}`
    const place = { base, root: base + home, address, format }
    const feed = await find(level, raw, place, whileOpen(reply))
    return sendFeed(request, reply, feed, format)
  }
  for (const level of ['granules', 'collections'] as const) {
    for (const format of formats) {
      app.route({
        method: ['GET', 'POST'],
        url: `/${level}.${format.extension}`,
        handler: (request, reply) => answer(request, reply, level, format),
      })
    }
    if (!negotiated) continue
    app.route({
      method: ['GET', 'POST'],
      url: `/${level}`,
      handler: (request, reply) => answer(request, reply, level),
    })
  }
}

async function sendFeed(
  request: FastifyRequest,
  reply: FastifyReply,
  feed: Feed,
  { mediaType, write }: Format,
): Promise<FastifyReply> {
  if (mediaType === 'text/html') asPage(reply)
  else reply.type(`${mediaType}; charset=utf-8`)
  const stream = Readable.from(keepDeadline(write(feed)))
  return feed.itemsPerPage > pieceLength ? sendStream(request, reply, stream) : reply.send(await text(stream))
}

function refuseLongAddresses(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.url.length <= longestAddress) return
    const detail = `an address has at most ${longestAddress} characters; send the parameters as a form by POST`
    const problem = { status: 414, title: 'URI Too Long', detail }
    return writeProblem(problem, request, reply.status(problem.status))
  })
}
