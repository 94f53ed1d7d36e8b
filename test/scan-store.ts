import { accessOf } from '../catalog/access.ts'
import { checkAggregations } from '../catalog/aggregate/check.ts'
import { aggregateMatches } from '../catalog/aggregate/tally.ts'
import { countProperties, summariesOf, type Vocabulary } from '../catalog/aggregate/vocabulary.ts'
import { bareCollection } from '../catalog/bare-collection.ts'
import { checkGranules, checkPage, checkQuery } from '../catalog/check.ts'
import { decodeCursor, encodeCursor } from '../catalog/cursor.ts'
import { type Fate, outcomeOf, recordsToWrite } from '../catalog/fate.ts'
import { compareText } from '../catalog/fields.ts'
import { compileFilter } from '../catalog/filter.ts'
import { unionBoxes } from '../catalog/geometry/box.ts'
import { intersects } from '../catalog/geometry/intersects.ts'
import { relate } from '../catalog/geometry/relate.ts'
import { shapeOf } from '../catalog/geometry/shape.ts'
import type { Collection, CollectionSummary, Granule, Segment } from '../catalog/granule.ts'
import { type FileRecord, isUnder } from '../catalog/ledger.ts'
import { comparePlaces, placeOf, sortKeys } from '../catalog/order.ts'
import { type GranuleQuery, type PageRequest, type Period, relations } from '../catalog/query.ts'
import type { Store } from '../catalog/store.ts'

/**
 * A catalogue in memory that asks every granule every question. It is what the engines are compared with,
 * and what interfaces are tested on: the contract in the plainest form, no index, nothing clever.
 */
export function openScanStore(): Store {
  const collections = new Map<string, Collection>()
  const granules = new Map<string, Granule>()
  const files = new Map<string, FileRecord>()
  const keyOf = (collection: string, id: string) => JSON.stringify([collection, id])

  const summarise = (collection: Collection): CollectionSummary => {
    const own = [...granules.values()].filter((granule) => granule.collection === collection.id)
    const bbox = unionBoxes(own.map((granule) => granule.bbox))
    if (!bbox) return { ...structuredClone(collection), granules: 0 }
    const start = own.reduce((least, granule) => Math.min(least, granule.start), Infinity)
    const end = own.reduce((most, granule) => Math.max(most, granule.end), -Infinity)
    return { ...structuredClone(collection), granules: own.length, extent: { bbox, start, end } }
  }

  const forget = (goes: (file: FileRecord) => boolean) => {
    for (const [path, file] of files) if (goes(file)) files.delete(path)
  }

  return {
    capabilities: { engine: 'scan', relations, conditions: true, aggregation: true },

    async put(batch, records = []) {
      checkGranules(batch)
      const fates = batch.map((granule): Fate => {
        const { collection, id } = granule
        if (!collections.has(collection)) collections.set(collection, bareCollection(collection))
        const stored = granules.get(keyOf(collection, id))
        if (stored && stored.updated > granule.updated) return 'kept'
        granules.set(keyOf(collection, id), structuredClone(granule))
        return stored ? 'replaced' : 'added'
      })
      for (const record of recordsToWrite(records, batch, fates)) files.set(record.path, { ...record })
      return fates.map(outcomeOf)
    },

    async get(collection, id) {
      return structuredClone(granules.get(keyOf(collection, id)))
    },

    async delete(collection, id) {
      const deleted = granules.delete(keyOf(collection, id))
      if (deleted) forget((file) => file.collection === collection && file.id === id)
      return deleted
    },

    async search(query, page) {
      checkQuery(query)
      checkPage(page)
      const sort = sortKeys(page.sort)
      const compare = comparePlaces(sort)
      const after = page.after === undefined ? undefined : decodeCursor(page.after, sort)
      const matches = [...granules.values()]
        .filter(matcherOf(query))
        .map((granule) => ({ granule, place: placeOf(granule, sort) }))
        .sort((a, b) => compare(a.place, b.place))
      const following = after ? matches.filter(({ place }) => compare(place, after) > 0) : matches
      const first = page.offset ?? 0
      const shown = following.slice(first, first + page.limit)
      const last = shown.at(-1)
      return {
        granules: shown.map(({ granule }) => structuredClone(partsOf(granule, page))),
        ...(page.uncounted ? {} : { matched: matches.length }),
        ...(last && following.length > first + page.limit ? { next: encodeCursor(last.place, sort) } : {}),
      }
    },

    async count(query) {
      checkQuery(query)
      return [...granules.values()].filter(matcherOf(query)).length
    },

    async aggregate(query, aggregations) {
      checkQuery(query)
      checkAggregations(aggregations)
      const matches = [...granules.values()].filter(matcherOf(query)).map((granule) => ({
        start: granule.start,
        described: () => granule,
        shape: () => shapeOf(granule.geometry),
      }))
      return aggregateMatches(matches, aggregations)
    },

    async properties(wanted = []) {
      const vocabulary: Vocabulary = new Map()
      for (const { collection, properties } of granules.values()) {
        if (wanted.length > 0 && !wanted.includes(collection)) continue
        countProperties(vocabulary, properties, 1)
      }
      return summariesOf(vocabulary)
    },

    async putCollection(collection) {
      collections.set(collection.id, structuredClone(collection))
    },

    async deleteCollection(id) {
      for (const [key, granule] of granules) if (granule.collection === id) granules.delete(key)
      const deleted = collections.delete(id)
      if (deleted) forget((file) => file.collection === id && file.id !== undefined)
      return deleted
    },

    async collection(id) {
      const collection = collections.get(id)
      return collection && summarise(collection)
    },

    async collections() {
      return [...collections.values()].sort((a, b) => compareText(a.id, b.id)).map(summarise)
    },

    async access() {
      return accessOf([...collections.values()])
    },

    async files(paths) {
      return paths.flatMap((path) => structuredClone(files.get(path)) ?? [])
    },

    async listFiles({ under, outcome, granule, after, limit }) {
      return [...files.values()]
        .filter(
          (file) =>
            (under === undefined || isUnder(file.path, under)) &&
            (outcome === undefined || file.outcome === outcome) &&
            (!granule || (file.collection === granule.collection && file.id === granule.id)) &&
            (after === undefined || compareText(file.path, after) > 0),
        )
        .sort((a, b) => compareText(a.path, b.path))
        .slice(0, limit)
        .map((file) => ({ ...file }))
    },

    async forgetFiles(paths) {
      for (const path of paths) files.delete(path)
    },

    async close() {},
  }
}

function matcherOf(query: GranuleQuery): (granule: Granule) => boolean {
  const test = query.where ? compileFilter(query.where) : () => true
  const { collections = [], ids, area, relation = 'intersects', period = {}, alongTrack } = query
  return (granule) =>
    (collections.length === 0 || collections.includes(granule.collection)) &&
    (!ids || ids.includes(granule.id)) &&
    overlaps(granule, period) &&
    test(granule, () => shapeOf(granule.geometry)) &&
    (!area || relate(relation, shapeOf(granule.geometry), shapeOf(area))) &&
    (!alongTrack ||
      segmentsOf(granule).some(
        (segment) => overlaps(segment, period) && (!area || intersects(segment.geometry, area)),
      ))
}

function partsOf({ track, ...granule }: Granule, { segments, tracks }: PageRequest): Granule {
  return { ...granule, segments: segments ? granule.segments : [], ...(tracks && track && { track }) }
}

/** Without any, a granule is all one segment. */
function segmentsOf(granule: Granule): Pick<Segment, 'start' | 'end' | 'geometry'>[] {
  return granule.segments.length > 0 ? granule.segments : [granule]
}

function overlaps({ start, end }: { start: number; end: number }, period: Period): boolean {
  return end >= (period.start ?? -Infinity) && start <= (period.end ?? Infinity)
}
