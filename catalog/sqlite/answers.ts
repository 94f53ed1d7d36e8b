import type { GranuleQuery, PageRequest } from '../query.ts'
import type { Database } from './database.ts'
import type { Match } from './match.ts'
import { whileUnchanged } from './unchanged.ts'

/** Bytes, about, that what is remembered may take. */
const MOST = { answers: 2 ** 23, pages: 2 ** 23 }
const EACH = { answer: 200, match: 24, number: 8 }
/** Matches that are remembered one by one. */
const FEW = 2_000

export interface Answer {
  count: number
  /** In no order; absent where there are many, or nobody had to find them. */
  matches?: () => Match[]
}

/** Granules by their numbers, in order, and one more where there is one. */
export interface FoundPage {
  numbers: number[]
  matched?: number
}

/** What is known of one question. */
export interface Known {
  answer(): Answer | undefined
  remember(count: number, matches?: readonly Match[]): void
  /** A page of it, sought only where it is not known. */
  page(page: PageRequest, seek: () => FoundPage): FoundPage
}

/** Answers to the last questions, for as long as the catalogue stays as it is: nothing is sought again, nor for later pages. */
export type Answers = (query: GranuleQuery) => Known

/** Number, start and end of each match, one after the other: a third of what the objects take. */
type Packed = Float64Array

export function rememberAnswers(database: Database): Answers {
  const answers = whileUnchanged<string, { count: number; packed?: Packed }>(database, MOST.answers)
  const pages = whileUnchanged<string, FoundPage>(database, MOST.pages)
  return (query) => {
    const key = keyOf(query)
    return {
      answer() {
        const found = answers.get(key)
        if (!found) return undefined
        const { count, packed } = found
        return { count, ...(packed && { matches: () => unpack(packed) }) }
      },
      remember(count, matches) {
        const packed = matches && matches.length <= FEW ? pack(matches) : undefined
        const weight = key.length + EACH.answer + EACH.match * (packed ? count : 0)
        answers.set(key, { count, ...(packed && { packed }) }, weight)
      },
      page({ limit, sort, after, offset, uncounted, shared }, seek) {
        // Who walks through all matches comes to each page once.
        if (!shared) return seek()
        const pageKey = `${key} ${JSON.stringify([limit, sort, after, offset, uncounted])}`
        const before = pages.get(pageKey)
        if (before) return before
        const found = seek()
        pages.set(pageKey, found, pageKey.length + EACH.answer + EACH.number * found.numbers.length)
        return found
      },
    }
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
