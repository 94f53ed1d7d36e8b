import { checkPage } from '../check.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { type Place, placeOf, sortKeys } from '../order.ts'
import type { GranuleQuery, PageRequest, SortKey } from '../query.ts'
import type { GranulePage } from '../store.ts'
import type { Answers, FoundPage, Known } from './answers.ts'
import { countByIndex } from './count.ts'
import type { Database } from './database.ts'
import { isWalkCheaper } from './estimate.ts'
import type { GranuleMemory } from './granules.ts'
import { type InstantOrder, instantOrder, takeInOrder } from './instant-order.ts'
import { ask, type Match, plainQuery, type Question } from './match.ts'
import { takeSorted } from './sorted-order.ts'
import type { Stratum } from './strata.ts'
import { windowsOf } from './windows.ts'

export function searchGranules(
  database: Database,
  strata: () => Stratum[],
  answers: Answers,
  memory: GranuleMemory,
  asked: GranuleQuery,
  page: PageRequest,
): GranulePage {
  checkPage(page)
  const sort = sortKeys(page.sort)
  const after = page.after === undefined ? undefined : decodeCursor(page.after, sort)
  return database.reading(() => {
    const query = plainQuery(asked)
    const known = answers(query)
    const { numbers, matched } = known.page(page, () => {
      const answer = known.answer()
      return answer?.matches
        ? { numbers: takeSome(database, answer.matches(), page, sort, after), matched: answer.count }
        : findNumbers(database, ask(database, query, strata()), known, page, sort, after)
    })
    const granules = numbers.slice(0, page.limit).map((number) => memory.read(number, page))
    const last = granules.at(-1)
    const more = numbers.length > page.limit
    return {
      granules,
      ...(matched === undefined || page.uncounted ? {} : { matched }),
      ...(last && more ? { next: encodeCursor(placeOf(last, sort), sort) } : {}),
    }
  })
}

/**
 * The numbers of the page's granules in order, and of one more where there is one. In the order of an instant they may
 * be had from a walk along time, unless all have to be found to be counted.
 */
function findNumbers(
  database: Database,
  question: Question,
  known: Known,
  page: PageRequest,
  sort: SortKey[],
  after: Place | undefined,
): FoundPage {
  const knownCount = known.answer()?.count
  const mustFindAll = !page.uncounted && knownCount === undefined && !question.byIndexAlone
  const [skip, most] = [page.offset ?? 0, page.limit + 1]
  const order = instantOrder(sort, after)
  const count = () => (page.uncounted ? {} : { matched: countMatches(database, question, known) })
  if (page.limit === 0) return { numbers: [], ...count() }
  if (order && !mustFindAll && !question.query.ids && isWalkCheaper(question.cost, skip + most, knownCount)) {
    return { numbers: numbersByWindow(database, question, order, skip, most), ...count() }
  }
  const matches = [...question.matches()]
  known.remember(matches.length, matches)
  return { numbers: takeSome(database, matches, page, sort, after), matched: matches.length }
}

/** The page's part of all matches, and one more. */
function takeSome(
  database: Database,
  matches: readonly Match[],
  page: PageRequest,
  sort: SortKey[],
  after: Place | undefined,
): number[] {
  const [skip, most] = [page.offset ?? 0, page.limit + 1]
  if (page.limit === 0) return []
  const order = instantOrder(sort, after)
  if (order) return takeInOrder(database, matches, order, skip, most).numbers
  return takeSorted(database, matches, sort, after, skip + most).slice(skip)
}

function numbersByWindow(
  database: Database,
  question: Question,
  order: InstantOrder,
  skip: number,
  most: number,
): number[] {
  const numbers: number[] = []
  let toSkip = skip
  for (const window of windowsOf(database, question.scope, order, 2 * (skip + most))) {
    const matches = [...question.matches(window)]
    const taken = takeInOrder(database, matches, order, toSkip, most - numbers.length)
    toSkip -= taken.skipped
    numbers.push(...taken.numbers)
    if (numbers.length === most) break
  }
  return numbers
}

export function countGranules(
  database: Database,
  strata: () => Stratum[],
  answers: Answers,
  query: GranuleQuery,
): number {
  return database.reading(() => {
    const asked = plainQuery(query)
    const known = answers(asked)
    return known.answer()?.count ?? countMatches(database, ask(database, asked, strata()), known)
  })
}

function countMatches(database: Database, question: Question, known: Known): number {
  const before = known.answer()
  if (before) return before.count
  let count = 0
  if (question.byIndexAlone) count = countByIndex(database, question.scope)
  else for (const _ of question.matches()) count++
  known.remember(count)
  return count
}
