import { checkDeadline } from '../deadline.ts'
import { boxInside, type PreparedArea } from './area.ts'
import { type Candidate, erasOf } from './candidates.ts'
import type { Database } from './database.ts'
import type { Scope } from './scope.ts'
import { collectionOf, PLACE_IDS } from './units.ts'

/** Entries that are read at once sooner than one by one, and may be in memory. */
const FEW = 20_000
/** Footprints that are asked for together. */
const TOGETHER = 1_000

/**
 * By place, from the boxes of footprints: all that overlap the period and may meet the area. Those that do not suit are left
 * out, before anything else is read of them.
 *
 * @param expected about how many boxes meet the area
 */
export function* byPlace(
  database: Database,
  scope: Scope,
  area: PreparedArea,
  expected: number,
  suits: (number: number) => boolean = () => true,
): Iterable<Candidate> {
  // A piece of the footprint that lies in the area is a match for `intersects`, whatever the rest does.
  const rectangles = area.relation === 'intersects' ? area.rectangles : []
  const sure = rectangles.length > 0 ? insidePlaces(rectangles) : boxInside([])
  // Twice the number of the granule, and one more where it lies in the area: one value a row is read faster than two.
  const sql = `SELECT id / ${PLACE_IDS} * 2 + (${sure.sql}) FROM place
    WHERE west <= ? AND east >= ? AND south <= ? AND north >= ? AND era_first <= ? AND era_last >= ?`
  const ask = expected < FEW ? database.rows : database.each
  const found = new Map<number, boolean>()
  for (const { collection, first, last } of erasOf(scope)) {
    for (const [west, south, east, north] of area.boxes) {
      const values = [...sure.values, east, west, north, south, last, first]
      for (const [entry] of ask<[number]>(sql, ...values)) {
        const number = Math.floor(entry / 2)
        const before = found.get(number)
        // Eras are rounded outward too: a neighbour's granule may come along.
        const isOf = before !== undefined || collection === undefined || collectionOf(number) === collection
        if (isOf && !before) found.set(number, entry % 2 === 1)
      }
    }
  }
  const numbers = [...found.keys()]
  for (let i = 0; i < numbers.length; i += TOGETHER) {
    checkDeadline()
    const some = numbers.slice(i, i + TOGETHER).filter(suits)
    yield* footprints(
      database,
      scope,
      'NULL',
      some.filter((number) => found.get(number)),
    )
    yield* footprints(
      database,
      scope,
      'shape',
      some.filter((number) => !found.get(number)),
    )
  }
}

function footprints(
  database: Database,
  scope: Scope,
  shape: 'shape' | 'NULL',
  numbers: number[],
): Candidate[] {
  if (numbers.length === 0) return []
  return database.rows<Candidate>(
    `SELECT number, "start", "end", ${shape} FROM footprint
     WHERE number IN (SELECT value FROM json_each(?)) AND "start" <= ? AND "end" >= ?`,
    ...[JSON.stringify(numbers), scope.end, scope.start],
  )
}

function insidePlaces(rectangles: PreparedArea['rectangles']) {
  return {
    sql: rectangles.map(() => '(west >= ? AND east <= ? AND south >= ? AND north <= ?)').join(' OR '),
    values: rectangles.flatMap(([west, south, east, north]) => [west, east, south, north]),
  }
}
