import { signedArea } from '../geometry/cut.ts'
import type { Position, Ring } from '../geometry/types.ts'

/**
 * Shapes that reading leaves as they are: between the antimeridian and itself (180 is another name for -180), with no step of half a turn
 * or more. Most of what is imported is so, and is taken without being laid out anew.
 */

/** Closed rings, the exterior counter-clockwise and the holes clockwise; each encloses something. */
export function isPlacedPolygon(value: unknown): value is Ring[] {
  return Array.isArray(value) && value.length > 0 && value.every(isPlacedRing)
}

/** Two positions or more, none twice in a row. */
export function isPlacedLine(value: unknown): value is Position[] {
  if (!isPlacedChain(value)) return false
  return value.every(([lon, lat], i) => i === 0 || lon !== value[i - 1]![0] || lat !== value[i - 1]![1])
}

function isPlacedRing(value: unknown, index: number): boolean {
  if (!isPlacedChain(value) || value.length < 4) return false
  const [first, last] = [value[0]!, value[value.length - 1]!]
  if (first[0] !== last[0] || first[1] !== last[1]) return false
  const area = signedArea(value)
  return index === 0 ? area > 0 : area < 0
}

function isPlacedChain(value: unknown): value is Position[] {
  if (!Array.isArray(value) || value.length < 2 || !value.every(isPlacedPosition)) return false
  for (let i = 1; i < value.length; i++) if (Math.abs(value[i]![0] - value[i - 1]![0]) >= 180) return false
  return true
}

function isPlacedPosition(value: unknown): value is Position {
  if (!Array.isArray(value) || value.length !== 2) return false
  const [lon, lat]: unknown[] = value
  return (
    typeof lon === 'number' && typeof lat === 'number' && lon >= -180 && lon < 180 && lat >= -90 && lat <= 90
  )
}
