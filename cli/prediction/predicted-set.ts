import { readFileSync } from 'node:fs'
import { InvalidQueryError } from '../../catalog/errors.ts'
import { carryForward, findRepetition } from '../../catalog/prediction/carry-forward.ts'
import { passesOf, readElements } from '../../catalog/prediction/elements.ts'
import { type PredictedSet, predictedPrefix } from '../../catalog/prediction/predicted-source.ts'
import type { Store } from '../../catalog/store.ts'

/** What is to be said of how good the passes are. */
export interface NotedSet extends PredictedSet {
  note: string
}

export interface Span {
  start: number
  end: number
}

/** Days from the date of elements from where on SGP4 is said to be far off. */
const farDays = 14
const day = 86_400_000

/** @param asOf as if the catalogue ended there */
export async function predictCollection(
  store: Store,
  collection: string,
  { start, end }: Span,
  asOf: number | undefined,
): Promise<NotedSet> {
  const found = await findRepetition(store, collection, { parameter: '--collection', before: asOf })
  const { length, besideKm, seconds } = found.cycle
  return {
    collection: predictedPrefix + collection,
    passes: carryForward(found, start, end),
    note:
      `${collection} comes back every ${(length / day).toFixed(6)} days; known until ${isoSeconds(found.end)}; ` +
      `from one cycle to the next ${besideKm.rms.toFixed(2)} km beside (${besideKm.greatest.toFixed(2)} at most), ` +
      `${seconds.rms.toFixed(2)} s (${seconds.greatest.toFixed(2)})`,
  }
}

/** @throws InvalidQueryError for a file that cannot be read */
export function predictElements(path: string, { start, end }: Span): NotedSet[] {
  return readElements(readText(path), '--tle').map((elements) => {
    const days = Math.max(Math.abs(end - elements.epoch), Math.abs(start - elements.epoch)) / day
    const age = `${elements.name}: elements of ${isoSeconds(elements.epoch)}`
    return {
      collection: predictedPrefix + elements.name,
      passes: [...passesOf(elements, start, end, '--tle')],
      note: days > farDays ? `${age}, ${days.toFixed(0)} days away: many kilometres off` : age,
    }
  })
}

function readText(path: string): string {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8')
  } catch (cause) {
    throw new InvalidQueryError('--tle', `cannot read ${path} (${(cause as Error).message})`, { cause })
  }
}

function isoSeconds(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`
}
