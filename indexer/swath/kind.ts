import type { GranuleKind } from '../../catalog/granule.ts'
import type { FileAttributes } from '../metadata/attributes.ts'

/** What a file declares its measurements to be: by featureType (CF chapter 9), cdm_data_type (ACDD), processing level. */
export interface DeclaredKind {
  kind?: GranuleKind
  /** The level speaks of a grid: 3 or 4. */
  gridded: boolean
  source: string
}

const kinds: [pattern: RegExp, kind: GranuleKind][] = [
  [/^(trajectory|timeseries|timesery|station)?profile(s|coll)?$|^profile/, 'profile'],
  [/^trajectory/, 'trajectory'],
  [/^(timeseries|stations?|stationtimeseries|points?)$/, 'points'],
  [/^swath$/, 'swath'],
  [/^(grid|gridded|latlon)$/, 'grid'],
]

export function readDeclaredKind(attributes: FileAttributes): DeclaredKind {
  const level = attributes.text('processing_level', 'product_level', 'ProcessLevel', 'level') ?? ''
  const gridded = /(^|\b|l|level[ -]?)[34](\b|[a-z ]|$)/i.test(level) && !/[12]/.test(level)
  for (const name of ['featureType', 'CF:featureType', 'cdm_data_type', 'data_type']) {
    const value = attributes
      .text(name)
      ?.toLowerCase()
      .replace(/[^a-z]/g, '')
    const found = value === undefined ? undefined : kinds.find(([pattern]) => pattern.test(value))
    if (found !== undefined) return { kind: found[1], gridded, source: `attribute ${name}` }
  }
  return { gridded, source: 'the shape of the coordinates' }
}
