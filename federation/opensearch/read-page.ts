import { InvalidQueryError } from '../../catalog/errors.ts'
import type { Box, Geometry } from '../../catalog/geometry/types.ts'
import type { Instant } from '../../catalog/granule.ts'
import { readGeoJson } from '../../catalog/parse/area.ts'
import { checkBox } from '../../catalog/parse/box.ts'
import { parseInstantSpan } from '../../catalog/parse/instant.ts'
import type { FoundGranule } from '../source.ts'

/** An answer of a service, before it is known how its next page is asked for. */
export interface ReadPage {
  found: FoundGranule[]
  total?: number
  /** The address of the next page, as the answer gives it. */
  nextLink?: string
}

/** The footprint in the form of the catalogue; a granule with an impossible one is still a granule. */
export function validGeometry(geometry: unknown): Geometry | undefined {
  return geometry === undefined || geometry === null
    ? undefined
    : orNothing(() => readGeoJson(geometry, 'geometry'))
}

export function validBox(box: number[] | undefined): Box | undefined {
  return box && orNothing(() => checkBox(box, 'bbox'))
}

/** A date, an interval `start/end`, or two dates. */
export function spanOf(
  text: string | undefined,
  until?: string,
): { start: Instant; end: Instant } | undefined {
  if (text === undefined) return undefined
  const [from, to = until ?? from] = text.split('/').map((part) => part.trim())
  return orNothing(() => {
    const [start, end] = [parseInstantSpan(from!, 'date').first, parseInstantSpan(to!, 'date').first]
    return { start: Math.min(start, end), end: Math.max(start, end) }
  })
}

function orNothing<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof InvalidQueryError) return undefined
    throw error
  }
}
