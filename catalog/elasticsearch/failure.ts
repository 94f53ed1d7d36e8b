import { setTimeout as sleep } from 'node:timers/promises'
import { errors } from '@elastic/elasticsearch'
import { checkDeadline } from '../deadline.ts'
import { CatalogUnavailableError } from '../errors.ts'
import type { Connection } from './connect.ts'

/** Milliseconds: the longest wait before the first retry, doubled with each. */
const firstWait = 100
const longestWait = 5_000

/**
 * Calls the cluster, again after a random wait while it is busy, starting or away, for as long as there is patience.
 * Every call made through here can safely be made twice.
 *
 * @throws CatalogUnavailableError that says what to do
 */
export async function request<T>(
  connection: Connection,
  kind: 'read' | 'write',
  call: () => Promise<T>,
): Promise<T> {
  const deadline = Date.now() + connection.patience[kind]
  for (let attempt = 0; ; attempt++) {
    try {
      return await call()
    } catch (error) {
      checkDeadline()
      const wait = backoff(attempt)
      if (!isPassing(error) || Date.now() + wait > deadline) throw unavailable(connection, error)
      await sleep(wait)
    }
  }
}

/** Full jitter: many that were refused at once do not come back at once. */
export function backoff(attempt: number): number {
  return Math.random() * Math.min(longestWait, firstWait * 2 ** attempt)
}

/** Whether the same call may succeed a little later. */
function isPassing(error: unknown): boolean {
  if (error instanceof errors.ResponseError) {
    return isPassingStatus(error.statusCode ?? 0, typeOf(error), error.message)
  }
  return error instanceof errors.ConnectionError || error instanceof errors.TimeoutError
}

/** A write block (8) is set for moments by `catalog migrate`; the one of the flood stage (12) stays. */
export function isPassingStatus(status: number, type: string | undefined, reason: string): boolean {
  if (type === 'cluster_block_exception' && /FORBIDDEN\/8\//.test(reason)) return true
  return [429, 502, 503, 504].includes(status) && !(type === 'cluster_block_exception' && isFlood(reason))
}

export function isFlood(reason: string): boolean {
  return /FORBIDDEN\/12\/|read-only-allow-delete|flood-stage/.test(reason)
}

/** The cluster's own name for what went wrong. */
export function typeOf(error: unknown): string | undefined {
  const body: unknown = responseOf(error)?.body
  if (typeof body !== 'object' || body === null || !('error' in body)) return undefined
  const detail = body.error
  return typeof detail === 'object' && detail !== null && 'type' in detail ? String(detail.type) : undefined
}

export function isStatus(error: unknown, status: number): boolean {
  return responseOf(error)?.statusCode === status
}

function responseOf(error: unknown): errors.ResponseError | undefined {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return inner instanceof errors.ResponseError ? inner : undefined
}

export function floodMessage(name: string): string {
  return `Elasticsearch at ${name} takes no writes: its disk is nearly full (flood stage). Free space or add a node; it then takes writes again by itself.`
}

/** The failure as one of the catalogue's own: what is wrong, and what to do. A refusal that nobody foresaw is a defect, and no more than that. */
function unavailable({ name }: Connection, cause: unknown): unknown {
  const say = (message: string) => new CatalogUnavailableError(message, { cause })
  if (cause instanceof errors.ProductNotSupportedError) {
    return say(`What answers at ${name} is not Elasticsearch 8 or 9. Check the catalogue's URL.`)
  }
  if (cause instanceof errors.TimeoutError) {
    return say(`Elasticsearch at ${name} does not answer in time. Check its load and try again.`)
  }
  if (cause instanceof errors.ConnectionError) {
    const reason = cause.message.split('\n')[0]
    return say(
      `Elasticsearch at ${name} cannot be reached (${reason}). Check that it runs and that the URL and OCEANID_ELASTICSEARCH_CA are right.`,
    )
  }
  if (!(cause instanceof errors.ResponseError)) return cause
  const status = cause.statusCode ?? 0
  const type = typeOf(cause)
  if (isFlood(cause.message)) return say(floodMessage(name))
  if (status === 401 || (status === 403 && type === 'security_exception')) {
    return say(
      `Elasticsearch at ${name} refuses the user, password or API key (${status}). Check the catalogue's URL or OCEANID_ELASTICSEARCH_API_KEY, and the privileges listed in docs/elasticsearch.md.`,
    )
  }
  if (type === 'cluster_block_exception') {
    return say(`Elasticsearch at ${name} blocks this: ${cause.message}. Lift the block and try again.`)
  }
  if (status === 429) return say(`Elasticsearch at ${name} is overloaded. Try again later.`)
  if (status === 404 && type === 'index_not_found_exception') {
    return say(`Elasticsearch at ${name} has lost an index of the catalogue: ${cause.message}.`)
  }
  if (status >= 500) {
    return say(
      `Elasticsearch at ${name} cannot answer now (${status} ${type ?? ''}). Check its health and try again.`,
    )
  }
  return new Error(`Elasticsearch at ${name} refuses a request (${status}): ${cause.message}`, { cause })
}
