import { readToken, unreadableToken, writeToken } from '../cursor.ts'
import type { PreciseInstant } from '../granule.ts'
import type { Crossover } from './crossover.ts'
import { type CrossoverKey, compareKeys, keyOf, timeOf } from './order.ts'

/** How far the crossovers of a request have been given; nothing of it is kept anywhere else. */
export interface Place {
  /** All before this time were given... */
  time: PreciseInstant
  /** ...and of those at this time all of lesser keys, and some of this one. */
  last?: { key: CrossoverKey; count: number }
}

/** Where to go on after this crossover, which was the next after `before`. */
export function placeAfter(crossover: Crossover, before: Place | undefined): Place {
  const [time, key] = [timeOf(crossover), keyOf(crossover)]
  const same = before?.time === time && before.last && compareKeys(before.last.key, key) === 0
  return { time, last: { key, count: same ? before.last!.count + 1 : 1 } }
}

/** A test of crossovers that come in order from that time on: whether they were given already. */
export function givenBefore({ time, last }: Place): (crossover: Crossover) => boolean {
  let left = last?.count ?? 0
  return (crossover) => {
    if (!last || timeOf(crossover) > time) return timeOf(crossover) < time
    const order = compareKeys(keyOf(crossover), last.key)
    return order < 0 || (order === 0 && left-- > 0)
  }
}

export function encodePlace({ time, last }: Place): string {
  return writeToken([time, ...(last ? [...last.key, last.count] : [])])
}

/** @throws InvalidQueryError for what no page gave */
export function decodePlace(token: string): Place {
  const [time, ...rest] = readToken(token)
  if (typeof time !== 'number' || !Number.isFinite(time)) throw unreadableToken()
  if (rest.length === 0) return { time }
  const count = rest.at(-1)
  const key = rest.slice(0, -1)
  if (key.length !== 4 || !key.every((part) => typeof part === 'string')) throw unreadableToken()
  if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 1) throw unreadableToken()
  return { time, last: { key: key as CrossoverKey, count } }
}
