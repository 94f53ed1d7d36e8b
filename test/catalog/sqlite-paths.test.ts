import { expect, test } from 'vitest'
import { type PreparedArea, prepareArea } from '../../catalog/sqlite/area.ts'
import { byPlace } from '../../catalog/sqlite/by-place.ts'
import { byTime, type Candidate } from '../../catalog/sqlite/candidates.ts'
import { estimate } from '../../catalog/sqlite/estimate.ts'
import { openDatabase } from '../../catalog/sqlite/schema.ts'
import { scopeOf } from '../../catalog/sqlite/scope.ts'
import { strataOf } from '../../catalog/sqlite/strata.ts'
import { collectionOf } from '../../catalog/sqlite/units.ts'
import { putGranules } from '../../catalog/sqlite/write.ts'
import { randomGranules } from '../random-granules.ts'
import { randomQuery } from '../random-queries.ts'
import { seeded } from '../seeded.ts'

test('by time and by place the same granules are found, and each way is taken at times', () => {
  const database = openDatabase(':memory:', false)
  putGranules(database, randomGranules(seeded(90), 900))
  const strata = strataOf(database)
  const random = seeded(91)
  const taken = { time: 0, place: 0 }
  for (let i = 0; i < 1500; i++) {
    const query = randomQuery(random)
    const area = prepareArea(query)
    if (!area || area.relation === 'disjoint') continue
    const scope = scopeOf(database, query, strata())
    const place = matched(byPlace(database, scope, area, 0), area)
    const time = matched(byTime(database, scope, area), area)
    expect(place, JSON.stringify(query)).toEqual(time)
    const cost = estimate(scope, area)
    taken[cost.byPlace < cost.byTime ? 'place' : 'time']++
  }
  expect(taken.time).toBeGreaterThan(100)
  expect(taken.place).toBeGreaterThan(100)
  database.close()
})

test('among very many collections each finds its own granules alone', () => {
  const database = openDatabase(':memory:', false)
  const [first, second] = [100_000, 100_001]
  for (const number of [first, second]) {
    database.run(`INSERT INTO collection (number, id, document) VALUES (?, ?, '{}')`, number, `c${number}`)
  }
  // The index keeps eras in 32 bits: the last of one collection and the first of the next look the same.
  const [granule] = randomGranules(seeded(92), 1)
  const at = { first: Date.UTC(2097, 5, 1), second: Date.UTC(1842, 5, 1) }
  putGranules(database, [
    { ...granule!, collection: `c${first}`, start: at.first, end: at.first },
    { ...granule!, collection: `c${second}`, start: at.second, end: at.second },
  ])
  const strata = strataOf(database)
  for (const number of [first, second]) {
    const query = { collections: [`c${number}`], area: granule!.geometry }
    const area = prepareArea(query)!
    const found = matched(byPlace(database, scopeOf(database, query, strata()), area, 0), area)
    expect(found.map(collectionOf)).toEqual([number])
  }
  database.close()
})

function matched(candidates: Iterable<Candidate>, area: PreparedArea): number[] {
  const numbers: number[] = []
  for (const [number, , , shape] of candidates) if (!shape || area.decide(shape)) numbers.push(number)
  return numbers.sort((a, b) => a - b)
}
