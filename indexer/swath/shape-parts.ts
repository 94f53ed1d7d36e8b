import type { GranuleKind } from '../../catalog/granule.ts'
import type { Coordinates, Degrees, Observation } from '../coordinates.ts'
import type { Coverage } from '../metadata/coverage.ts'
import type { Dataset } from '../readers/dataset.ts'
import type { DeclaredKind } from './kind.ts'
import { standardNameOf } from './names.ts'
import type { Part } from './part.ts'
import { isRegular } from './regular.ts'
import { tellPassage } from './sequence.ts'
import { distanceKm, medianOf, spread } from './sphere.ts'
import type { Extent } from './time.ts'
import { findTimeVariables } from './time-variables.ts'

/** Decides what the parts are, all of one kind, and gives them that layout. */
export function shapeParts(
  dataset: Dataset,
  parts: Part[],
  declared: DeclaredKind,
  extent: Extent | undefined,
  coverage: Coverage,
): { observation: Observation; source: string } {
  const inSitu = declared.kind === 'profile' || declared.kind === 'trajectory' || declared.kind === 'points'
  if (parts.some(({ columns }) => columns !== undefined) && !inSitu) {
    const timed = parts.some(({ time }) => time !== undefined)
    const gridded =
      declared.kind === 'grid' ||
      (declared.kind === undefined &&
        (declared.gridded || (!timed && (parts.every(isRegular) || liesOnProjection(dataset, parts[0]!)))))
    const narrow =
      parts.every(({ columns = 1 }) => columns <= narrowest) &&
      (parts.some(({ columns }) => columns === undefined) || parts.every(areBeams))
    if (narrow) {
      return {
        observation: { kind: 'track', parts: parts.flatMap(splitColumns).map(toLine) },
        source: 'the shape of the coordinates',
      }
    }
    return {
      observation: { kind: gridded ? 'grid' : 'swath', parts: parts.map(toScan) },
      source:
        declared.kind === 'grid' || declared.kind === 'swath'
          ? declared.source
          : 'the shape of the coordinates',
    }
  }
  return shapeSequences(dataset, parts.flatMap(splitColumns), declared, extent, coverage)
}

/** Whether the dimensions of positions are the axes of a map projection (CF section 5.6). */
function liesOnProjection(dataset: Dataset, { pair }: Part): boolean {
  const names = new Set(pair.lat.dimensions().map(({ name }) => name))
  const axes = dataset.variables.filter(
    (variable) =>
      variable.shape.length === 1 &&
      /^projection_[xy]_(angular_)?coordinate$/.test(standardNameOf(variable)) &&
      names.has(variable.dimensions()[0]!.name),
  )
  return axes.length >= 2 && !names.has(undefined)
}

/** No wider than this, and beside a nadir line or with its columns far apart, a scan is a few lines, each to itself. */
const narrowest = 4

/** Columns this many times further apart than rows are beams, with nothing seen between them. */
const farApart = 5

function areBeams({ lon, lat, rows, columns = 1, tied }: Part): boolean {
  if (tied || columns < 2 || rows < 3) return false
  const along: number[] = []
  const across: number[] = []
  for (const row of spread(rows - 1, 200)) {
    along.push(distanceKm(lon, lat, row * columns, (row + 1) * columns))
    across.push(distanceKm(lon, lat, row * columns, row * columns + 1))
  }
  return medianOf(across) > farApart * medianOf(along)
}

function toScan(part: Part): Coordinates {
  const { lon, lat, rows, columns = 1, time, until } = part
  return { layout: 'scan', rows, columns, lon, lat, ...(time && { time }), ...(until && { until }) }
}

function toLine({ lon, lat, time }: Part): Coordinates {
  return { layout: 'line', lon, lat, ...(time === undefined ? {} : { time }) }
}

function toPoints({ lon, lat, time }: Part): Coordinates {
  return { layout: 'points', lon, lat, ...(time === undefined ? {} : { time }) }
}

function splitColumns(part: Part): Part[] {
  const { columns, rows, lon, lat, pair, tied, valid, order, time } = part
  if (columns === undefined) return [part]
  return Array.from({ length: columns }, (_, column) => {
    const take = (values: Degrees) =>
      Float64Array.from({ length: rows }, (_, row) => values[row * columns + column]!)
    return {
      pair,
      tied,
      rows,
      valid,
      order,
      lon: take(lon),
      lat: take(lat),
      ...(time === undefined ? {} : { time }),
    }
  })
}

function shapeSequences(
  dataset: Dataset,
  parts: Part[],
  declared: DeclaredKind,
  extent: Extent | undefined,
  coverage: Coverage,
): { observation: Observation; source: string } {
  const span =
    extent ??
    (coverage.start && coverage.end && { first: coverage.start.instant, last: coverage.end.instant })
  const duration = span === undefined ? 0 : span.last - span.first
  const longest = parts.toSorted((a, b) => b.valid - a.valid)[0]!
  const passage = tellPassage(longest.lon, longest.lat, longest.time, duration)
  const kind = kindOf(dataset, declared, passage, longest)
  // What stays within a kilometre is a line where the file says so (a dive, a ship in port).
  const follows = passage === 'trajectory' || (passage === 'still' && longest.valid > 1)
  const ordered = kind === 'track' || (kind === 'trajectory' && follows)
  return {
    observation: { kind, parts: parts.map(ordered ? toLine : toPoints) },
    source: declared.kind === kind ? declared.source : 'how the positions follow one another',
  }
}

function kindOf(
  dataset: Dataset,
  declared: DeclaredKind,
  passage: ReturnType<typeof tellPassage>,
  part: Part,
): GranuleKind {
  if (declared.kind === 'profile' || declared.kind === 'points') return declared.kind
  // What moves at that speed is a satellite, whatever it is called.
  if (passage === 'track') return 'track'
  if (declared.kind === 'trajectory') return 'trajectory'
  if (isSeenAtOnce(dataset, part)) return isMesh(dataset) ? 'grid' : 'points'
  if (passage === 'trajectory') return 'trajectory'
  if (passage === 'cloud' && !hasNames(dataset, part)) return 'swath'
  return 'points'
}

/** Data along a time of their own as well as along the positions: all of these are there at each time. */
function isSeenAtOnce(dataset: Dataset, { along, time }: Part): boolean {
  if (along === undefined || time !== undefined) return false
  const times = findTimeVariables(dataset).filter(({ variable }) => variable.shape.length === 1)
  const over = new Set(times.map(({ variable }) => variable.dimensions()[0]!.name))
  over.delete(along)
  over.delete(undefined)
  return dataset.variables.some((variable) => {
    if (variable.shape.length < 2) return false
    const names = variable.dimensions().map(({ name }) => name)
    return names.includes(along) && names.some((name) => over.has(name))
  })
}

/** Nodes, edges or faces of an unstructured grid (UGRID 1.0, Climate Data Interface). */
function isMesh({ variables }: Dataset): boolean {
  return variables.some(({ attributes }) =>
    attributes.names().some((name) => name === 'mesh' || name === 'CDI_grid_type'),
  )
}

/** Stations, floats and ships have a name or a code for each record; pixels have none. */
function hasNames(dataset: Dataset, part: Part): boolean {
  const length = part.lat.length
  return dataset.variables.some(({ type, shape }) => type === 'text' && shape[0] === length)
}
