import { checkPage } from '../check.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { comparePlaces, type Place, placeOf, sortKeys } from '../order.ts'
import type { GranuleQuery, PageRequest, SortKey } from '../query.ts'
import type { GranulePage } from '../store.ts'
import { countByIndex } from './count.ts'
import type { Database } from './database.ts'
import { placesAreCheaper } from './estimate.ts'
import { readDescribed, readGranule } from './granules.ts'
import { type InstantOrder, instantOrder, takeInOrder } from './instant-order.ts'
import { ask, type Match, type Question } from './match.ts'
import type { Stratum } from './strata.ts'
import { windowsOf } from './windows.ts'

export function searchGranules(
  database: Database,
  strata: () => Stratum[],
  query: GranuleQuery,
  page: PageRequest,
): GranulePage {
  checkPage(page)
  const sort = sortKeys(page.sort)
  const after = page.after === undefined ? undefined : decodeCursor(page.after, sort)
  return database.reading(() => {
    const question = ask(database, query, strata())
    const { numbers, matched } = firstNumbers(database, question, page, sort, after)
    const granules = numbers
      .slice(0, page.limit)
      .map((number) => readGranule(database, number, page.segments === true))
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
 * The numbers of the page's granules in order, and of one more where there is one. Sorted by an instant they come
 * window by window as long as nobody counts them; else all matches are found first.
 */
function firstNumbers(
  database: Database,
  question: Question,
  page: PageRequest,
  sort: SortKey[],
  after: Place | undefined,
): { numbers: number[]; matched?: number } {
  const counted = !page.uncounted
  if (page.limit === 0) return { numbers: [], ...(counted && { matched: countMatches(database, question) }) }
  const skip = page.offset ?? 0
  const order = instantOrder(sort, after)
  if (order && isWindowed(question, counted)) {
    return {
      numbers: numbersByWindow(database, question, order, skip, page.limit + 1),
      ...(counted && { matched: countMatches(database, question) }),
    }
  }
  const matches = [...question.matches()]
  const matched = matches.length
  const numbers = order
    ? takeInOrder(database, matches, order, skip, page.limit + 1).numbers
    : takeSorted(database, matches, sort, after).slice(skip, skip + page.limit + 1)
  return { numbers, ...(counted && { matched }) }
}

function isWindowed(question: Question, counted: boolean): boolean {
  if (question.ids) return false
  if (counted) return question.byIndexAlone
  return !question.area || !placesAreCheaper(question.scope, question.area)
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

export function countGranules(database: Database, strata: () => Stratum[], query: GranuleQuery): number {
  return database.reading(() => countMatches(database, ask(database, query, strata())))
}

function countMatches(database: Database, question: Question): number {
  if (question.byIndexAlone) return countByIndex(database, question.scope)
  let count = 0
  for (const _ of question.matches()) count++
  return count
}
