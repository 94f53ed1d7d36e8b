import { checkPage } from '../check.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { comparePlaces, type Place, placeOf, sortKeys } from '../order.ts'
import type { GranuleQuery, PageRequest, SortKey } from '../query.ts'
import type { GranulePage } from '../store.ts'
import { countByIndex } from './count.ts'
import type { Counts } from './counts.ts'
import type { Database } from './database.ts'
import { isWalkCheaper } from './estimate.ts'
import { type GranuleMemory, readDescribed } from './granules.ts'
import { type InstantOrder, instantOrder, takeInOrder } from './instant-order.ts'
import { ask, type Match, type Question } from './match.ts'
import type { Stratum } from './strata.ts'
import { windowsOf } from './windows.ts'

export function searchGranules(
  database: Database,
  strata: () => Stratum[],
  counts: Counts,
  memory: GranuleMemory,
  query: GranuleQuery,
  page: PageRequest,
): GranulePage {
  checkPage(page)
  const sort = sortKeys(page.sort)
  const after = page.after === undefined ? undefined : decodeCursor(page.after, sort)
  return database.reading(() => {
    const question = ask(database, query, strata())
    const { numbers, matched } = firstNumbers(database, question, counts, page, sort, after)
    const granules = numbers.slice(0, page.limit).map((number) => memory.read(number, page))
    const last = granules.at(-1)
    const more = numbers.length > page.limit
    return {
      granules,
      ...(matched === undefined ? {} : { matched }),
      ...(last && more ? { next: encodeCursor(placeOf(last, sort), sort) } : {}),
    }
  })
}

/**
 * The numbers of the page's granules in order, and of one more where there is one. In the order of an instant they may
 * be had from a walk along time, unless all have to be found to be counted.
 */
function firstNumbers(
  database: Database,
  question: Question,
  counts: Counts,
  page: PageRequest,
  sort: SortKey[],
  after: Place | undefined,
): { numbers: number[]; matched?: number } {
  const known = counts.get(question.query)
  const mustFindAll = !page.uncounted && known === undefined && !question.byIndexAlone
  const [skip, most] = [page.offset ?? 0, page.limit + 1]
  const order = instantOrder(sort, after)
  const count = () => (page.uncounted ? {} : { matched: countMatches(database, question, counts) })
  if (page.limit === 0) return { numbers: [], ...count() }
  if (order && !mustFindAll && !question.query.ids && isWalkCheaper(question.cost, skip + most, known)) {
    return { numbers: numbersByWindow(database, question, order, skip, most), ...count() }
  }
  const matches = [...question.matches()]
  const matched = matches.length
  counts.set(question.query, matched)
  const numbers = order
    ? takeInOrder(database, matches, order, skip, most).numbers
    : takeSorted(database, matches, sort, after).slice(skip, skip + most)
  return { numbers, ...(!page.uncounted && { matched }) }
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

/** In any order, which takes reading what every match has for the sort keys. */
function takeSorted(
  database: Database,
  matches: Match[],
  sort: SortKey[],
  after: Place | undefined,
): number[] {
  const compare = comparePlaces(sort)
  return matches
    .map(({ number }) => ({ number, place: placeOf(readDescribed(database, number), sort) }))
    .filter(({ place }) => !after || compare(place, after) > 0)
    .sort((a, b) => compare(a.place, b.place))
    .map(({ number }) => number)
}

export function countGranules(
  database: Database,
  strata: () => Stratum[],
  counts: Counts,
  query: GranuleQuery,
): number {
  return database.reading(() => countMatches(database, ask(database, query, strata()), counts))
}

function countMatches(database: Database, question: Question, counts: Counts): number {
  const known = counts.get(question.query)
  if (known !== undefined) return known
  let count = 0
  if (question.byIndexAlone) count = countByIndex(database, question.scope)
  else for (const _ of question.matches()) count++
  counts.set(question.query, count)
  return count
}
