import type { Dataset, Variable } from '../readers/dataset.ts'
import type { CoordinatePair } from './coordinate-pairs.ts'
import { isNumeric, squeezed, textOf } from './names.ts'

/**
 * How many variables lie on each pair of coordinates: those that name it in `coordinates` (CF section 5), and those of
 * its shape, which count for the pair nearest among the groups.
 */
export function countReferences(dataset: Dataset, pairs: CoordinatePair[]): Map<CoordinatePair, number> {
  const counts = new Map(pairs.map((pair) => [pair, 0]))
  const liesOn = pairs.map(membershipOf)
  const coordinates = new Set(pairs.flatMap(({ lon, lat }) => [lon, lat]))
  for (const variable of dataset.variables) {
    if (!isNumeric(variable) || coordinates.has(variable)) continue
    const named = namedCoordinates(variable)
    const pair =
      (named.size > 0
        ? pairs.find(({ lon, lat }) => named.has(lat.path) && named.has(lon.path))
        : undefined) ??
      nearest(
        variable,
        pairs.filter((_, index) => liesOn[index]!(variable)),
      )
    if (pair !== undefined) counts.set(pair, counts.get(pair)! + 1)
  }
  return counts
}

/**
 * Paths of what a variable may mean by the names in its `coordinates`: each is a path, or is looked for from the
 * variable's group upwards (CF section 2.7).
 */
export function namedCoordinates(variable: Variable): ReadonlySet<string> {
  let paths = named.get(variable)
  if (paths === undefined) {
    paths = readNamedCoordinates(variable)
    named.set(variable, paths)
  }
  return paths
}

const named = new WeakMap<Variable, ReadonlySet<string>>()

function readNamedCoordinates(variable: Variable): Set<string> {
  const paths = new Set<string>()
  if (!variable.attributes.names().includes('coordinates')) return paths
  for (const name of (textOf(variable, 'coordinates') ?? '').split(/[\s,]+/).filter(Boolean)) {
    if (name.startsWith('/')) paths.add(name)
    else for (const group of groupsUp(variable.group)) paths.add(`${group}/${name}`)
  }
  return paths
}

/** A group and those around it, without the slash at the end. */
function* groupsUp(group: string): Iterable<string> {
  for (let at = group === '/' ? '' : group; ; at = at.slice(0, at.lastIndexOf('/'))) {
    yield at
    if (at === '') return
  }
}

/** Tells of a variable whether it lies on a pair of coordinates, by its shape. */
function membershipOf(pair: CoordinatePair): (variable: Variable) => boolean {
  if (pair.layout === 'axes') return (variable) => liesOnAxes(variable, pair)
  const wanted = squeezed(pair.lat.shape)
  const { group } = pair.lat
  return (variable) => {
    const shape = squeezed(variable.shape)
    if (wanted.length === 0) return shape.length === 0 && variable.group === group
    return wanted.every((size, d) => shape[d] === size)
  }
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
  if (pairs.length < 2) return pairs[0]
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
