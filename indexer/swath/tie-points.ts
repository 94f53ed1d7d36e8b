import type { Dataset, Variable } from '../readers/dataset.ts'
import type { CoordinatePair } from './coordinate-pairs.ts'
import { findDimensionMaps } from './dimension-maps.ts'
import { type Margin, noMargin } from './margin.ts'
import { isNumeric, squeezed, textOf } from './names.ts'
import { namedCoordinates } from './references.ts'

/**
 * For each dimension of a latitude how far the data lie beyond it, where coordinates are given at fewer places than data:
 * by a `tie_point_mapping` (CF section 8.3), by the dimension maps of an HDF-EOS swath, else by the sizes of the two.
 */
export function findMargins(dataset: Dataset, pair: CoordinatePair): Margin[] {
  const { lat } = pair
  if (pair.layout === 'axes' || lat.shape.length === 0) return []
  return byTiePointMapping(dataset, lat) ?? findDimensionMaps(dataset, lat) ?? bySizes(dataset, pair) ?? []
}

/** Of how far indexes of the data go beyond those of the first and the last tie point. */
function marginOf(indexes: ArrayLike<number>, size: number): Margin {
  const last = indexes.length - 1
  if (last < 1) return noMargin
  return {
    before: Math.max(0, indexes[0]! / (indexes[1]! - indexes[0]!)) || 0,
    after: Math.max(0, (size - 1 - indexes[last]!) / (indexes[last]! - indexes[last - 1]!)) || 0,
  }
}

/** `tie_point_mapping` is `interpolated: indexes subsampled [subarea]` for each dimension that is interpolated. */
function byTiePointMapping(dataset: Dataset, lat: Variable): Margin[] | undefined {
  for (const text of tiePointMappings(dataset)) {
    const mapped = new Map(
      [...text.matchAll(/(\S+):\s*(\S+)\s+(\S+)/g)].map(([, of, by, at]) => [at!, { of: of!, by: by! }]),
    )
    const names = lat.dimensions().map(({ name }) => lastPart(name))
    if (!names.some((name) => mapped.has(name))) continue
    return names.map((name) => {
      const { of, by } = mapped.get(name) ?? {}
      const indexes = dataset.variables.find((variable) => by !== undefined && lastPart(variable.path) === by)
      const size = of === undefined ? undefined : sizeOfDimension(dataset, of)
      return indexes === undefined || size === undefined ? noMargin : marginOf(indexes.read(), size)
    })
  }
  return undefined
}

function tiePointMappings(dataset: Dataset): readonly string[] {
  let texts = mappings.get(dataset)
  if (texts === undefined) {
    texts = dataset.variables
      .filter(({ attributes }) => attributes.names().includes('tie_point_mapping'))
      .map((variable) => textOf(variable, 'tie_point_mapping') ?? '')
    mappings.set(dataset, texts)
  }
  return texts
}

const mappings = new WeakMap<Dataset, readonly string[]>()

function lastPart(path = ''): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function sizeOfDimension(dataset: Dataset, wanted: string): number | undefined {
  for (const variable of dataset.variables) {
    const found = variable.dimensions().find(({ name }) => lastPart(name) === wanted)
    if (found !== undefined) return found.size
  }
  return undefined
}

/** Tie points are no further apart than this many data; what is, lies along another dimension. */
const sparsest = 64

/**
 * Nothing says which of the data the tie points are: the data may reach beyond either end. Told only where more variables
 * lie on the finer sizes than on the coordinates.
 */
function bySizes(dataset: Dataset, { lat, lon }: CoordinatePair): Margin[] | undefined {
  // Of more than two dimensions those of size one (a lone time) count for nothing, on either side.
  const isPlain = lat.shape.length <= 2
  const ties = isPlain ? lat.shape : squeezed(lat.shape)
  if (ties.length < 2) return undefined
  const finer = new Map<string, { count: number; sizes: number[] }>()
  let own = 0
  for (const variable of dataset.variables) {
    if (variable === lat || variable === lon || variable.shape.length < 2 || !isNumeric(variable)) continue
    const kept = variable.shape.filter((size, d) => size !== 1 || (isPlain && lat.shape[d] === 1))
    const sizes = kept.slice(0, ties.length)
    if (sizes.every((size, d) => size === ties[d])) own++
    else if (
      sizes.length === ties.length &&
      sizes.every((size, d) => isFiner(size, ties[d]!)) &&
      mayLieOn(variable, lat)
    ) {
      const key = sizes.join()
      const entry = finer.get(key) ?? { count: 0, sizes }
      entry.count++
      finer.set(key, entry)
    }
  }
  const most = [...finer.values()].toSorted((a, b) => b.count - a.count)[0]
  if (most === undefined || most.count <= own) return undefined
  const reaches = most.sizes.map((size, d) => reachOf(size, ties[d]!))
  return isPlain ? reaches : lat.shape.map((size) => (size === 1 ? noMargin : reaches.shift()!))
}

/** Blocks of as many data for each tie point, or a tie point at both ends and every so many between them. */
function isFiner(size: number, ties: number): boolean {
  if (size === ties) return true
  const step = Math.round(size / ties)
  return ties > 1 && step > 1 && step <= sparsest && Math.abs(size - step * ties) < step
}

/** Variables of which the dimensions have names lie on tie points only where they name them as coordinates. */
function mayLieOn(variable: Variable, lat: Variable): boolean {
  if (namedCoordinates(variable).has(lat.path)) return true
  const { attributes } = variable
  return (
    !attributes.names().includes('coordinates') &&
    variable.dimensions().some(({ name }) => name === undefined)
  )
}

function reachOf(size: number, ties: number): Margin {
  if (size === ties) return noMargin
  const step = Math.round(size / ties)
  const beyond = Math.max(0, (size - 1 - (ties - 1) * step) / step)
  return { before: beyond, after: beyond }
}
