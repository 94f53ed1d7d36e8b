import { InvalidQueryError } from '../../../catalog/errors.ts'
import type { Neighbours } from '../paging.ts'

/**
 * Where a page begins: after how many matches, and the store's cursor to there. Back to an earlier page there is no
 * cursor, and the matches before it are counted off instead.
 */
export interface PageStart {
  position: number
  cursor?: string
}

function encodePageStart({ position, cursor = '' }: PageStart): string {
  return `${position}.${cursor}`
}

/** @throws InvalidQueryError for what is no token */
export function decodePageStart(token: string): PageStart {
  const [, position, cursor] = /^(\d{1,15})\.([\w-]*)$/.exec(token) ?? []
  if (position === undefined || cursor === undefined) {
    throw new InvalidQueryError('token', 'is not one that a page of this catalogue gave')
  }
  return { position: Number(position), ...(cursor !== '' && { cursor }) }
}

/**
 * Tokens of the pages before and after one that begins after `position` matches and has `shown` of them.
 *
 * @param next the store's cursor to the page after it, where there is one
 */
export function neighboursOf(
  position: number,
  limit: number,
  next: string | undefined,
  shown: number,
): Neighbours {
  const before = position - limit
  return {
    ...(next !== undefined && { next: encodePageStart({ position: position + shown, cursor: next }) }),
    ...(position > 0 && { previous: before > 0 ? encodePageStart({ position: before }) : undefined }),
  }
}
