import { STATUS_CODES } from 'node:http'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { InvalidQueryError, RateLimitedError } from '../catalog/errors.ts'
import type { MethodsAt } from './methods.ts'
import { sendJson } from './send.ts'

/** An error as a client may see it. */
export interface Problem {
  status: number
  /** The name of the status. */
  title: string
  detail: string
  /** The parameter that is wrong, where it is one. */
  parameter?: string
}

/** The one table from the catalogue's errors to HTTP. What is not here, and not a fault of the request, is 500. */
const statusByTag = new Map([
  ['InvalidQueryError', 400],
  ['NotAuthorizedError', 401],
  ['NotPermittedError', 403],
  ['NotFoundError', 404],
  ['ConflictError', 409],
  ['ChangedError', 412],
  ['RateLimitedError', 429],
  ['NotSupportedError', 501],
  ['CatalogUnavailableError', 503],
  ['TimeLimitError', 503],
  ['SourcesFailedError', 504],
])

const retryAfterSeconds = 10

/** What went wrong, in words for the client; nothing of what lies inside gets out: no path, host or statement. */
export function describeError(error: unknown): Problem {
  const { _tag, statusCode, message } = error as Partial<FastifyError> & { _tag?: string }
  const known = _tag === undefined ? undefined : statusByTag.get(_tag)
  const status =
    known ?? (statusCode !== undefined && statusCode >= 400 && statusCode < 500 ? statusCode : 500)
  const title = STATUS_CODES[status] ?? 'Error'
  return {
    status,
    title,
    detail: detailOf(status, _tag, message) ?? title,
    ...(error instanceof InvalidQueryError && { parameter: error.parameter }),
  }
}

function detailOf(status: number, tag: string | undefined, message: string | undefined): string | undefined {
  if (tag === 'CatalogUnavailableError') return 'the catalogue does not answer now: try again later'
  return status === 500 ? undefined : message
}

/** Writes a problem in the words of one protocol; status and headers are already set, but for the media type. */
export type ProblemWriter = (problem: Problem, request: FastifyRequest, reply: FastifyReply) => FastifyReply

/** Makes the errors of these routes speak one protocol. */
export function answerErrors(app: FastifyInstance, write: ProblemWriter): void {
  app.setErrorHandler((error, request, reply) => {
    const problem = describeError(error)
    // What the server does not do is a client's wish, not a failure.
    if (problem.status >= 500 && problem.status !== 501) request.log.error(error)
    if (problem.status === 401) reply.header('www-authenticate', 'Bearer')
    if (problem.status === 503) reply.header('retry-after', retryAfterSeconds)
    if (error instanceof RateLimitedError) reply.header('retry-after', error.retryAfter)
    return write(problem, request, reply.status(problem.status))
  })
}

/** Does the same for what is not found below the prefix of these routes, or is there for other methods (RFC 9110 section 15.5.6). */
export function answerProblems(app: FastifyInstance, write: ProblemWriter, methodsAt: MethodsAt): void {
  answerErrors(app, write)
  app.setNotFoundHandler((request, reply) => {
    const allowed = methodsAt(request.url)
    const asked = `${request.method} ${request.url}`
    if (allowed.length === 0) {
      const problem = { status: 404, title: 'Not Found', detail: `nothing is at ${asked}` }
      return write(problem, request, reply.status(404))
    }
    const allow = allowed.join(', ')
    const detail = `${asked} is not possible; allowed: ${allow}`
    const problem = { status: 405, title: 'Method Not Allowed', detail }
    return write(problem, request, reply.status(405).header('allow', allow))
  })
}

/** RFC 9457, with the two members that STAC API and OGC API Features name (`code`, `description`). */
export const writeProblemJson: ProblemWriter = (problem, _request, reply) =>
  sendJson(reply, 'application/problem+json', {
    type: 'about:blank',
    ...problem,
    code: problem.title.replaceAll(' ', ''),
    description: problem.detail,
  })
