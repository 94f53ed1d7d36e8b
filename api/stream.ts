import { pipeline, type Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { takesGzip } from './compress.ts'
import { addVary } from './vary.ts'

/** What is too long to be held whole goes out as it is written, compressed on the way. A client that goes away ends it. */
export function sendStream(request: FastifyRequest, reply: FastifyReply, stream: Readable): FastifyReply {
  addVary(reply, 'Accept-Encoding')
  if (!takesGzip(request.headers['accept-encoding'])) return reply.send(stream)
  const compressed = createGzip({ level: 1 })
  pipeline(stream, compressed, () => {})
  return reply.header('content-encoding', 'gzip').send(compressed)
}
