import type { Degrees } from '../coordinates.ts'
import type { Dataset, Variable } from '../readers/dataset.ts'
import { readUnpacked } from './decode.ts'
import { type GridMapping, readGridMapping } from './grid-mapping.ts'
import { isNumeric, standardNameOf, textOf, unitsOf, wordsOf } from './names.ts'
import type { Inverse } from './projection/projection.ts'
import { sharedDepth } from './references.ts'

/** A grid told by the axes of a map projection. */
export interface ProjectedGrid {
  x: Variable
  y: Variable
  mapping: Variable
  projection: GridMapping
}

/** Grids with more positions are taken every so many rows and columns, their edges always. */
const mostPositions = 4_000_000

/** The axes of a projection and the variable that tells which it is (CF section 5.6), where a file has them. */
export function findProjectedGrid(dataset: Dataset): ProjectedGrid | undefined {
  const axes = dataset.variables.filter(
    (variable) => isNumeric(variable) && variable.shape.length === 1 && variable.shape[0]! > 1,
  )
  for (const mapping of dataset.variables) {
    if (!mapping.attributes.names().some((name) => /^grid_mapping_name$|^proj4/i.test(name))) continue
    const projection = readGridMapping(mapping)
    if (projection === undefined || projection.parameters.name === 'latitude_longitude') continue
    const near = axes.toSorted(
      (a, b) => sharedDepth(b.group, mapping.group) - sharedDepth(a.group, mapping.group),
    )
    const x = near.find((variable) => isAxis(variable, 'x'))
    const y = near.find((variable) => isAxis(variable, 'y') && variable.group === x?.group)
    if (x !== undefined && y !== undefined) return { x, y, mapping, projection }
  }
  return undefined
}

function isAxis(variable: Variable, axis: 'x' | 'y'): boolean {
  const standardName = standardNameOf(variable)
  if (standardName.startsWith(`projection_${axis}_`)) return true
  if (standardName === (axis === 'x' ? 'grid_longitude' : 'grid_latitude')) return true
  if (standardName !== '') return false
  if (textOf(variable, 'axis')?.toLowerCase() === axis) return true
  return (
    wordsOf(variable.name).join('_') === axis ||
    new RegExp(`^(${axis}dim|${axis}_?grid|${axis}c)$`, 'i').test(variable.name)
  )
}

/** The axes of a projected grid, in the units of the plane. */
export function planeAxes({ x, y, projection }: ProjectedGrid): { x: Degrees; y: Degrees } {
  return { x: inPlaneUnits(x, projection), y: inPlaneUnits(y, projection) }
}

/** Longitude and latitude of the positions of a projected grid, row by row. */
export function unproject(
  plane: { x: Degrees; y: Degrees },
  inverse: Inverse,
): { lon: Degrees; lat: Degrees; rows: number; columns: number } {
  const step = Math.max(1, Math.ceil(Math.sqrt((plane.x.length * plane.y.length) / mostPositions)))
  const xs = everyNth(plane.x, step)
  const ys = everyNth(plane.y, step)
  const lon = new Float32Array(xs.length * ys.length)
  const lat = new Float32Array(xs.length * ys.length)
  for (let row = 0, i = 0; row < ys.length; row++) {
    for (let column = 0; column < xs.length; column++, i++) {
      const position = inverse(xs[column]!, ys[row]!)
      lon[i] = position[0]
      lat[i] = position[1]
    }
  }
  return { lon, lat, rows: ys.length, columns: xs.length }
}

/** Metres, or for the geostationary projection radians, or for a rotated pole degrees. */
function inPlaneUnits(axis: Variable, { parameters }: GridMapping): Degrees {
  const values = readUnpacked(axis)
  const units = unitsOf(axis)
  const { name, height = 1 } = parameters
  let factor = 1
  if (/^(km|kilomet(er|re)s?)$/.test(units)) factor = 1000
  else if (/^micro[ _-]?rad/.test(units) || units === 'µrad' || units === 'urad') factor = 1e-6
  else if (name === 'geostationary' && /^deg/.test(units)) factor = Math.PI / 180
  // The geostationary plane may be told in metres, at the height of the satellite.
  if (name === 'geostationary' && /^(m|met(er|re)s?|km|kilomet(er|re)s?)$/.test(units)) factor /= height
  if (factor !== 1) for (let i = 0; i < values.length; i++) values[i] = values[i]! * factor
  return values
}

function everyNth(values: Degrees, step: number): Degrees {
  if (step === 1) return values
  const kept: number[] = []
  for (let i = 0; i < values.length; i += step) kept.push(values[i]!)
  if ((values.length - 1) % step !== 0) kept.push(values.at(-1)!)
  return Float64Array.from(kept)
}
