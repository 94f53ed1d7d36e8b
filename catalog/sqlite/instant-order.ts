import { compareText } from '../fields.ts'
import type { Place } from '../order.ts'
import type { SortKey } from '../query.ts'
import type { Database } from './database.ts'
import { readKey } from './granules.ts'
import type { Match } from './match.ts'

/** The order by start or by end alone, ties by collection and id, and where in it to begin. */
export interface InstantOrder {
  key: 'start' | 'end'
  descending: boolean
  after?: { instant: number; collection: string; id: string }
}

export function instantOrder(sort: SortKey[], after: Place | undefined): InstantOrder | undefined {
  const [first, ...others] = sort
  if (!first || others.length > 0 || (first.property !== 'start' && first.property !== 'end'))
    return undefined
  const order = { key: first.property, descending: first.descending } as const
  if (!after) return order
  const instant = Number(after.values[0])
  return { ...order, after: { instant, collection: after.collection, id: after.id } }
}

/**
 * Puts matches in order and takes those after the order's beginning, `skip` passed over, `most` at most.
 * Collections and ids are read only where instants are equal and the order among them matters.
 */
export function takeInOrder(
  database: Database,
  found: readonly Match[],
  order: InstantOrder,
  skip: number,
  most: number,
): { numbers: number[]; skipped: number } {
  const { key, descending, after } = order
  const sign = descending ? -1 : 1
  const matches = found.toSorted((a, b) => sign * (a[key] - b[key]))
  const numbers: number[] = []
  let skipped = 0
  for (let first = 0, next = 0; first < matches.length && numbers.length < most; first = next) {
    const instant = matches[first]![key]
    while (next < matches.length && matches[next]![key] === instant) next++
    const ahead = after ? sign * (instant - after.instant) : 1
    if (ahead < 0) continue
    if (ahead > 0 && skipped + next - first <= skip) {
      skipped += next - first
      continue
    }
    let tied = matches.slice(first, next).map(({ number }) => number)
    if (tied.length > 1 || ahead === 0) tied = inKeyOrder(database, tied, ahead === 0 ? after : undefined)
    const passed = Math.min(skip - skipped, tied.length)
    skipped += passed
    numbers.push(...tied.slice(passed, passed + most - numbers.length))
  }
  return { numbers, skipped }
}

function inKeyOrder(
  database: Database,
  numbers: number[],
  after: { collection: string; id: string } | undefined,
): number[] {
  const compare = (a: { collection: string; id: string }, b: { collection: string; id: string }) =>
    compareText(a.collection, b.collection) || compareText(a.id, b.id)
  return numbers
    .map((number) => {
      const [collection, id] = readKey(database, number)
      return { number, collection, id }
    })
    .filter((key) => !after || compare(key, after) > 0)
    .sort(compare)
    .map(({ number }) => number)
}
