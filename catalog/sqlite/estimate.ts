import type { PreparedArea } from './area.ts'
import { erasOf } from './candidates.ts'
import type { Scope } from './scope.ts'
import type { Stratum } from './strata.ts'

/** What things take, in microseconds, as bench/catalog.ts has them. */
const cost = { seek: 5, rowByTime: 0.3, entryByPlace: 0.3, seekByPlace: 20, decision: 3 }

/** Whether to look for the matches by place rather than by time. */
export function placesAreCheaper(scope: Scope, area: PreparedArea): boolean {
  if (area.relation === 'disjoint') return false
  let time = 0
  let place = erasOf(scope).length * area.boxes.length * cost.seekByPlace
  for (const stratum of scope.strata) {
    const rows = stratum.granules * shareOfTime(stratum, scope)
    const entriesEach = stratum.places / stratum.granules
    const met = Math.min(1, shareOfPlace(stratum, area))
    // The box of a granule that lies in several places is met far more often than those places are.
    const boxMet = entriesEach > 3 ? 1 : Math.min(1, entriesEach * met)
    time += cost.seek + rows * (cost.rowByTime + boxMet * cost.decision)
    const entries = stratum.places * met * shareOfEras(stratum, scope)
    place += entries * cost.entryByPlace + Math.min(entries, stratum.granules) * cost.decision
  }
  return place < time
}

/** How many of a stratum's granules overlap the period, as if they were spread evenly. */
export function shareOfTime(stratum: Stratum, scope: Scope): number {
  const span = stratum.lastStart - stratum.firstStart + 1
  const from = Math.max(scope.start - stratum.longest, stratum.firstStart)
  const to = Math.min(scope.end, stratum.lastStart)
  return Math.min(1, Math.max(0, to - from + 1) / span)
}

/** The index of places looks at whole years at the least. */
function shareOfEras(stratum: Stratum, scope: Scope): number {
  const year = 365.25 * 86_400_000
  return shareOfTime(stratum, { ...scope, start: scope.start - year / 2, end: scope.end + year / 2 })
}

/** How many of a stratum's places meet one of the boxes, as if they were spread evenly over the Earth. */
function shareOfPlace({ places, width, height }: Stratum, { boxes }: PreparedArea): number {
  return boxes.reduce((share, [west, south, east, north]) => {
    const across = Math.min(360, east - west + width / places) / 360
    const along = Math.min(180, north - south + height / places) / 180
    return share + across * along
  }, 0)
}
