import { checkDeadline } from '../deadline.ts'
import { blocksOf } from './blocks.ts'
import type { Candidate } from './candidates.ts'
import { BLOCK } from './column.ts'
import type { Database } from './database.ts'
import { columnsOf } from './described.ts'
import type { Scope } from './scope.ts'

/** By what granules have, which reads nothing else of them: all that overlap the period and suit. */
export function* byCondition(
  database: Database,
  scope: Scope,
  suits: (number: number) => boolean,
): Iterable<Candidate> {
  const columnOf = columnsOf(database)
  for (const collection of scope.collections) {
    const sql = 'SELECT number FROM block WHERE number BETWEEN ? AND ?'
    for (const [block] of database.rows<[number]>(sql, ...blocksOf(collection))) {
      checkDeadline()
      const [starts, ends] = [columnOf(block, 'start'), columnOf(block, 'end')]
      for (let slot = 0; slot < starts.length; slot++) {
        const [start, end] = [starts[slot], ends[slot]]
        if (typeof start !== 'number' || typeof end !== 'number') continue
        if (start > scope.end || end < scope.start || !suits(block * BLOCK + slot)) continue
        yield [block * BLOCK + slot, start, end, null]
      }
    }
  }
}
