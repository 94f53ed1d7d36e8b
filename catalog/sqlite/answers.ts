import type { GranuleQuery } from '../query.ts'
import type { Database } from './database.ts'
import type { Match } from './match.ts'
import { whileUnchanged } from './unchanged.ts'

/** Bytes, about, that what is remembered may take. */
const MOST = 2 ** 24
const EACH = { answer: 100, match: 64 }
/** Matches that are remembered one by one. */
const FEW = 2_000

export interface Answer {
  count: number
  /** In no order; absent where there are many, or nobody had to find them. */
  matches?: readonly Match[]
}

/** Answers to the last questions, for as long as the catalogue stays as it is: for later pages nothing is sought again. */
export interface Answers {
  get(query: GranuleQuery): Answer | undefined
  set(query: GranuleQuery, count: number, matches?: readonly Match[]): void
}

export function rememberAnswers(database: Database): Answers {
  const answers = whileUnchanged<string, Answer>(database, MOST)
  return {
    get: (query) => answers.get(keyOf(query)),
    set(query, count, matches) {
      const key = keyOf(query)
      const kept = matches && matches.length <= FEW ? matches : []
      const weight = key.length + EACH.answer + EACH.match * kept.length
      answers.set(key, { count, ...(kept === matches && { matches: kept }) }, weight)
    },
  }
}

/** JSON writes numbers that are not finite as null, and no two questions may have one key. */
function keyOf(query: GranuleQuery): string {
  const text = JSON.stringify(query)
  if (!text.includes('null')) return text
  return JSON.stringify(query, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? { number: String(value) } : value,
  )
}
