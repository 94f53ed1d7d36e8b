import type { Geometry } from '../geometry/types.ts'

/**
 * Whether a GeoJSON geometry that was read without complaint is in the catalogue's own form, so that it can be kept number by number:
 * positions of two numbers within -180..180, and no step between half a turn and a whole one, which could be meant the other way round.
 */
export function isAsWritten(value: unknown): value is Geometry {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false
  if (value.type === 'GeometryCollection') {
    return (
      'geometries' in value &&
      Array.isArray(value.geometries) &&
      value.geometries.length > 1 &&
      value.geometries.every(isAsWritten)
    )
  }
  return 'coordinates' in value && areAsWritten(value.coordinates)
}

function areAsWritten(value: unknown): boolean {
  if (!Array.isArray(value)) return false
  if (typeof value[0] === 'number') return value.length === 2 && Math.abs(value[0]) <= 180
  const nodes: unknown[] = value
  return nodes.every((node, i) => areAsWritten(node) && !isAmbiguous(nodes[i - 1], node))
}

/** Two positions in a line; the members of other lists are no positions. */
function isAmbiguous(before: unknown, after: unknown): boolean {
  if (!Array.isArray(before) || !Array.isArray(after)) return false
  const [a, b]: unknown[] = [before[0], after[0]]
  if (typeof a !== 'number' || typeof b !== 'number') return false
  const step = Math.abs(a - b)
  return step > 180 && step < 360
}
