import type { Box, Geometry } from '../catalog/geometry/types.ts'
import type { Instant } from '../catalog/granule.ts'
import type { GranuleQuery } from '../catalog/query.ts'

export interface FoundLink {
  rel: string
  href: string
  type: string
  title?: string
  /** Bytes. */
  length?: number
}

/** A granule as a source tells of it. */
export interface FoundGranule {
  /** What the source calls it. */
  identifier: string
  /** What its file is called. */
  title: string
  collection?: string
  start?: Instant
  end?: Instant
  updated?: Instant
  geometry?: Geometry
  bbox?: Box
  links: FoundLink[]
}

/** What is asked of a source. */
export interface Question {
  /** As the source calls it; absent means all that it has. */
  collection?: string
  query: Pick<GranuleQuery, 'area' | 'period' | 'where'>
  /** What was sent, by the token of an OpenSearch template (`geo:box`), for templates that have more than `query` says. */
  tokens: ReadonlyMap<string, string>
}

export interface Page {
  found: FoundGranule[]
  /** Identifier of what the page began with, before anything was left out of it; that of the first found when absent. */
  first?: string
  /** How many match in all, as the source says. */
  total?: number
  /** Where the next page begins; absent where this is the last. */
  next?: string
}

/** A service, or the catalogue of this one, that granules are found in. Pages come by start where the service can sort. */
export interface Source {
  id: string
  title: string
  /** Milliseconds that one request may wait for it. */
  timeout: number
  /** Protocols by which its files are fetched, in capitals; absent where it is not known. */
  protocols?: string[]
  /** What it calls a collection that the federation names; undefined where it has none of that name. */
  nameOf(collection: string): string | undefined
  /**
   * @param at what the page before gave as `next`; absent for the first
   * @throws SourceError, or the reason of the signal
   */
  page(question: Question, at: string | undefined, count: number, signal: AbortSignal): Promise<Page>
}

/** A source cannot be used: it does not answer, or not what can be read. The message is for who asked. */
export class SourceError extends Error {
  /** It may be over when it is asked again. */
  readonly passing: boolean

  constructor(message: string, { passing = false, ...options }: ErrorOptions & { passing?: boolean } = {}) {
    super(message, options)
    this.passing = passing
  }
}

/** What an answer of this status means for whoever asked for `what`. */
export function statusError(status: number, what: string): SourceError {
  return new SourceError(`answers ${status} ${what}`, { passing: status === 429 || status >= 500 })
}

/** Whether a call ended because its time was over. */
export function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'TimeoutError'
}

/** What was sent beside area and period: a source that cannot be asked for it would answer too much. */
export function conditionsOf({ tokens }: Question): string[] {
  return [...tokens.keys()].filter((token) => !/^(geo|time):/.test(token))
}
