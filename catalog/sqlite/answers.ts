import type { GranuleQuery } from '../query.ts'
import type { Database } from './database.ts'
import type { Match } from './match.ts'
import { whileUnchanged } from './unchanged.ts'

/** Bytes, about, that what is remembered may take. */
const MOST = 2 ** 24
const EACH = { answer: 100, match: 24 }
/** Matches that are remembered one by one. */
const FEW = 2_000

export interface Answer {
  count: number
  /** In no order; absent where there are many, or nobody had to find them. */
  matches?: () => Match[]
}

/** Number, start and end of each match, one after the other: a third of what the objects take. */
type Packed = Float64Array

/** Answers to the last questions, for as long as the catalogue stays as it is: for later pages nothing is sought again. */
export interface Answers {
  get(query: GranuleQuery): Answer | undefined
  set(query: GranuleQuery, count: number, matches?: readonly Match[]): void
}

export function rememberAnswers(database: Database): Answers {
  const answers = whileUnchanged<string, { count: number; packed?: Packed }>(database, MOST)
  return {
    get(query) {
      const found = answers.get(keyOf(query))
      if (!found) return undefined
      const { count, packed } = found
      return { count, ...(packed && { matches: () => unpack(packed) }) }
    },
    set(query, count, matches) {
      const key = keyOf(query)
      const packed = matches && matches.length <= FEW ? pack(matches) : undefined
      const weight = key.length + EACH.answer + EACH.match * (packed ? count : 0)
      answers.set(key, { count, ...(packed && { packed }) }, weight)
    },
  }
}

function pack(matches: readonly Match[]): Packed {
  const packed = new Float64Array(3 * matches.length)
  matches.forEach(({ number, start, end }, i) => {
    packed.set([number, start, end], 3 * i)
  })
  return packed
}

function unpack(packed: Packed): Match[] {
  return Array.from({ length: packed.length / 3 }, (_, i) => ({
    number: packed[3 * i]!,
    start: packed[3 * i + 1]!,
    end: packed[3 * i + 2]!,
  }))
}

/** JSON writes numbers that are not finite as null, and no two questions may have one key. */
function keyOf(query: GranuleQuery): string {
  const text = JSON.stringify(query)
  if (!text.includes('null')) return text
  return JSON.stringify(query, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? { number: String(value) } : value,
  )
}
