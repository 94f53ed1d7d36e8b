import type { Crossover } from '../catalog/crossovers/crossover.ts'
import { withLinks } from '../catalog/description/linked-store.ts'
import type { CollectionSummary, Granule } from '../catalog/granule.ts'
import { type OpenOptions, openStore } from '../catalog/open.ts'
import { pages } from '../catalog/pages.ts'
import { segmentsWithin } from '../catalog/pixels/segments.ts'
import type { GranuleQuery } from '../catalog/query.ts'
import { refuseUnknown } from '../catalog/refuse-unknown.ts'
import type { PutOutcome, Store } from '../catalog/store.ts'
import type { CrossoverSearch } from './crossover-search.ts'
import { crossovers } from './crossovers.ts'
import { type GranuleSearch, readGranuleSearch, readSort } from './granule-search.ts'
import { type IndexOptions, type IndexReport, indexPaths } from './index-paths.ts'

/** What is given of the granules that are found, and in which order. */
export interface Answer {
  /** All when absent. */
  limit?: number
  /** `-start`, `cycle,pass`; by start when absent. */
  sort?: string | readonly string[]
  /** Bring the segments, which are otherwise left empty: all, or those that meet the area and the period, so the rows to read. */
  segments?: 'all' | 'matching'
  /** Bring the ground tracks, which are otherwise left out. */
  tracks?: boolean
  /** Leave assets where they are on the machine that indexed them, whatever addresses the collection's description gives. */
  paths?: boolean
}

/** A catalogue of granules. Times are milliseconds since 1970 in UTC, areas GeoJSON. */
export interface Catalog extends AsyncDisposable {
  /** What all of this stands on: pages, counts by property, descriptions of collections. */
  readonly store: Store
  /** All that match, read page by page as they are taken. @throws InvalidQueryError, NotFoundError */
  search(search?: GranuleSearch, answer?: Answer): AsyncGenerator<Granule, void, void>
  /** How many match, exactly. @throws InvalidQueryError, NotFoundError */
  count(search?: GranuleSearch): Promise<number>
  get(collection: string, id: string): Promise<Granule | undefined>
  /** By id, with the number and extent of their granules. */
  collections(): Promise<CollectionSummary[]>
  /** Adds or replaces by collection and id: what `footprint` read, or granules made elsewhere. */
  add(...granules: Granule[]): Promise<PutOutcome[]>
  /**
   * Reads files, folders and patterns in threads, and keeps their granules. Files that are as they were are left alone. One that cannot be
   * read is told to `onEvent`, and does not keep out the others.
   */
  index(paths: string | readonly string[], options?: IndexOptions): Promise<IndexReport>
  /** As `crossovers`, of this catalogue. */
  crossovers(search: CrossoverSearch): AsyncGenerator<Crossover, void, void>
  close(): Promise<void>
}

/**
 * Opens a catalogue, and makes it where there is none: `sqlite:` and the path of a file, `sqlite::memory:`, or
 * `https://user:password@host:9200/prefix` for Elasticsearch.
 *
 * @param options `readOnly` changes nothing and makes nothing
 * @throws InvalidQueryError for a URL of another kind, CatalogUnavailableError where it is not there or cannot be read
 */
export async function openCatalog(url: string, options: OpenOptions = {}): Promise<Catalog> {
  const store = await openStore(url, options)
  const linked = withLinks(store)

  async function read(search: GranuleSearch) {
    const query = readGranuleSearch(search)
    await refuseUnknown(store, query.collections ?? [])
    return query
  }

  const catalog: Catalog = {
    store,
    async *search(
      search = {},
      { limit = Number.POSITIVE_INFINITY, sort = [], segments, tracks, paths } = {},
    ) {
      const query = await read(search)
      const what = { sort: readSort(sort), segments: segments !== undefined, tracks: tracks === true }
      for await (const { granules } of pages(paths ? store : linked, query, what, limit)) {
        yield* segments === 'matching' ? granules.map((granule) => withMatching(granule, query)) : granules
      }
    },
    count: async (search = {}) => store.count(await read(search)),
    get: (collection, id) => linked.get(collection, id),
    collections: () => store.collections(),
    add: (...granules) => store.put(granules),
    index: (paths, options) => indexPaths(store, [paths].flat(), options),
    crossovers: (search) => crossovers(catalog, search),
    close: () => store.close(),
    [Symbol.asyncDispose]: () => store.close(),
  }
  return catalog
}

function withMatching(granule: Granule, { area, period }: GranuleQuery): Granule {
  return { ...granule, segments: segmentsWithin(granule.segments, area, period) }
}

export type { OpenOptions }
