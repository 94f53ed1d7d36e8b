import type { PreparedArea } from './area.ts'
import { erasOf } from './candidates.ts'
import type { Scope } from './scope.ts'
import type { Stratum } from './strata.ts'

/** What things take, in microseconds: measured with bench/catalog.ts, and only their proportions matter. */
const cost = { seek: 5, rowByTime: 0.3, rowByCondition: 0.1, entryByPlace: 0.3, seekByPlace: 20, decision: 3 }

export interface Estimate {
  /** Granules that the period and the collections leave. */
  rows: number
  /** Those of them that meet the area. */
  matches: number
  /** Microseconds to find all matches by time, and by place. */
  byTime: number
  byPlace: number
  /** The same by what granules have, of all in the collections. */
  byCondition: number
  /** Entries of the index of places that meet the area. */
  entries: number
  /** Microseconds to look into every stratum once. */
  round: number
}

/** As if granules were spread evenly over the time of their stratum and over the Earth. */
export function estimate(scope: Scope, area: PreparedArea | undefined): Estimate {
  const total: Estimate = {
    rows: 0,
    matches: 0,
    byTime: 0,
    byPlace: Infinity,
    byCondition: 0,
    entries: 0,
    round: scope.strata.length * cost.seek,
  }
  if (area && area.relation !== 'disjoint') {
    total.byPlace = erasOf(scope).length * area.boxes.length * cost.seekByPlace
  }
  for (const stratum of scope.strata) {
    const rows = stratum.granules * shareOfTime(stratum, scope.start, scope.end)
    const met = area ? Math.min(1, shareOfPlace(stratum, area)) : 1
    const each = stratum.places / stratum.granules
    // The box of a granule that lies in several places is met far more often than those places are.
    const boxMet = each > 3 ? 1 : Math.min(1, each * met)
    const decisions = area ? rows * boxMet : 0
    total.rows += rows
    total.matches += Math.min(rows, rows * each * met)
    total.byTime += cost.seek + rows * cost.rowByTime + decisions * cost.decision
    // The index of places tells half a year from another, not days.
    const entries = stratum.places * met * shareOfTime(stratum, scope.start - year / 2, scope.end + year / 2)
    total.entries += entries
    total.byCondition += stratum.granules * cost.rowByCondition
    total.byPlace += entries * cost.entryByPlace + Math.min(entries, stratum.granules) * cost.decision
  }
  return total
}

const year = 365.25 * 86_400_000

function shareOfTime(stratum: Stratum, start: number, end: number): number {
  const span = stratum.lastStart - stratum.firstStart + 1
  const from = Math.max(start - stratum.longest, stratum.firstStart)
  const to = Math.min(end, stratum.lastStart)
  return Math.min(1, Math.max(0, to - from + 1) / span)
}

function shareOfPlace({ places, width, height }: Stratum, { boxes }: PreparedArea): number {
  return boxes.reduce((share, [west, south, east, north]) => {
    const across = Math.min(360, east - west + width / places) / 360
    const along = Math.min(180, north - south + height / places) / 180
    return share + across * along
  }, 0)
}

/** Rounds of all strata that a walk takes beside reading: about two windows, their bounds, and the count. */
const ROUNDS = 6

/** Whether the first `wanted` matches come sooner from walking along time than from finding them all. */
export function isWalkCheaper(
  { rows, matches, byTime, byPlace, round }: Estimate,
  wanted: number,
  known?: number,
): boolean {
  const share = Math.min(1, wanted / Math.max(1, known ?? matches))
  const perRow = cost.rowByTime + (matches < rows ? cost.decision : 0)
  return ROUNDS * round + share * rows * perRow < Math.min(byTime, byPlace)
}
