import { checkQuery } from '../check.ts'
import { checkDeadline } from '../deadline.ts'
import { propertiesOf } from '../expression.ts'
import { compileFilter } from '../filter.ts'
import { shapesIntersect } from '../geometry/intersects.ts'
import { narrow } from '../narrow.ts'
import type { Filter, GranuleQuery } from '../query.ts'
import { isWholeEarth, type PreparedArea, prepareArea } from './area.ts'
import { decodeMembers } from './blob.ts'
import { byCondition } from './by-condition.ts'
import { byPlace } from './by-place.ts'
import { byIds, byTime, type Candidate, type Window } from './candidates.ts'
import type { Database } from './database.ts'
import { describer } from './described.ts'
import { type Estimate, estimate } from './estimate.ts'
import { readShape } from './granules.ts'
import { type Scope, scopeOf } from './scope.ts'
import type { Span } from './segments.ts'
import type { Stratum } from './strata.ts'

/** Rows that may be in memory at once, shapes and all. */
const FEW = 20_000

export interface Match {
  number: number
  start: number
  end: number
}

/** A query made ready to be put to the catalogue as it stands now. */
export interface Question {
  query: GranuleQuery
  scope: Scope
  cost: Estimate
  /** Whether nothing but time and collection decides, so that the index alone can count. */
  byIndexAlone: boolean
  /** The matches, in no order; those with their start or end in the window, when one is given. */
  matches(window?: Window): Iterable<Match>
}

/** @throws InvalidQueryError for what no engine can answer */
export function plainQuery(asked: GranuleQuery): GranuleQuery {
  checkQuery(asked)
  return narrow(asked)
}

/** @param query as `plainQuery` gives it */
export function ask(database: Database, query: GranuleQuery, strata: Stratum[]): Question {
  const scope = scopeOf(database, query, strata)
  const prepared = prepareArea(query)
  // A granule is somewhere, so the whole Earth is no condition.
  const area = prepared && prepared.relation !== 'disjoint' && isWholeEarth(prepared) ? undefined : prepared
  const suits = conditionOf(database, query.where)
  const isSeen =
    query.alongTrack && (query.area || query.period) ? seenAlongTrack(database, query, area) : undefined
  const cost = estimate(scope, area)
  const candidates = (window?: Window): Iterable<Candidate> => {
    if (query.ids) return byIds(database, scope, query.ids, area)
    if (area && !window && cost.byPlace < cost.byTime) {
      return byPlace(database, scope, area, cost.entries, suits)
    }
    if (suits && !area && !window && cost.byCondition < cost.byTime) {
      return byCondition(database, scope, suits)
    }
    // Of a window all matches are taken at once anyway; only shapes are much to hold.
    return byTime(database, scope, area, window, cost.rows < FEW || (window !== undefined && !area))
  }
  return {
    query,
    scope,
    cost,
    byIndexAlone: !area && !suits && !isSeen && !query.ids,
    *matches(window) {
      let seen = 0
      for (const [number, start, end, shape] of candidates(window)) {
        if ((seen++ & 255) === 0) checkDeadline()
        // A condition tells sooner than shapes do.
        if (suits && !suits(number)) continue
        if (shape && !area!.decide(shape)) continue
        if (isSeen && !isSeen(number)) continue
        yield { number, start, end }
      }
    },
  }
}

/** Whether a granule is as the condition wants it; undefined where there is none. */
function conditionOf(
  database: Database,
  where: Filter | undefined,
): ((number: number) => boolean) | undefined {
  if (!where) return undefined
  const test = compileFilter(where)
  const describe = describer(database, propertiesOf(where))
  return (number) => test(describe(number), () => readShape(database, number))
}

function seenAlongTrack(
  database: Database,
  query: GranuleQuery,
  area: PreparedArea | undefined,
): (number: number) => boolean {
  return (number) => someSegmentMeets(database, number, query, area)
}

/** Without any, a granule is all one segment, and it is known to match. */
function someSegmentMeets(
  database: Database,
  number: number,
  query: GranuleQuery,
  area: PreparedArea | undefined,
): boolean {
  const [spans, shapes] = database.row<[string, Uint8Array]>(
    'SELECT spans, shapes FROM segment WHERE number = ?',
    number,
  )!
  const segments = JSON.parse(spans) as Span[]
  if (segments.length === 0) return true
  const { start = -Infinity, end = Infinity } = query.period ?? {}
  const members = area ? decodeMembers(shapes) : []
  return segments.some(
    ([from, to], i) => to >= start && from <= end && (!area || shapesIntersect(members[i]!, area.shape)),
  )
}
