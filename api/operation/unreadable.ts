import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { securityHeaders } from './security-headers.ts'

/** An error of Node's HTTP parser; the packet is what it stopped in. */
interface ParsingError extends Error {
  code?: string
  rawPacket?: unknown
}

const statusByCode = new Map([
  ['HPE_HEADER_OVERFLOW', 431],
  ['ERR_HTTP_REQUEST_TIMEOUT', 408],
])

/** How long a client may go on sending once it has its answer, in milliseconds. */
const patience = 2000

/**
 * Answers what cannot be read as a request, and then takes what still arrives for a while: the answer is lost to a client whose
 * connection is closed over bytes that nobody has read (RFC 9112 section 9.6).
 */
export function answerUnreadable(error: ParsingError, socket: Socket): void {
  if (socket.writableEnded) return
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const status = statusByCode.get(error.code ?? '') ?? 400
  const title = STATUS_CODES[status]!
  const detail = status === 400 ? 'this is no HTTP request' : title
  const problem = {
    type: 'about:blank',
    status,
    title,
    detail,
    code: title.replaceAll(' ', ''),
    description: detail,
  }
  const body = JSON.stringify(problem)
  const headers = {
    ...securityHeaders,
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const { rawPacket } = error
  const isHead = Buffer.isBuffer(rawPacket) && rawPacket.subarray(0, 5).toString('latin1') === 'HEAD '
  socket.end(`HTTP/1.1 ${status} ${title}\r\n${lines.join('')}\r\n${isHead ? '' : body}`)
  socket.resume()
  const timer = setTimeout(() => socket.destroy(), patience).unref()
  socket.once('close', () => clearTimeout(timer))
}
