import type { FastifyInstance, FastifyRequest } from 'fastify'
import { RateLimitedError } from '../../catalog/errors.ts'

/** What one client may ask. */
export interface RateLimit {
  /** Requests, in the long run. */
  perSecond: number
  /** Requests at once after a pause. */
  burst: number
}

/** A bucket of tokens for each client, which fills with time; each request takes one. */
export interface Buckets {
  /**
   * @param now in milliseconds
   * @returns 0 where there was a token, else the seconds until there is one
   */
  take(client: string, now: number): number
  readonly size: number
}

/** Clients that are remembered; beyond, those longest unseen are forgotten, which gives them a full bucket. */
const mostClients = 50_000

export function newBuckets({ perSecond, burst }: RateLimit, most = mostClients): Buckets {
  const buckets = new Map<string, { tokens: number; since: number }>()
  return {
    take(client, now) {
      const known = buckets.get(client)
      const tokens = known
        ? Math.min(burst, known.tokens + (Math.max(0, now - known.since) / 1000) * perSecond)
        : burst
      const isThere = tokens >= 1
      // Set anew, so that the map is in the order in which clients were last seen.
      buckets.delete(client)
      buckets.set(client, { tokens: isThere ? tokens - 1 : tokens, since: now })
      if (buckets.size > most) buckets.delete(buckets.keys().next().value!)
      return isThere ? 0 : (1 - tokens) / perSecond
    },
    get size() {
      return buckets.size
    },
  }
}

const monitored = new Set(['/health', '/ready', '/metrics'])

/** Whether it is for an address that a monitor asks, as often as it likes, and with what it shows to others. */
export function isMonitoring(request: FastifyRequest): boolean {
  return monitored.has(request.routeOptions.url ?? '')
}

/** 429 with `Retry-After` for a client, known by its address, that asks more than it may. */
export function limitRate(app: FastifyInstance, limit: RateLimit): void {
  const buckets = newBuckets(limit)
  app.addHook('onRequest', async (request) => {
    if (isMonitoring(request)) return
    const wait = buckets.take(request.ip, performance.now())
    if (wait > 0) throw new RateLimitedError(Math.ceil(wait))
  })
}
