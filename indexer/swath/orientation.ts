import type { Degrees } from '../coordinates.ts'
import type { Dimension } from '../readers/dataset.ts'
import { wordsOf } from './names.ts'
import { distanceKm, medianOf, spread } from './sphere.ts'

/** Wider than the widest swath that is scanned from low orbit, kilometres. */
const widestSwathKm = 3500

const alongWords =
  /^(along|atrack|nj|row|rows|numrows|line|lines|scan|scans|nscan|nscans|scanline|scanlines|step|time|times|ntimes|record|records|track|y)$/
const acrossWords =
  /^(across|xtrack|cross|crosstrack|ni|cell|cells|numcells|column|columns|pixel|pixels|npix|fov|fovs|for|beam|beams|ray|rays|nray|ground|x|sample|samples)$/

/**
 * Which of the two dimensions of a swath runs along the track: the one that time runs along, else the one whose name
 * says so, else the one that is longer on the ground than any swath is wide, else the first.
 * @param timeDimension dimension of a time variable with one value a row, where there is one
 */
export function findAlongTrack(
  dimensions: [Dimension, Dimension],
  lon: Degrees,
  lat: Degrees,
  timeDimension?: Dimension,
): 0 | 1 {
  if (timeDimension !== undefined) {
    const timed = findDimension(dimensions, timeDimension)
    if (timed !== undefined) return timed
  }
  const [first, second] = dimensions.map(({ name }) => directionOf(name))
  if (first === 'along' || second === 'across') return 0
  if (first === 'across' || second === 'along') return 1
  const [rows, columns] = [dimensions[0].size, dimensions[1].size]
  const down = pathKm(lon, lat, rows, columns, true)
  const over = pathKm(lon, lat, rows, columns, false)
  return over > widestSwathKm && down < widestSwathKm && over > down ? 1 : 0
}

/** By name, or where names are missing by length, if that tells the two apart. */
function findDimension(dimensions: [Dimension, Dimension], { name, size }: Dimension): 0 | 1 | undefined {
  const [first, second] = dimensions
  if (name !== undefined && first.name !== undefined && second.name !== undefined) {
    return name === first.name ? 0 : name === second.name ? 1 : undefined
  }
  if (first.size === second.size) return undefined
  return size === first.size ? 0 : size === second.size ? 1 : undefined
}

/** What the name of a dimension says of it. */
export function directionOf(name: string | undefined): 'along' | 'across' | undefined {
  if (name === undefined) return undefined
  const words = wordsOf(name.slice(name.lastIndexOf('/') + 1))
  if (words.some((word) => acrossWords.test(word))) return 'across'
  return words.some((word) => alongWords.test(word)) ? 'along' : undefined
}

/** Length on the ground of the middle column (`down`) or of the middle row. */
function pathKm(lon: Degrees, lat: Degrees, rows: number, columns: number, down: boolean): number {
  const length = down ? rows : columns
  const middle = down ? Math.floor(columns / 2) : Math.floor(rows / 2)
  const at = (i: number) => (down ? i * columns + middle : middle * columns + i)
  let previous = -1
  let total = 0
  for (const i of spread(length, 500)) {
    if (Number.isNaN(lat[at(i)]!)) continue
    if (previous >= 0) total += distanceKm(lon, lat, previous, at(i))
    previous = at(i)
  }
  return total
}

/**
 * Whether a two-dimensional set is one line cut into rows of the same length (20 Hz positions, one row a second): each
 * row begins about one step after the one before it ends.
 */
export function isFoldedLine(lon: Degrees, lat: Degrees, rows: number, columns: number): boolean {
  if (rows < 2 || columns < 3 || columns > 128) return false
  const within: number[] = []
  const between: number[] = []
  for (const row of spread(rows - 1, 200)) {
    const start = row * columns
    within.push(distanceKm(lon, lat, start, start + columns - 1) / (columns - 1))
    between.push(distanceKm(lon, lat, start + columns - 1, start + columns))
  }
  return medianOf(between) < 2 * medianOf(within)
}

export function transpose<T extends Degrees | Float64Array>(values: T, rows: number, columns: number): T {
  const turned = values.slice() as T
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      turned[column * rows + row] = values[row * columns + column]!
  }
  return turned
}
