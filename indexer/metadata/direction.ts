import type { Instant } from '../../catalog/granule.ts'
import type { Coordinates, Observation } from '../coordinates.ts'

/** Most of the latitude's steps must go one way for a direction, and the pass span this much, degrees. */
const oneWay = 0.9
const leastSpan = 1

/** No satellite goes faster from pole to pole, degrees of latitude a second; what stands in the sky scans faster. */
const fastest = 0.075

/**
 * Whether a satellite went north or south: by the latitudes of the middle column of a swath, or of a track, where they
 * rise or fall all through (half an orbit or less).
 */
export function tellDirection(
  { kind, parts }: Observation,
  { start, end }: { start: Instant; end: Instant },
): 'ascending' | 'descending' | undefined {
  if (kind !== 'swath' && kind !== 'track') return undefined
  const seconds = (end - start) / 1000
  const directions = new Set(parts.map((part) => directionOf(part, seconds)))
  return directions.size === 1 ? [...directions][0] : undefined
}

function directionOf(part: Coordinates, seconds: number): 'ascending' | 'descending' | undefined {
  if (part.layout !== 'scan' && part.layout !== 'line') return undefined
  const columns = part.layout === 'scan' ? part.columns : 1
  let first: number | undefined
  let last = Number.NaN
  let rises = 0
  let falls = 0
  for (let i = Math.floor(columns / 2); i < part.lat.length; i += columns) {
    const lat = part.lat[i]!
    if (Number.isNaN(lat)) continue
    if (lat > last) rises++
    else if (lat < last) falls++
    first ??= lat
    last = lat
  }
  const span = Math.abs(last - (first ?? last))
  if (!(span >= leastSpan && span <= fastest * seconds)) return undefined
  if (rises >= oneWay * (rises + falls)) return 'ascending'
  return falls >= oneWay * (rises + falls) ? 'descending' : undefined
}
