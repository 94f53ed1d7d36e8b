import type { Envelope } from '../geometry/shape.ts'
import type { Database } from './database.ts'
import { longestOf, STRETCH } from './units.ts'

/** The granules of one collection that last about as long: mappings/sqlite/1.sql, table `stratum`. */
export interface Stratum {
  collection: number
  class: number
  /** Milliseconds that none of them exceeds. */
  longest: number
  granules: number
  places: number
  width: number
  height: number
  firstStart: number
  lastStart: number
}

/** Reads them when they may have changed, by this connection or another. */
export function strataOf(database: Database): () => Stratum[] {
  let strata: Stratum[] = []
  let version: string | undefined
  return () => {
    const current = database.version()
    if (current !== version) {
      strata = database
        .rows<number[]>(
          `SELECT collection, class, granules, places, width, height, first_start, last_start
           FROM stratum WHERE granules > 0`,
        )
        .map(([collection, index, granules, places, width, height, firstStart, lastStart]) => ({
          collection: collection!,
          class: index!,
          longest: longestOf(index!),
          granules: granules!,
          places: places!,
          width: width!,
          height: height!,
          firstStart: firstStart!,
          lastStart: lastStart!,
        }))
      version = current
    }
    return strata
  }
}

/** What a batch of granules adds to the strata, and takes from them. */
export function createTally() {
  const deltas = new Map<string, Omit<Stratum, 'longest'>>()
  const census = new Map<string, [collection: number, index: number, stretch: number, granules: number]>()
  return {
    add(collection: number, index: number, sign: 1 | -1, start: number, places: Envelope[]) {
      const key = `${collection} ${index}`
      const delta = deltas.get(key) ?? {
        collection,
        class: index,
        granules: 0,
        places: 0,
        width: 0,
        height: 0,
        firstStart: start,
        lastStart: start,
      }
      delta.granules += sign
      delta.places += sign * places.length
      for (const [west, south, east, north] of places) {
        delta.width += sign * (east - west)
        delta.height += sign * (north - south)
      }
      delta.firstStart = Math.min(delta.firstStart, start)
      delta.lastStart = Math.max(delta.lastStart, start)
      deltas.set(key, delta)
      const stretch = Math.floor(start / STRETCH)
      const before = census.get(`${key} ${stretch}`)?.[3] ?? 0
      census.set(`${key} ${stretch}`, [collection, index, stretch, before + sign])
    },
    save(database: Database) {
      for (const delta of deltas.values()) {
        database.run(
          `INSERT INTO stratum (collection, class, granules, places, width, height, first_start, last_start)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET granules = granules + excluded.granules,
             places = places + excluded.places, width = width + excluded.width, height = height + excluded.height,
             first_start = min(first_start, excluded.first_start),
             last_start = max(last_start, excluded.last_start)`,
          ...[delta.collection, delta.class, delta.granules, delta.places, delta.width, delta.height],
          ...[delta.firstStart, delta.lastStart],
        )
      }
      for (const counted of census.values()) {
        database.run(
          `INSERT INTO census (collection, class, stretch, granules) VALUES (?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET granules = granules + excluded.granules`,
          ...counted,
        )
      }
      database.run('DELETE FROM stratum WHERE granules = 0')
    },
  }
}
