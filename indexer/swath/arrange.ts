import type { Degrees } from '../coordinates.ts'
import type { Dimension, Variable } from '../readers/dataset.ts'
import type { CoordinatePair } from './coordinate-pairs.ts'
import type { Margin } from './margin.ts'
import { directionOf, findAlongTrack, isFoldedLine, transpose } from './orientation.ts'
import { cleanPositions, readDegrees } from './positions.ts'
import { stretchToData } from './stretch.ts'

/** A set of positions as they lie on the ground: `rows` x `columns`, or a sequence (`columns` absent). */
export interface Arrangement {
  lon: Degrees
  lat: Degrees
  rows: number
  columns?: number
  /** How time values of the same shape as the coordinates are brought to the same order. */
  order: (values: Float64Array) => Float64Array
  /** Names of the dimensions along and across, as the coordinates have them, where they have names. */
  along?: string | undefined
  across?: string | undefined
  /** Positions that are valid. */
  valid: number
}

/** Sub-pixels of one field of view stand along a last dimension no longer than this. */
const fewestPixels = 16

/**
 * Reads a joint pair of coordinates and turns it so that rows run along track. Three dimensions are several scans one
 * after the other, or, where the last is the shortest, the pixels of each field of view.
 * @param margins how far data lie beyond each dimension of the positions, where these are tie points
 */
export function arrangePair(
  pair: CoordinatePair,
  timeDimension?: Dimension,
  margins: Margin[] = [],
): Arrangement[] {
  const lon = readDegrees(pair.lon)
  const lat = readDegrees(pair.lat)
  const dimensions = realDimensions(pair.lat)
  cleanPositions(lon, lat, { distinct: dimensions.length > 1 })
  stretchToData(lon, lat, pair.lat.shape, margins)
  if (dimensions.length < 2) return [sequence(lon, lat, dimensions[0])]
  if (isSequence(dimensions)) return [sequence(lon, lat, dimensions[1])]
  if (dimensions.length === 2) return [layOutScan(lon, lat, [dimensions[0]!, dimensions[1]!], timeDimension)]
  const [first, second, third] = dimensions.slice(-3) as [Dimension, Dimension, Dimension]
  const last = dimensions.at(-1)!
  if (last.size <= fewestPixels && last.size < first.size) {
    const merged = { name: second.name, size: second.size * third.size }
    return [layOutScan(lon, lat, [first, merged], timeDimension)]
  }
  const size = second.size * third.size
  return Array.from({ length: lon.length / size }, (_, i) => {
    const part = layOutScan(
      lon.subarray(i * size, (i + 1) * size),
      lat.subarray(i * size, (i + 1) * size),
      [second, third],
      timeDimension,
    )
    return { ...part, order: (values: Float64Array) => part.order(values.subarray(i * size, (i + 1) * size)) }
  })
}

/** One row of positions that is a whole line: `(trajectory, obs)`, `(time, n)`. */
function isSequence([first, second, ...more]: Dimension[]): boolean {
  if (more.length > 0 || first?.size !== 1 || second === undefined || second.size < 2) return false
  return single.test(first.name ?? '') && directionOf(second.name) !== 'across'
}

/** Dimensions that count whole sets rather than rows of one. */
const single = /(^|[/_])(time|trajectory|traj|profile|station|platform|n_?prof|n_?traj)$/i

function sequence(lon: Degrees, lat: Degrees, dimension: Dimension | undefined): Arrangement {
  return {
    lon,
    lat,
    rows: lat.length,
    order: (values) => values,
    along: dimension?.name,
    valid: countValid(lat),
  }
}

function layOutScan(
  lon: Degrees,
  lat: Degrees,
  dimensions: [Dimension, Dimension],
  timeDimension: Dimension | undefined,
): Arrangement {
  const [first, second] = dimensions
  if (isFoldedLine(lon, lat, first.size, second.size)) {
    return { ...sequence(lon, lat, undefined), along: first.name, across: second.name }
  }
  const valid = countValid(lat)
  if (findAlongTrack(dimensions, lon, lat, timeDimension) === 0) {
    return {
      lon,
      lat,
      rows: first.size,
      columns: second.size,
      along: first.name,
      across: second.name,
      valid,
      order: (values) => values,
    }
  }
  return {
    lon: transpose(lon, first.size, second.size),
    lat: transpose(lat, first.size, second.size),
    rows: second.size,
    columns: first.size,
    along: second.name,
    across: first.name,
    valid,
    order: (values) => transpose(values, first.size, second.size),
  }
}

function countValid(lat: Degrees): number {
  let valid = 0
  for (let i = 0; i < lat.length; i++) if (!Number.isNaN(lat[i]!)) valid++
  return valid
}

/** The dimensions but those of size one; the last two where that leaves a single row or column of a scan. */
function realDimensions(variable: Variable): Dimension[] {
  const dimensions = variable.dimensions()
  // One row or one column of a swath is still a swath: only what stands before the last two is dropped.
  if (dimensions.length < 2) return dimensions
  const outer = dimensions.slice(0, -2).filter(({ size }) => size !== 1)
  return [...outer, ...dimensions.slice(-2)]
}
