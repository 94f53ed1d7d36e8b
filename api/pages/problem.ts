import type { FastifyRequest } from 'fastify'
import { preferredType } from '../accept.ts'
import type { ApiContext } from '../context.ts'
import { type Problem, type ProblemWriter, writeProblemJson } from '../errors.ts'
import { element } from '../opensearch/xml.ts'
import { asPage } from '../page-policy.ts'
import { html, json } from '../stac/links.ts'
import { addVary } from '../vary.ts'
import { namedLanguage, preferredLanguage } from './language.ts'
import { anchor } from './markup.ts'
import { writePage } from './page.ts'
import { type Reader, readerIn } from './reader.ts'

/** Problems as pages, in the language of the caller: of pages, and of addresses at which nothing is. */
export function writeProblemPage(baseUrl: ApiContext['baseUrl']): ProblemWriter {
  return (problem, request, reply) => {
    const named = namedLanguage(request)
    const language = named ?? preferredLanguage(request.headers['accept-language'])
    addVary(reply.header('content-language', language), 'accept-language')
    const reader = readerIn({ language, ...(named && { named }) }, request, baseOf(request, baseUrl))
    return asPage(reply).send(problemPage(problem, request, reader))
  }
}

/** The same where the client likes pages better than JSON, as browsers do. */
export function writeProblemInForm(baseUrl: ApiContext['baseUrl']): ProblemWriter {
  const writePage = writeProblemPage(baseUrl)
  return (problem, request, reply) => {
    addVary(reply, 'accept')
    const form = preferredType(request.headers.accept, [json, html])
    return (form === html ? writePage : writeProblemJson)(problem, request, reply)
  }
}

/** Relative where the request names no host. */
function baseOf(request: FastifyRequest, baseUrl: ApiContext['baseUrl']): string {
  try {
    return baseUrl(request)
  } catch {
    return ''
  }
}

function problemPage(problem: Problem, request: FastifyRequest, reader: Reader): string {
  const { words, urls } = reader
  const said = problem.status === 404 ? missing(request, reader) : undefined
  return writePage(reader, {
    title: titleOf(problem.status, reader),
    content: `${said === undefined ? element('p', problem.detail, { lang: 'en' }) : element('p', said)}
<p class="actions">${anchor(urls.collections, words.problems.goOn)} ${anchor(urls.home, words.site.home)}</p>`,
  })
}

function titleOf(status: number, { words: { problems } }: Reader): string {
  if (status === 404) return problems.notFound
  if (status === 429) return problems.tooMany
  return status < 500 ? problems.badRequest : problems.failed
}

/** Of the collection or granule that the address names. */
function missing({ params }: FastifyRequest, { words: { problems } }: Reader): string | undefined {
  const { collection, granule } = params as { collection?: string; granule?: string }
  if (collection === undefined) return undefined
  return granule === undefined ? problems.noCollection(collection) : problems.noGranule(granule, collection)
}
