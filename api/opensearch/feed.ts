import type { Instant } from '../../catalog/granule.ts'
import type { SourceReport } from '../../federation/feeder.ts'
import type { Entry } from './entry.ts'
import type { Link } from './links.ts'
import type { Level, Parameter } from './parameter.ts'
import type { Sent } from './parameters.ts'

export interface Site {
  /** Where `/` of this server is, without a slash at the end. */
  base: string
  /** Where the searches of both levels are, in every format, without a slash at the end. */
  root: string
}

/** An answer with its links, for any format to write. */
export interface Feed extends Site {
  title: string
  level: Level
  /** Where it was asked, as it was honoured. */
  self: string
  updated: Instant
  total: number
  /** Counted from 1. */
  startIndex: number
  itemsPerPage: number
  honoured: Sent[]
  /** What can be asked here. */
  parameters(): Promise<readonly Parameter[]>
  links: Link[]
  /** Of a federated search: what became of each service that was asked. */
  sources?: SourceReport[]
  entries: AsyncIterable<Entry[]>
}
