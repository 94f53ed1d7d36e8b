import { InvalidQueryError } from '../catalog/errors.ts'

/** How far one source has been shown: pages that have something left, with what of them was shown. */
export interface Place {
  /** Where a page begins, as `Source.page` takes it; null for the first. */
  at: string | null
  /** Numbers of its granules, from 0. */
  shown: number[]
  /** The first identifier of the page before: a page that begins like it is the same again. */
  before?: string
}

/** Where a federated answer goes on. */
export interface Cursor {
  /** Granules that each source is asked for at once: the same for all pages of an answer, so that they stay the same pages. */
  size: number
  /** Entries shown before. */
  offset: number
  /** Duplicates among these. */
  merged: number
  /** What each source said it has. */
  totals: Record<string, number>
  /** By source; one that is not here has nothing left. */
  places: Record<string, Place[]>
}

export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

/** @throws InvalidQueryError for what `encodeCursor` did not make */
export function decodeCursor(text: string): Cursor {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    if (isCursor(value)) return value
  } catch {}
  throw new InvalidQueryError('cursor', 'is not one that a page before has given')
}

function isCursor(value: unknown): value is Cursor {
  if (typeof value !== 'object' || value === null) return false
  const { size, offset, merged, totals, places } = value as Partial<Cursor>
  if (!isWhole(size) || size < 1 || size > 10_000 || !isWhole(offset) || !isWhole(merged)) return false
  return isRecordOf(totals, isWhole) && isRecordOf(places, isPlaces)
}

function isPlaces(value: unknown): value is Place[] {
  if (!Array.isArray(value) || value.length > 100) return false
  return value.every(
    ({ at, shown, before }: Partial<Place>) =>
      (at === null || typeof at === 'string') &&
      (before === undefined || typeof before === 'string') &&
      Array.isArray(shown) &&
      shown.every(isWhole),
  )
}

function isRecordOf(value: unknown, isMember: (member: unknown) => boolean): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).every(isMember)
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
