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
  const lats: number[] = []
  if (part.layout === 'scan') {
    const middle = Math.floor(part.columns / 2)
    for (let row = 0; row < part.rows; row++) lats.push(part.lat[row * part.columns + middle]!)
  } else if (part.layout === 'line') {
    for (const lat of part.lat) lats.push(lat)
  }
  const valid = lats.filter((lat) => !Number.isNaN(lat))
  if (valid.length < 2) return undefined
  let rises = 0
  let falls = 0
  for (let i = 1; i < valid.length; i++) {
    if (valid[i]! > valid[i - 1]!) rises++
    else if (valid[i]! < valid[i - 1]!) falls++
  }
  const span = Math.abs(valid.at(-1)! - valid[0]!)
  if (span < leastSpan || span > fastest * seconds) return undefined
  if (rises >= oneWay * (rises + falls)) return 'ascending'
  return falls >= oneWay * (rises + falls) ? 'descending' : undefined
}
