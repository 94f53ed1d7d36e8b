import { DatabaseSync } from 'node:sqlite'
import { compileFilter } from '../catalog/filter.ts'
import { shapesIntersect } from '../catalog/geometry/intersects.ts'
import { shapeOf } from '../catalog/geometry/shape.ts'
import type { GranuleKind, Properties } from '../catalog/granule.ts'
import type { GranuleQuery } from '../catalog/query.ts'
import { decodeShape } from '../catalog/sqlite/blob.ts'

/** Every granule of a catalogue's file asked in turn, past all indexes: the starts of those that match. */
export function scanFile(file: string, query: GranuleQuery): number[] {
  const database = new DatabaseSync(file, { readOnly: true })
  const area = query.area && shapeOf(query.area)
  const test = query.where && compileFilter(query.where)
  const needed = area !== undefined || test !== undefined
  const { start: from = -Infinity, end: to = Infinity } = query.period ?? {}
  const statement = database.prepare(
    `SELECT c.id, g.id, g.kind, g."start", g."end", g.updated, ${test ? 'g.properties' : 'NULL'}, ${needed ? 'f.shape' : 'NULL'}
     FROM granule g NOT INDEXED
     CROSS JOIN collection c ON c.number = g.collection
     ${needed ? 'CROSS JOIN footprint f ON f.number = g.number' : ''}`,
  )
  statement.setReturnArrays(true)
  const rows = statement.iterate() as unknown as Iterable<
    [string, string, GranuleKind, number, number, number, string | null, Uint8Array | null]
  >
  const starts: number[] = []
  for (const [collection, id, kind, start, end, updated, properties, shape] of rows) {
    if (end < from || start > to) continue
    if (query.collections && !query.collections.includes(collection)) continue
    if (test) {
      const known = JSON.parse(properties!) as Properties
      if (!test({ collection, id, kind, start, end, updated, properties: known }, () => decodeShape(shape!)))
        continue
    }
    if (area && !shapesIntersect(decodeShape(shape!), area)) continue
    starts.push(start)
  }
  database.close()
  return starts
}
