import { readFileSync } from 'node:fs'
import { InvalidQueryError } from '../catalog/errors.ts'
import type { Filter, GranuleQuery, SortKey } from '../catalog/query.ts'
import * as search from '../library/granule-search.ts'
import { positiveNumber } from './arguments.ts'

/** What `oceanid search` is given, as text. */
export interface SearchArguments {
  collection?: string[] | undefined
  bbox?: string | undefined
  intersects?: string | undefined
  point?: string | undefined
  radius?: string | undefined
  name?: string | undefined
  start?: string | undefined
  end?: string | undefined
  where?: string[] | undefined
  alongTrack?: boolean | undefined
}

/** What a parameter of the library is called on the command line. */
export const optionName = (parameter: string) => `--${parameter}`

/** @throws {InvalidQueryError} naming the option */
export function readGranuleQuery(given: SearchArguments): GranuleQuery {
  return search.readGranuleSearch(readGranuleSearch(given), optionName)
}

/** The same as the library takes it. */
export function readGranuleSearch({ collection, ...given }: SearchArguments): search.GranuleSearch {
  const { intersects, radius } = given
  return {
    ...given,
    collections: collection,
    intersects: intersects?.startsWith('@') ? readShapeFile(intersects.slice(1)) : intersects,
    radius: radius === undefined ? undefined : positiveNumber('radius', radius),
  }
}

/** `-start`, `start desc`, `start`, several joined by commas. */
export function readSort(texts: string[]): SortKey[] {
  return search.readSort(texts, '--sort')
}

/** Conditions that all must hold. */
export function readWhere(texts: string[], option = '--where'): Filter | undefined {
  return search.readWhere(texts, option)
}

/** Well-known text or GeoJSON. */
function readShapeFile(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new InvalidQueryError('--intersects', `cannot read ${path} (${(error as Error).message})`, {
      cause: error,
    })
  }
}
