import { granulesByStart } from '../../catalog/crossovers/stream.ts'
import { InvalidQueryError } from '../../catalog/errors.ts'
import { byDimension } from '../../catalog/geometry/dimensions.ts'
import { distanceKm } from '../../catalog/geometry/sphere.ts'
import type { Position } from '../../catalog/geometry/types.ts'
import type { Granule, Segment } from '../../catalog/granule.ts'
import type { Store } from '../../catalog/store.ts'
import type { ObservationTable } from './observation-table.ts'

/** Kilometres between the observations that a line stands for. */
const stepKm = 1

/**
 * The places of the in situ granules of a collection, each with the time of its segment. A way that was gone counts once a
 * kilometre.
 * @throws InvalidQueryError for a collection of swaths or grids
 */
export async function readFromCatalog(
  store: Store,
  collection: string,
  table: ObservationTable,
): Promise<void> {
  for await (const granule of granulesByStart(store, { collections: [collection] }, { segments: true })) {
    const segments = granule.segments.length > 0 ? granule.segments : [{ ...granule, rows: [0, 0] as const }]
    for (const segment of segments) addSegment(granule, segment, table)
  }
}

function addSegment(
  { id, kind, collection }: Granule,
  { start, end, rows, geometry }: Omit<Segment, 'rows'> & { rows: readonly [number, number] },
  table: ObservationTable,
): void {
  const { points, lines, polygons } = byDimension(geometry)
  if (polygons.length > 0) {
    throw new InvalidQueryError(
      'observations',
      `${collection} holds a ${kind}: for what two areas both cover there is "oceanid crossovers"`,
    )
  }
  for (const [lon, lat] of [...points, ...lines.flatMap(steps)]) {
    table.add({ lon, lat, start, end, record: rows[0], name: id })
  }
}

function steps(line: Position[]): Position[] {
  const places = [line[0]!]
  for (let i = 1; i < line.length; i++) {
    const [from, to] = [line[i - 1]!, line[i]!]
    const count = Math.max(1, Math.ceil(distanceKm(...from, ...to) / stepKm))
    for (let k = 1; k <= count; k++) {
      places.push([from[0] + ((to[0] - from[0]) * k) / count, from[1] + ((to[1] - from[1]) * k) / count])
    }
  }
  return places
}
