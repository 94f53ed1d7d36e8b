import type { FastifyReply } from 'fastify'

export function sendJson(reply: FastifyReply, mediaType: string, body: unknown): FastifyReply {
  return sendJsonText(reply, mediaType, JSON.stringify(body))
}

/** Sent as bytes: to text Fastify adds a charset, which the media types of JSON do not have (RFC 8259 section 11). */
export function sendJsonText(reply: FastifyReply, mediaType: string, text: string): FastifyReply {
  return reply.type(mediaType).send(Buffer.from(text))
}

/** Aborted when the client goes away before it has its answer. */
export function whileOpen(reply: FastifyReply): AbortSignal {
  const controller = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort()
  })
  return controller.signal
}
