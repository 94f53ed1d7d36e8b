import { pipeline, Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { takesGzip } from './compress.ts'
import { addVary } from './vary.ts'

/**
 * What is too long to be held whole goes out as it is written, compressed on the way unless it is already. A client that
 * goes away, or wants the headers alone, ends it.
 */
export function sendStream(
  request: FastifyRequest,
  reply: FastifyReply,
  stream: Readable,
  { isPacked = false } = {},
): FastifyReply {
  const isCompressed = !isPacked && takesGzip(request.headers['accept-encoding'])
  if (!isPacked) addVary(reply, 'Accept-Encoding')
  if (isCompressed) reply.header('content-encoding', 'gzip')
  if (request.method === 'HEAD') {
    stream.destroy()
    return reply.send(Readable.from([]))
  }
  if (!isCompressed) return reply.send(stream)
  const compressed = createGzip({ level: 1 })
  pipeline(stream, compressed, () => {})
  return reply.send(compressed)
}
