import type { Instant } from '../../catalog/granule.ts'
import type { FileAttributes } from '../metadata/attributes.ts'
import { gpsEpoch, type TimeReference, tai93Epoch, toInstant } from '../metadata/cf-time.ts'
import type { Coverage } from '../metadata/coverage.ts'
import { parseInstant } from '../metadata/instants.ts'

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

/** Attributes that tell from when a file counts. */
const epochAttributes = [
  'epoch',
  'epoch_time',
  'time_epoch',
  'reference_epoch',
  'time_reference',
  'mission_start_time',
]

/**
 * The epoch of a count of time that does not say from when it counts: the one that puts every value into the time that
 * the file's attributes cover, or into the day of which they give the TAI93 time; or one that an attribute tells, where
 * it puts the values on a day that the name of the file has. Without these there is no telling.
 * @param units milliseconds in a unit, in each of those that it may be
 * @param days midnights of the dates in the name
 */
export function guessEpoch(
  values: ArrayLike<number>,
  units: number[],
  attributes: FileAttributes,
  coverage: Coverage,
  days: readonly Instant[],
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
  const candidates = start !== undefined && end !== undefined ? epochs : toldEpochs(attributes)
  const stretches =
    start !== undefined && end !== undefined
      ? [{ from: start.instant, to: end.instant }]
      : days.map((from) => ({ from, to: from + daySeconds * 1000 }))
  return units
    .flatMap((unit) => candidates.map((epoch) => ({ ...epoch, unit })))
    .find((reference) => {
      const [earliest, latest] = [toInstant(first, reference), toInstant(last, reference)]
      return stretches.some(({ from, to }) => earliest >= from - slack && latest <= to + slack)
    })
}

function toldEpochs(attributes: FileAttributes): Omit<TimeReference, 'unit'>[] {
  const epoch = parseInstant(attributes.text(...epochAttributes) ?? '')
  return epoch === undefined ? [] : [{ epoch, scale: 'utc' }]
}

const daySeconds = 86_400
