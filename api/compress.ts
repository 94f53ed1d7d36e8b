import { promisify } from 'node:util'
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { addVary } from './vary.ts'
import { weightsOf } from './weights.ts'

const smallest = 2048
/** Up to here (bytes), compressing takes less than handing it to another thread and back would delay the answer. */
const largestAtOnce = 256 * 1024

type Coding = 'gzip' | 'br'

const gzipOptions = { level: 1 }
const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }

const compressors = {
  gzip: {
    now: (body: string | Buffer) => gzipSync(body, gzipOptions),
    inThread: (body: string | Buffer) => promisify(gzip)(body, gzipOptions),
  },
  br: {
    now: (body: string | Buffer) => brotliCompressSync(body, brotliOptions),
    inThread: (body: string | Buffer) => promisify(brotliCompress)(body, brotliOptions),
  },
}

/**
 * Compresses answers of some size for clients that take it, in one go: a page of ten items costs 60 microseconds
 * this way and 350 through a stream, which is a third of the whole request.
 */
export function compressAnswers(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return done(null, payload)
    if (payload.length < smallest || reply.hasHeader('content-encoding')) return done(null, payload)
    addVary(reply, 'Accept-Encoding')
    const coding = preferredCoding(request.headers['accept-encoding'])
    if (coding === undefined) return done(null, payload)
    reply.header('content-encoding', coding).removeHeader('content-length')
    const { now, inThread } = compressors[coding]
    if (payload.length <= largestAtOnce) return done(null, now(payload))
    inThread(payload).then((body) => done(null, body), done)
  })
}

/**
 * The coding that a client likes best (RFC 9110 section 12.5.3): of equals gzip, which every client has. Undefined where
 * it takes neither.
 */
function preferredCoding(accepted: string | undefined): Coding | undefined {
  const weights = weightsOf(accepted)
  const [forGzip, forBrotli] = [weightOf(weights, 'gzip'), weightOf(weights, 'br')]
  if (forBrotli > forGzip) return 'br'
  return forGzip > 0 ? 'gzip' : undefined
}

export function takesGzip(accepted: string | undefined): boolean {
  return weightOf(weightsOf(accepted), 'gzip') > 0
}

/** What is not named counts as `*` does. */
function weightOf(weights: Map<string, number>, coding: Coding): number {
  const named = weights.get(coding) ?? (coding === 'gzip' ? weights.get('x-gzip') : undefined)
  return named ?? weights.get('*') ?? 0
}
