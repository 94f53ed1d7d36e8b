import { InvalidQueryError } from '../../catalog/errors.ts'
import type { Window } from '../pieces.ts'
import { type CoreName, defaultCount, largestCount, type SentParameters } from './parameters.ts'

const furthest = Number.MAX_SAFE_INTEGER / largestCount

/**
 * Where a page begins and how long it is. `startIndex` goes before `startPage`; both count from 1, but pages count
 * from 0 where they are asked for in the manner of Ifremer's service.
 *
 * @throws InvalidQueryError naming the parameter
 */
export function readWindow(sent: SentParameters, pagesFrom: 0 | 1): Window {
  const count = readWhole(sent, 'count', 0, largestCount) ?? defaultCount
  const index = readWhole(sent, 'startIndex', 1, furthest)
  if (index !== undefined) return { offset: index - 1, count }
  const page = readWhole(sent, 'startPage', pagesFrom, furthest) ?? pagesFrom
  return { offset: (page - pagesFrom) * count, count }
}

function readWhole(sent: SentParameters, name: CoreName, least: number, most: number): number | undefined {
  const given = sent.get(name)
  if (!given) return undefined
  const value = /^\s*\+?\d+\s*$/.test(given.value) ? Number(given.value) : Number.NaN
  if (!(value >= least && value <= most)) {
    const bounds = most === furthest ? `of at least ${least}` : `from ${least} to ${most}`
    throw new InvalidQueryError(given.as, `"${given.value}" is not a whole number ${bounds}`)
  }
  return value
}

/** Windows before, after and at the ends of one among `total` entries. They meet without a gap or an overlap. */
export interface Neighbours {
  first: Window
  previous?: Window
  next?: Window
  last: Window
}

/** None where the window shows nothing. */
export function neighboursOf({ offset, count }: Window, total: number): Neighbours | undefined {
  if (count === 0 || offset >= total) return undefined
  return {
    first: { offset: 0, count },
    ...(offset > 0 && {
      previous: { offset: Math.max(0, offset - count), count: Math.min(count, offset) },
    }),
    ...(offset + count < total && { next: { offset: offset + count, count } }),
    last: { offset: offset + Math.floor((total - 1 - offset) / count) * count, count },
  }
}
