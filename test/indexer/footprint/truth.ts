import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Geometry, Position } from '../../../catalog/geometry/types.ts'
import { distanceTo } from './judge-distance.ts'

/** Real granules with points known to be covered and not to be; not part of the project. */
export const granules = fileURLToPath(new URL('../../../../shared/granules/', import.meta.url))
export const granulesAreHere = existsSync(`${granules}INDEX.csv`)

type OutsideClass = 'near' | 'far' | 'gap'

export interface Truth {
  inside: Position[]
  outside: Position[]
  outside_class: OutsideClass[]
  tolerance_deg: number
  line_like: boolean
  point_like: boolean
  crosses_antimeridian: boolean | null
  contains_pole: 'none' | 'N' | 'S' | 'both' | null
}

/** Paths of the granules within `granules`. */
export function listGranules(): string[] {
  const index = readFileSync(`${granules}INDEX.csv`, 'utf8')
  return [...index.matchAll(/^(?:"([^"]+)"|([^,\n]+)),/gm)].map((line) => line[1] ?? line[2]!).slice(1)
}

export function readTruth(file: string): Truth {
  return JSON.parse(readFileSync(`${granules}truth/${basename(file)}.json`, 'utf8')) as Truth
}

/** Shares, 0 to 1, of points got right; 1 where there are none. */
export interface Score {
  inside: number
  near: number
  far: number
  gap: number
}

/** Lines and points cover what is within the tolerance of them; polygons must leave out what is outside. */
export function scoreAgainst(truth: Truth, geometry: Geometry): Score {
  const tolerance = truth.tolerance_deg
  const isArea = geometry.type === 'Polygon' || geometry.type === 'MultiPolygon'
  const share = (right: boolean[]) => (right.length > 0 ? right.filter(Boolean).length / right.length : 1)
  const leftOut = (wanted: OutsideClass) =>
    share(
      truth.outside
        .filter((_, i) => truth.outside_class[i] === wanted)
        .map(([lon, lat]) => distanceTo(geometry, lon, lat) > (isArea ? 0 : tolerance)),
    )
  return {
    inside: share(truth.inside.map(([lon, lat]) => distanceTo(geometry, lon, lat) <= tolerance)),
    near: leftOut('near'),
    far: leftOut('far'),
    gap: leftOut('gap'),
  }
}
