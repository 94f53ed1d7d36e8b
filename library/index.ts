/**
 * Oceanid in a program of one's own.
 *
 * ```ts
 * import { crossovers, footprint, openCatalog } from 'oceanid'
 *
 * const { geometry, start, end, kind, segments } = await footprint('swath.nc')
 *
 * const catalog = await openCatalog('sqlite:oceanid.db')
 * await catalog.index('/data/sst', { onEvent: (event) => console.error(event) })
 * for await (const granule of catalog.search({ bbox: [170, -20, -170, 20], start: '2025-06-01', where: 'cycle = 12' }))
 *   console.log(granule.id, new Date(granule.start))
 * for await (const { a, b, difference } of crossovers(catalog, { collections: ['JASON3', 'S3A'], window: '-1h..3h' }))
 *   console.log(a.id, b.id, difference / 1000)
 * await catalog.close()
 * ```
 *
 * Errors say what to do, and are told apart by their class or `_tag`.
 *
 * @module
 */

export type { Approach, Crossing, Crossover, Overlap, Side, Window } from '../catalog/crossovers/crossover.ts'
export {
  CatalogUnavailableError,
  InvalidQueryError,
  NotFoundError,
  PartlyStoredError,
  UnreadableFileError,
} from '../catalog/errors.ts'
export type { Geometry, Position } from '../catalog/geometry/types.ts'
export type {
  Asset,
  Collection,
  CollectionSummary,
  Granule,
  GranuleKind,
  Instant,
  Properties,
  Segment,
} from '../catalog/granule.ts'
export type { Store } from '../catalog/store.ts'
export { type Answer, type Catalog, type OpenOptions, openCatalog } from './catalog.ts'
export type { CrossoverSearch, CrossoverSide } from './crossover-search.ts'
export { crossovers } from './crossovers.ts'
export { type Footprint, footprint } from './footprint.ts'
export type { GranuleSearch } from './granule-search.ts'
export type { IndexEvent, IndexOptions, IndexReport } from './index-paths.ts'
