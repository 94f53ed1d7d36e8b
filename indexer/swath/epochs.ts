import type { FileAttributes } from '../metadata/attributes.ts'
import { gpsEpoch, type TimeReference, tai93Epoch, toInstant } from '../metadata/cf-time.ts'
import type { Coverage } from '../metadata/coverage.ts'

/** Epochs that counts of seconds are kept from, in the order of how often they are met. */
const epochs: Omit<TimeReference, 'unit'>[] = [
  { epoch: tai93Epoch, scale: 'elapsed' },
  { epoch: gpsEpoch, scale: 'elapsed' },
  { epoch: Date.UTC(2000, 0, 1), scale: 'utc' },
  { epoch: Date.UTC(1970, 0, 1), scale: 'utc' },
  { epoch: Date.UTC(2018, 0, 1), scale: 'elapsed' },
  { epoch: Date.UTC(1981, 0, 1), scale: 'utc' },
  { epoch: Date.UTC(1985, 0, 1), scale: 'utc' },
  { epoch: Date.UTC(1990, 0, 1), scale: 'utc' },
  { epoch: Date.UTC(2010, 0, 1), scale: 'utc' },
  { epoch: Date.UTC(1950, 0, 1), scale: 'utc' },
  { epoch: Date.UTC(1958, 0, 1), scale: 'tai' },
]

/** How far outside of what the attributes say the times may lie, milliseconds. */
const slack = 60_000

/**
 * The epoch of a count of time that does not say from when it counts: the one that puts every value into the time that
 * the file's attributes cover, or into the day of which they give the TAI93 time. Without such
 * attributes there is no telling.
 * @param units milliseconds in a unit, in each of those that it may be
 */
export function guessEpoch(
  values: ArrayLike<number>,
  units: number[],
  attributes: FileAttributes,
  coverage: Coverage,
): TimeReference | undefined {
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (let i = 0; i < values.length; i++) {
    if (values[i]! < first) first = values[i]!
    if (values[i]! > last) last = values[i]!
  }
  if (first > last) return undefined
  const midnight = attributes.number('TAI93At0zOfGranule')
  if (midnight !== undefined && first > midnight - daySeconds && last < midnight + 2 * daySeconds) {
    return { epoch: tai93Epoch, scale: 'elapsed', unit: 1000 }
  }
  const { start, end } = coverage
  if (start === undefined || end === undefined) return undefined
  return units
    .flatMap((unit) => epochs.map((epoch) => ({ ...epoch, unit })))
    .find((reference) => {
      const [from, to] = [toInstant(first, reference), toInstant(last, reference)]
      return from >= start.instant - slack && to <= end.instant + slack
    })
}

const daySeconds = 86_400
