/** The two steps of a search: which collections, then which granules of one. */
export type Level = 'collections' | 'granules'

export interface Parameter {
  /** In the query of a request. */
  name: string
  /** What Ifremer's service calls it. */
  alias?: string
  /** What a template binds to it, with the prefix of its namespace. */
  token: string
  title: string
  /** The level where alone it means something. */
  only?: Level
  /** JavaScript regular expression. */
  pattern?: string
  minInclusive?: number
  maxInclusive?: number
  options?: readonly string[]
  /** Geometry types that a WKT text may have. */
  geometries?: readonly string[]
}
