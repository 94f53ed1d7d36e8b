import type { AxesCoordinates } from '../coordinates.ts'
import type { FileAttributes } from '../metadata/attributes.ts'
import type { Coverage } from '../metadata/coverage.ts'
import type { Dataset, Hyperslab, Variable } from '../readers/dataset.ts'
import { release } from '../readers/release.ts'
import type { CoordinatePair } from './coordinate-pairs.ts'
import { asDeclared, fillsOf } from './decode.ts'
import { isNumeric, standardNameOf, wordsOf } from './names.ts'
import { dimensionOf, liesOnAxes } from './references.ts'

/** Longer than this, a grid was not filled by one passage of a satellite, milliseconds. */
const oneOrbitMs = 110 * 60_000

/** A mask finer than this many cells is made coarser. */
const finestCells = 4_000_000

/** A grid with data in more of its parts than this is taken to be covered whole. */
const largelyFilled = 0.5

/** Values about the measurement rather than the measurement. */
const ancillary = new Set([
  'quality',
  'flag',
  'flags',
  'mask',
  'error',
  'err',
  'count',
  'number',
  'num',
  'nobs',
  'time',
  'dtime',
  'bias',
  'sses',
  'std',
  'stddev',
  'deviation',
  'uncertainty',
  'land',
  'depth',
  'bathymetry',
  'topography',
  'confidence',
  'variance',
  'bounds',
  'bnds',
])

/**
 * Where a swath remapped on a grid has data: for grids of a single passage (level 3 uncollated, or no longer than an
 * orbit and no analysis) whose main variable is largely fill. Grids of longer periods, gappy as they may be, count as
 * covered whole.
 * Fine grids are made coarser: a coarse cell has data where any of its cells has.
 */
export function readDataMask(
  dataset: Dataset,
  pair: CoordinatePair,
  axes: AxesCoordinates,
  coverage: Coverage,
  attributes: FileAttributes,
): { axes: AxesCoordinates; variable: string } | undefined {
  const { start, end } = coverage
  const level = attributes.text('processing_level') ?? ''
  const uncollated = /^l?3u$/i.test(level)
  const brief =
    start !== undefined &&
    end !== undefined &&
    end.instant > start.instant &&
    end.instant - start.instant <= oneOrbitMs
  if (!uncollated && (!brief || /4/.test(level))) return undefined
  const variable = mainVariable(dataset, pair)
  if (variable === undefined) return undefined
  const masked = maskAxes(variable, pair, axes)
  let filled = 0
  for (const cell of masked.mask!) filled += cell
  return filled === 0 || filled > largelyFilled * masked.mask!.length
    ? undefined
    : { axes: masked, variable: variable.path }
}

function mainVariable(dataset: Dataset, pair: CoordinatePair): Variable | undefined {
  const eligible = dataset.variables.filter(
    (variable) =>
      isNumeric(variable) &&
      liesOnAxes(variable, pair) &&
      !variable.attributes.names().some((name) => name === 'flag_meanings') &&
      !wordsOf(variable.name).some((word) => ancillary.has(word)) &&
      fillsOf(variable).size + (variable.type.startsWith('float') ? 1 : 0) > 0,
  )
  return eligible.find((variable) => standardNameOf(variable) !== '') ?? eligible[0]
}

function maskAxes(variable: Variable, pair: CoordinatePair, axes: AxesCoordinates): AxesCoordinates {
  const up = dimensionOf(variable, pair.lat)
  const across = dimensionOf(variable, pair.lon, up)
  const [rows, columns] = [axes.lat.length, axes.lon.length]
  const block = Math.max(1, Math.ceil(Math.sqrt((rows * columns) / finestCells)))
  const coarse = { rows: Math.ceil(rows / block), columns: Math.ceil(columns / block) }
  const mask = new Uint8Array(coarse.rows * coarse.columns)
  const fills = fillsOf(variable)
  // A band of latitudes at a time, whole blocks of it.
  const band = Math.max(block, Math.floor(1_000_000 / columns / block) * block)
  for (let first = 0; first < rows; first += band) {
    const height = Math.min(band, rows - first)
    const slab: Hyperslab = { start: variable.shape.map(() => 0), count: [...variable.shape] }
    slab.start[up] = first
    slab.count[up] = height
    const values = asDeclared(variable, variable.read(slab))
    const strides = stridesOf(slab.count)
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!
      if (Number.isNaN(value) || fills.has(value)) continue
      const row = first + (Math.floor(i / strides[up]!) % height)
      const column = Math.floor(i / strides[across]!) % columns
      mask[Math.floor(row / block) * coarse.columns + Math.floor(column / block)] = 1
    }
    release(values)
  }
  if (block === 1) return { ...axes, mask }
  return { layout: 'axes', lon: thin(axes.lon, block), lat: thin(axes.lat, block), mask }
}

function stridesOf(shape: number[]): number[] {
  const strides: number[] = new Array(shape.length)
  for (let d = shape.length - 1, size = 1; d >= 0; size *= shape[d]!, d--) strides[d] = size
  return strides
}

/** The middle of each block of an axis. */
function thin(axis: AxesCoordinates['lon'], block: number): Float64Array {
  return Float64Array.from({ length: Math.ceil(axis.length / block) }, (_, i) => {
    const from = i * block
    const to = Math.min(axis.length, from + block)
    let sum = 0
    for (let j = from; j < to; j++) sum += axis[j]!
    return sum / (to - from)
  })
}
