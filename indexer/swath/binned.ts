import type { AxesCoordinates } from '../coordinates.ts'
import type { Dataset, RawValues, Variable } from '../readers/dataset.ts'
import { readGridTimes } from './grid-time.ts'
import { NoCoordinatesError, type Observed } from './observed.ts'

/** Bins are drawn on no more rows than this: a coarse cell has data where a bin in it has. */
const mostRows = 1440

/**
 * Bins of equal area on the sinusoidal grid, as level 3 of ocean colour has them: rows of the same height from the south,
 * each cut evenly into `max` bins from -180 on, all numbered from one. One compound tells the rows, another the bins that
 * hold data.
 * @returns undefined where there are none
 * @throws {NoCoordinatesError} when the numbers do not fit the grid
 */
export function layOutBinned(dataset: Dataset): Observed | undefined {
  const has = (variable: Variable, ...names: string[]) =>
    names.every((name) => variable.members?.includes(name))
  const rows = dataset.variables.find((variable) => has(variable, 'start_num', 'begin', 'extent', 'max'))
  const list = dataset.variables.find(
    (variable) => has(variable, 'bin_num') && variable.group === rows?.group,
  )
  if (rows === undefined || list === undefined) return undefined
  const firsts = numberRows(rows)
  const axes = markBins(firsts, list.readMember!('bin_num'), list.path)
  const times = readGridTimes(dataset)
  return {
    observation: { kind: 'grid', parts: [axes] },
    ...(times === undefined ? {} : { extent: times.extent }),
    sources: {
      coordinates: `bins ${list.path}, rows ${rows.path}`,
      kind: 'the bins of equal area',
      ...(times === undefined ? {} : { time: times.source }),
    },
    warnings: [],
  }
}

/** Number of the first bin of each row, and one past the last of all. A row without data may have no `start_num`. */
function numberRows(rows: Variable): Float64Array {
  const [lengths, starts] = [rows.readMember!('max'), rows.readMember!('start_num')]
  const firsts = new Float64Array(lengths.length + 1).fill(1)
  for (let row = 0; row < lengths.length; row++) {
    if (!(lengths[row]! > 0) || (starts[row]! > 0 && starts[row] !== firsts[row])) {
      throw new NoCoordinatesError(
        `the rows of bins (${rows.path}) do not follow one another: they are damaged`,
      )
    }
    firsts[row + 1] = firsts[row]! + lengths[row]!
  }
  return firsts
}

function markBins(firsts: Float64Array, bins: RawValues, path: string): AxesCoordinates {
  const binRows = firsts.length - 1
  const rows = Math.min(binRows, mostRows)
  const columns = 2 * rows
  const mask = new Uint8Array(rows * columns)
  // Bins are in order, so that rows are passed once; where they are not, the search begins anew.
  let row = 0
  for (let i = 0; i < bins.length; i++) {
    const bin = bins[i]!
    if (bin < firsts[row]!) row = 0
    while (row < binRows && bin >= firsts[row + 1]!) row++
    if (row >= binRows || bin < firsts[row]!) {
      throw new NoCoordinatesError(`bin ${bin} of ${path} is in none of the rows: they are damaged`)
    }
    const length = firsts[row + 1]! - firsts[row]!
    const [west, east] = [bin - firsts[row]!, bin - firsts[row]! + 1].map(
      (at) => (at / length) * columns,
    ) as [number, number]
    const [south, north] = [row, row + 1].map((at) => (at / binRows) * rows) as [number, number]
    for (let y = Math.floor(south + slack); y < north - slack; y++)
      for (let x = Math.floor(west + slack); x < east - slack; x++) mask[y * columns + x] = 1
  }
  return {
    layout: 'axes',
    lon: Float64Array.from({ length: columns }, (_, x) => ((x + 0.5) / columns) * 360 - 180),
    lat: Float64Array.from({ length: rows }, (_, y) => ((y + 0.5) / rows) * 180 - 90),
    mask,
  }
}

/** Of a cell: limits that coincide may differ in the last digits. */
const slack = 1e-9
