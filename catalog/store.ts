import type { Aggregated, Aggregation, PropertySummary } from './aggregation.ts'
import type { Collection, CollectionSummary, Granule } from './granule.ts'
import type { FileQuery, FileRecord } from './ledger.ts'
import type { GranuleQuery, PageRequest, Relation } from './query.ts'

/** What an engine can do; interfaces advertise this and nothing else. */
export interface Capabilities {
  engine: 'sqlite' | 'elasticsearch' | 'scan'
  /** How it can be asked that a footprint stands to an area. */
  relations: readonly Relation[]
  /** Conditions (`where`) are answered. */
  conditions: boolean
  /** Matches are counted (`aggregate`). */
  aggregation: boolean
}

/** Ids of all collections, by whether everyone may see them. */
export interface Access {
  open: readonly string[]
  private: readonly string[]
}

export interface GranulePage {
  granules: Granule[]
  /** Exact number of matches, whatever the page. Absent only when the request was `uncounted`. */
  matched?: number
  /** Present when at least one more match follows. */
  next?: string
}

/** What became of one granule of a `put`, in the order given; of two with one key the one with the later `updated` stays. */
export type PutOutcome = 'added' | 'replaced'

/**
 * The catalogue, whatever engine is behind it. Everything here rejects with an error of `errors.ts`;
 * what is absent is `undefined`.
 */
export interface Store {
  readonly capabilities: Capabilities
  /**
   * Adds or replaces by (collection, id), unless what is stored is newer. Once resolved, all of them survive a crash; before, none is visible in part.
   *
   * @param files what is to be remembered of files: after the granules or with them, so that no record outlives a crash that its
   * granule did not, and none of a granule that was refused or gave way to what is newer
   */
  put(granules: Granule[], files?: readonly FileRecord[]): Promise<PutOutcome[]>
  get(collection: string, id: string): Promise<Granule | undefined>
  /** With the records of its files. False where there was none. */
  delete(collection: string, id: string): Promise<boolean>
  search(query: GranuleQuery, page: PageRequest): Promise<GranulePage>
  count(query: GranuleQuery): Promise<number>
  /** Sorts all matches into buckets and counts those. */
  aggregate(query: GranuleQuery, aggregations: Aggregation[]): Promise<Aggregated>
  /** What the granules of the collections have, of all when none is named; by name, then type. */
  properties(collections?: string[]): Promise<PropertySummary[]>
  /** Adds or replaces the description. A `put` into an unknown collection makes a bare one (title = id). */
  putCollection(collection: Collection): Promise<void>
  /** With its granules. False where there was none. */
  deleteCollection(id: string): Promise<boolean>
  collection(id: string): Promise<CollectionSummary | undefined>
  /** By id. */
  collections(): Promise<CollectionSummary[]>
  /** Which collections there are, as known some seconds ago at most: cheap enough for every request. */
  access(): Promise<Access>
  /** What is remembered of files, by their paths; those that are unknown are left out. */
  files(paths: readonly string[]): Promise<FileRecord[]>
  /** By path, as bytes sort. */
  listFiles(query: FileQuery): Promise<FileRecord[]>
  forgetFiles(paths: readonly string[]): Promise<void>
  close(): Promise<void>
}
