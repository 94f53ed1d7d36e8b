import type { Instant } from '../../catalog/granule.ts'

/** Epochs of files, on which nobody measured a thing: a time of zero since one of them was never written. */
const oldEpochs = new Set(
  ['1858-11-17', '1900-01-01', '1950-01-01', '1958-01-01', '1970-01-01', '1980-01-06', '1981-01-01'].map(
    Date.parse,
  ),
)

/** Others, on which a grid or a station may well begin, but not everything in a file be measured. */
const laterEpochs = new Set(
  ['1985-01-01', '1990-01-01', '1992-01-01', '1993-01-01', '2000-01-01', '2010-01-01', '2018-01-01'].map(
    Date.parse,
  ),
)

/** Times of zero this far before all others do not belong to them, milliseconds. */
const farMs = 300 * 86_400_000

/**
 * Leaves out, as NaN, the times that are zero since a customary epoch where all are, or where the others are most of a year
 * later: memory that was never written, or that damage has zeroed. Works in place.
 */
export function leaveOutUnwritten(instants: Float64Array, epoch: Instant): void {
  let zeros = 0
  let first = Number.POSITIVE_INFINITY
  for (let i = 0; i < instants.length; i++) {
    const instant = instants[i]!
    if (instant === epoch) zeros++
    else if (instant < first) first = instant
  }
  if (zeros === 0 || !(oldEpochs.has(epoch) || (zeros > 1 && laterEpochs.has(epoch)))) return
  if (first - epoch < farMs) return
  for (let i = 0; i < instants.length; i++) if (instants[i] === epoch) instants[i] = Number.NaN
}
