import { InvalidQueryError } from './errors.ts'
import { instantFields } from './fields.ts'
import type { Place } from './order.ts'
import type { PropertyScalar, SortKey } from './query.ts'

/** What a page gives as `next`: the place of its last granule, and the order in which that is a place. Opaque to clients. */
export function encodeCursor(place: Place, sort: SortKey[]): string {
  const values = place.values.map((value) => value ?? null)
  return writeToken([orderName(sort), values, place.collection, place.id])
}

/** @throws InvalidQueryError for what is no cursor, or is one of another order */
export function decodeCursor(token: string, sort: SortKey[]): Place {
  const [order, values, collection, id, ...rest] = readToken(token)
  if (
    typeof order !== 'string' ||
    !Array.isArray(values) ||
    !values.every(isScalarOrNull) ||
    typeof collection !== 'string' ||
    typeof id !== 'string' ||
    rest.length > 0
  ) {
    throw unreadableToken()
  }
  if (order !== orderName(sort) || values.length !== sort.length) {
    throw new InvalidQueryError('token', 'belongs to a search in another order: ask for the first page again')
  }
  if (sort.some(({ property }, i) => instantFields.has(property) && typeof values[i] !== 'number'))
    throw unreadableToken()
  return { values: values.map((value) => value ?? undefined), collection, id }
}

/** Values as a text that is good in an address. */
export function writeToken(values: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/** @throws InvalidQueryError */
export function readToken(token: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(token, 'base64url').toString())
    if (Array.isArray(parsed)) return parsed
  } catch (cause) {
    throw unreadableToken(cause)
  }
  throw unreadableToken()
}

export function unreadableToken(cause?: unknown): InvalidQueryError {
  return new InvalidQueryError('token', 'is not one that a page of this catalogue gave', { cause })
}

function orderName(sort: SortKey[]): string {
  return sort.map(({ property, descending }) => (descending ? '-' : '+') + property).join(',')
}

function isScalarOrNull(value: unknown): value is PropertyScalar | null {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}
