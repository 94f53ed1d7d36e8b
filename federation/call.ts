import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP } from 'node:net'
import { pipeline, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import pLimit, { type LimitFunction } from 'p-limit'
import { isPrivate, lookupPublic, privateAddress } from './address.ts'
import { SourceError } from './source.ts'

/** Bytes of an answer, unpacked. */
const mostBytes = 32 * 2 ** 20
const mostRedirects = 5

export interface Answer {
  status: number
  type: string
  text: string
  /** Where it came from in the end. */
  url: string
}

export interface Asked {
  accept: string
  /** Sent by POST, as JSON. */
  body?: object
  signal: AbortSignal
}

/** Calls one service, within what its configuration allows. */
export type Caller = (url: string, asked: Asked) => Promise<Answer>

export interface CallerOptions {
  /** Hosts (with their ports) that may be called; all others are refused, also where an answer leads to them. */
  hosts: string[]
  /** Whether they may be at private addresses. */
  private: boolean
  /** Requests under way at once. */
  concurrency: number
}

export function createCaller(options: CallerOptions): Caller {
  const limit = pLimit(options.concurrency)
  return (url, asked) => follow(new URL(url), asked, options, limit)
}

async function follow(url: URL, asked: Asked, options: CallerOptions, limit: LimitFunction): Promise<Answer> {
  let [here, body] = [url, asked.body]
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    check(here, options)
    const { body: _, ...rest } = asked
    const answer = await limit(() => {
      asked.signal.throwIfAborted()
      return call(here, { ...rest, ...(body && { body }) }, options)
    })
    if (answer.location === undefined) return answer
    here = new URL(answer.location, here)
    if (answer.status === 303) body = undefined
  }
  throw new SourceError(`leads from one address to the next more than ${mostRedirects} times`)
}

/** @throws SourceError for an address that the configuration does not name */
function check(url: URL, { hosts, private: privately }: CallerOptions): void {
  if (!/^https?:$/.test(url.protocol)) throw new SourceError(`leads to ${url.protocol}, which is not called`)
  if (!hosts.includes(url.host)) throw new SourceError(`leads to ${url.host}, which is not configured`)
  const literal = url.hostname.replace(/^\[(.*)\]$/, '$1')
  if (!privately && isIP(literal) && isPrivate(literal)) {
    throw privateAddress(literal)
  }
}

async function call(
  url: URL,
  { accept, body, signal }: Asked,
  { private: privately }: CallerOptions,
): Promise<Answer & { location?: string }> {
  const text = body && JSON.stringify(body)
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest
    const request = send(url, {
      method: text === undefined ? 'GET' : 'POST',
      headers: {
        accept,
        'accept-encoding': 'gzip',
        'user-agent': 'oceanid',
        ...(text !== undefined && { 'content-type': 'application/json' }),
      },
      signal,
      ...(!privately && { lookup: lookupPublic }),
    })
    request.on('response', resolve).on('error', (error) => reject(explain(error, signal)))
    request.end(text)
  })
  const { statusCode: status = 0, headers } = response
  const location = status >= 300 && status < 400 ? headers.location : undefined
  const answered = { status, type: headers['content-type'] ?? '', url: url.href }
  if (location !== undefined) {
    response.destroy()
    return { ...answered, text: '', location }
  }
  try {
    const zipped = headers['content-encoding'] === 'gzip'
    return { ...answered, text: await read(zipped ? pipeline(response, createGunzip(), () => {}) : response) }
  } catch (error) {
    throw explain(error as Error, signal)
  } finally {
    response.destroy()
  }
}

async function read(stream: Readable): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > mostBytes) throw new SourceError(`answers more than ${mostBytes / 2 ** 20} MB at once`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function explain(error: Error, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason
  return error instanceof SourceError
    ? error
    : new SourceError(`cannot be reached (${error.message})`, { passing: true, cause: error })
}
