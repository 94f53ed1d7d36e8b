import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ApiContext } from '../context.ts'
import { type Formats, formats } from './format.ts'
import { type ChosenLanguage, chooseLanguage, type Language, words } from './language.ts'
import { type PageUrls, pageUrls } from './urls.ts'
import type { Words } from './words/en.ts'

/** Who a page is written for, and from where it is seen. */
export interface Reader {
  /** Where `/` of this server is, without a slash at the end. */
  base: string
  language: Language
  words: Words
  formats: Formats
  /** Of other pages, in the same language. */
  urls: PageUrls
  /** This page in a language. */
  inLanguage(language: Language): string
}

/** @throws InvalidQueryError for a language in which nothing is written */
export function readerOf(
  request: FastifyRequest,
  reply: FastifyReply,
  baseUrl: ApiContext['baseUrl'],
): Reader {
  return readerIn(chooseLanguage(request, reply), request, baseUrl(request))
}

export function readerIn({ language, named }: ChosenLanguage, request: FastifyRequest, base: string): Reader {
  const [path, query] = request.url.split('?', 2)
  return {
    base,
    language,
    words: words[language],
    formats: formats[language],
    urls: pageUrls(base, named),
    inLanguage(other) {
      const parameters = new URLSearchParams(query)
      parameters.set('lang', other)
      return `${base}${path}?${parameters}`
    },
  }
}
