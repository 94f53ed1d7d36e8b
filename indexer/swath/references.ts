import type { Dataset, Variable } from '../readers/dataset.ts'
import type { CoordinatePair } from './coordinate-pairs.ts'
import { isNumeric, squeezed, textOf } from './names.ts'

/**
 * How many variables lie on each pair of coordinates: those that name it in `coordinates` (CF section 5), and those of
 * its shape, which count for the pair nearest among the groups.
 */
export function countReferences(dataset: Dataset, pairs: CoordinatePair[]): Map<CoordinatePair, number> {
  const counts = new Map(pairs.map((pair) => [pair, 0]))
  const coordinates = new Set(pairs.flatMap(({ lon, lat }) => [lon, lat]))
  for (const variable of dataset.variables) {
    if (!isNumeric(variable) || coordinates.has(variable)) continue
    const named = namedCoordinates(variable)
    const pair =
      pairs.find(
        ({ lon, lat }) =>
          named.some((name) => refersTo(variable, name, lat)) &&
          named.some((name) => refersTo(variable, name, lon)),
      ) ??
      nearest(
        variable,
        pairs.filter((candidate) => liesOn(variable, candidate)),
      )
    if (pair !== undefined) counts.set(pair, counts.get(pair)! + 1)
  }
  return counts
}

export function namedCoordinates(variable: Variable): string[] {
  if (!variable.attributes.names().includes('coordinates')) return []
  return (textOf(variable, 'coordinates') ?? '').split(/[\s,]+/).filter(Boolean)
}

/** Whether a name used by a variable means the other: as a path, or by itself from its group upwards (CF section 2.7). */
export function refersTo(variable: Variable, name: string, other: Variable): boolean {
  if (name.startsWith('/')) return name === other.path
  const target = other.path
  for (let group = variable.group; ; group = group.slice(0, Math.max(group.lastIndexOf('/'), 0))) {
    if (`${group === '/' ? '' : group}/${name}` === target) return true
    if (group === '/' || group === '') return false
  }
}

function liesOn(variable: Variable, pair: CoordinatePair): boolean {
  const shape = squeezed(variable.shape)
  if (pair.layout === 'joint') {
    const wanted = squeezed(pair.lat.shape)
    if (wanted.length === 0) return shape.length === 0 && variable.group === pair.lat.group
    return wanted.every((size, d) => shape[d] === size)
  }
  return liesOnAxes(variable, pair)
}

/** Whether a variable has the dimensions of both axes. */
export function liesOnAxes(variable: Variable, { lon, lat }: CoordinatePair): boolean {
  if (variable.shape.length < 2) return false
  const up = dimensionOf(variable, lat)
  const across = dimensionOf(variable, lon, up)
  return up >= 0 && across >= 0
}

/** Which dimension of a variable an axis lies along; -1 for none. Unnamed dimensions are told by their length. */
export function dimensionOf(variable: Variable, axis: Variable, except = -1): number {
  const size = axis.shape[0]!
  if (!variable.shape.includes(size)) return -1
  const dimensions = variable.dimensions()
  const name = axis.dimensions()[0]?.name
  const byName = dimensions.findIndex(
    (d) => d.name !== undefined && (d.name === name || d.name === axis.path),
  )
  if (byName >= 0) return byName
  return dimensions.findIndex(
    (d, i) => i !== except && d.size === size && (d.name === undefined || name === undefined),
  )
}

function nearest(variable: Variable, pairs: CoordinatePair[]): CoordinatePair | undefined {
  let best: CoordinatePair | undefined
  let closest = -1
  for (const pair of pairs) {
    const shared = sharedDepth(variable.group, pair.lat.group)
    if (shared > closest) {
      closest = shared
      best = pair
    }
  }
  return best
}

/** Number of groups that two paths begin with in common. */
export function sharedDepth(a: string, b: string): number {
  const theirs = b.split('/').filter(Boolean)
  let depth = 0
  for (const part of a.split('/').filter(Boolean)) {
    if (theirs[depth] !== part) break
    depth++
  }
  return depth
}
