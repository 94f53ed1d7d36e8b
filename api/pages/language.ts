import type { FastifyReply, FastifyRequest } from 'fastify'
import { InvalidQueryError } from '../../catalog/errors.ts'
import { addVary } from '../vary.ts'
import { weightsOf } from '../weights.ts'
import { en, type Words } from './words/en.ts'
import { fr } from './words/fr.ts'

/** Those in which pages are written, by their codes (BCP 47); the first where the caller likes none of them. */
export const words = { en, fr } satisfies Record<string, Words>

export type Language = keyof typeof words

export const languages = Object.keys(words) as Language[]

export interface ChosenLanguage {
  language: Language
  /** Present where the address names it: links of the page then do too. */
  named?: Language
}

/**
 * The language of an answer: what `?lang=` names, else what the header asks for (RFC 4647 section 3.4). The answer is
 * marked with it, and with what it depends on.
 *
 * @throws InvalidQueryError where `lang` is none of them
 */
export function chooseLanguage(request: FastifyRequest, reply: FastifyReply): ChosenLanguage {
  const named = namedLanguage(request)
  if (named === undefined && (request.query as { lang?: unknown }).lang !== undefined) {
    throw new InvalidQueryError('lang', `pages are written in ${languages.join(' and ')}`)
  }
  const language = named ?? preferredLanguage(request.headers['accept-language'])
  reply.header('content-language', language)
  if (!named) addVary(reply, 'accept-language')
  return { language, ...(named && { named }) }
}

/** What `?lang=` names, where pages are written in it. */
export function namedLanguage({ query }: FastifyRequest): Language | undefined {
  const { lang } = query as { lang?: unknown }
  return languages.find((one) => one === lang)
}

/** The language that a client likes best: `fr-CA` is content with `fr`. */
export function preferredLanguage(accepted: string | undefined): Language {
  const weights = [...weightsOf(accepted)]
  const weightOf = (language: Language) => {
    const ranges = weights.filter(([range]) => range === language || range.startsWith(`${language}-`))
    const others = weights.find(([range]) => range === '*')?.[1] ?? 0
    return ranges.length > 0 ? Math.max(...ranges.map(([, weight]) => weight)) : others
  }
  return languages.reduce((best, one) => (weightOf(one) > weightOf(best) ? one : best))
}
