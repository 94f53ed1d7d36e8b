import { promisify } from 'node:util'
import { gzip, gzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'

const smallest = 2048
/** Up to here (bytes), compressing takes less than handing it to another thread and back would delay the answer. */
const largestAtOnce = 256 * 1024
const options = { level: 1 }
const gzipInThread = promisify(gzip)

/**
 * Compresses answers of some size for clients that take gzip, in one go: a page of ten items costs 60 microseconds
 * this way and 350 through a stream, which is a third of the whole request.
 */
export function compressAnswers(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload
    if (payload.length < smallest || reply.hasHeader('content-encoding')) return payload
    const vary = reply.getHeader('vary')
    reply.header('vary', vary ? `${vary}, Accept-Encoding` : 'Accept-Encoding')
    if (!takesGzip(request.headers['accept-encoding'])) return payload
    reply.header('content-encoding', 'gzip').removeHeader('content-length')
    return payload.length > largestAtOnce ? gzipInThread(payload, options) : gzipSync(payload, options)
  })
}

/** By RFC 9110 section 12.5.3: `gzip` if named, else `*`, and not with a weight of 0. */
export function takesGzip(accepted: string | undefined): boolean {
  const weights = new Map(
    accepted?.split(',').map((part) => {
      const [coding = '', weight] = part.split(/\s*;\s*q\s*=\s*/i)
      return [coding.trim().toLowerCase(), weight === undefined ? 1 : Number(weight)]
    }),
  )
  return (weights.get('gzip') ?? weights.get('x-gzip') ?? weights.get('*') ?? 0) > 0
}
