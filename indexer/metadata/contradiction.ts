import type { Instant } from '../../catalog/granule.ts'
import { datesInName } from './dates-in-name.ts'

export interface Stretch {
  first: Instant
  last: Instant
}

/** Which of the two is to be believed; `either` where they do not contradict each other. */
export type Belief = 'either' | 'measured' | 'stated' | 'neither'

const day = 86_400_000

/**
 * Weighs times of measurements and attributes that lie more than a day apart, so that one of them is wrong: a name
 * that the collection's pattern reads decides; what is yet to come was not measured; a date in any other name may speak for the
 * measurements; else the attributes hold, which are written apart from the data and told in words.
 * @param named what the name says by the collection's pattern
 */
export function weigh(
  measured: Stretch,
  stated: Stretch,
  { named, fileName, now }: { named?: Stretch | undefined; fileName: string; now: Instant },
): Belief {
  if (!isApart(measured, stated)) return 'either'
  const possible = ({ first }: Stretch) => first <= now + day
  const canBe = {
    measured: possible(measured) && (named === undefined || !isApart(measured, named)),
    stated: possible(stated) && (named === undefined || !isApart(stated, named)),
  }
  if (!canBe.measured || !canBe.stated)
    return canBe.measured ? 'measured' : canBe.stated ? 'stated' : 'neither'
  const dates = datesInName(fileName).map((first) => ({ first, last: first + day }))
  const speakFor = (stretch: Stretch) => dates.some((date) => !isApart(date, stretch))
  return speakFor(measured) && !speakFor(stated) ? 'measured' : 'stated'
}

function isApart(a: Stretch, b: Stretch): boolean {
  return Math.max(a.first - b.last, b.first - a.last) > day
}
