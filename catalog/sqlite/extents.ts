import { type Arcs, arcsOf, joinArcs, spanOf } from '../geometry/box.ts'
import type { Box } from '../geometry/types.ts'
import type { CollectionSummary } from '../granule.ts'
import type { Database } from './database.ts'
import { boxOf, PER_DEGREE, type StoredBox, TURN } from './units.ts'

/** What the granules of a collection cover. South and north in 10^-5 degrees. */
interface Cover {
  arcs: Arcs
  south: number
  north: number
  start: number
  end: number
}

/** What a batch does to the extents of collections: they grow at once, and are marked where they may have shrunk. */
export function createExtents(database: Database) {
  const grown = new Map<number, Cover>()
  const touched = new Set<number>()
  const shrunk = new Set<number>()
  return {
    add(collection: number, start: number, end: number, box: StoredBox) {
      touched.add(collection)
      const cover = grown.get(collection)
      const added: Cover = { arcs: arcsOf(boxOf(box)), south: box[1], north: box[3], start, end }
      grown.set(collection, cover ? joinCovers(cover, added) : added)
    },
    remove(collection: number) {
      touched.add(collection)
      shrunk.add(collection)
    },
    save() {
      for (const [collection, added] of grown) {
        const before = readCover(database, collection)
        saveCover(database, collection, before ? joinCovers(before, added) : added)
      }
      for (const collection of touched) {
        database.run('UPDATE collection SET revision = revision + 1 WHERE number = ?', collection)
      }
      for (const collection of shrunk) {
        database.run('UPDATE collection SET stale = 1 WHERE number = ?', collection)
      }
    },
  }
}

/** Counts anew what granules that went away may have left too large. */
export function refreshExtents(database: Database): void {
  const stale = () => database.rows<[number]>('SELECT number FROM collection WHERE stale = 1')
  if (stale().length === 0) return
  database.writing(() => {
    for (const [collection] of stale()) {
      saveCover(database, collection, countCover(database, collection))
      database.run('UPDATE collection SET stale = 0 WHERE number = ?', collection)
    }
  })
}

/** Reads extents; those marked as too large are counted, once for each state of the collection. */
export function extentsOf(database: Database) {
  const counted = new Map<number, { revision: number; cover: Cover | undefined }>()
  return (collection: number): CollectionSummary['extent'] => {
    const [stale, revision] = database.row<[number, number]>(
      'SELECT stale, revision FROM collection WHERE number = ?',
      collection,
    )!
    if (!stale) return summarise(readCover(database, collection))
    let known = counted.get(collection)
    if (known?.revision !== revision) {
      known = { revision, cover: countCover(database, collection) }
      counted.set(collection, known)
    }
    return summarise(known.cover)
  }
}

function summarise(cover: Cover | undefined): CollectionSummary['extent'] {
  const span = cover && spanOf(cover.arcs)
  if (!cover || !span) return undefined
  const bbox: Box = [span[0], cover.south / PER_DEGREE, span[1], cover.north / PER_DEGREE]
  return { bbox, start: cover.start, end: cover.end }
}

function joinCovers(a: Cover, b: Cover): Cover {
  return {
    arcs: joinArcs([...a.arcs, ...b.arcs]),
    south: Math.min(a.south, b.south),
    north: Math.max(a.north, b.north),
    start: Math.min(a.start, b.start),
    end: Math.max(a.end, b.end),
  }
}

function readCover(database: Database, collection: number): Cover | undefined {
  const [arcs, south, north, start, end] = database.row<[string | null, number, number, number, number]>(
    'SELECT arcs, south, north, "start", "end" FROM collection WHERE number = ?',
    collection,
  )!
  return arcs === null ? undefined : { arcs: JSON.parse(arcs) as Arcs, south, north, start, end }
}

function saveCover(database: Database, collection: number, cover: Cover | undefined): void {
  database.run(
    `UPDATE collection SET arcs = ?, south = ?, north = ?, "start" = ?, "end" = ? WHERE number = ?`,
    cover ? JSON.stringify(cover.arcs) : null,
    ...[cover?.south ?? null, cover?.north ?? null, cover?.start ?? null, cover?.end ?? null, collection],
  )
}

/**
 * From the index, degree by degree of west: arcs that begin less than a degree apart become one anyway
 * (`joinArcs`), so that the farthest east of each degree is all that one needs.
 */
function countCover(database: Database, collection: number): Cover | undefined {
  const rows = database.rows<[number, number, number, number, number, number]>(
    `SELECT min(west), min(south), max(east), max(north), min("start"), max("end")
     FROM granule WHERE collection = ? GROUP BY (west + ${TURN / 2}) / ${PER_DEGREE}`,
    collection,
  )
  const covers = rows.map(([west, south, east, north, start, end]): Cover => {
    return { arcs: arcsOf(boxOf([west, south, east, north])), south, north, start, end }
  })
  return covers.length > 0 ? covers.reduce(joinCovers) : undefined
}
