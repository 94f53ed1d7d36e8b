import type { Dataset } from '../readers/dataset.ts'
import { type GridMapping, gridMappingOf } from './grid-mapping.ts'
import type { Ellipsoid, ProjectionParameters } from './projection/projection.ts'

/** A grid of HDF-EOS: the middles of its columns and rows, in degrees for `latitude_longitude`, else in metres. */
export interface EosGrid {
  name: string
  x: Float64Array
  y: Float64Array
  projection: GridMapping
}

/** GCTP's projections (HDF-EOS Library User's Guide, section 6) with those of CF. */
const projections: Record<string, string> = {
  GEO: 'latitude_longitude',
  SNSOID: 'sinusoidal',
  PS: 'polar_stereographic',
  LAMAZ: 'lambert_azimuthal_equal_area',
  CEA: 'lambert_cylindrical_equal_area',
  BCEA: 'lambert_cylindrical_equal_area',
  ALBERS: 'albers_conical_equal_area',
  LAMCC: 'lambert_conformal_conic',
}

/** GCTP's spheres that are met, by their codes: Clarke 1866, WGS 84, GRS 80 and the sphere of 6370997 m. */
const spheres: Record<number, Ellipsoid> = {
  0: { a: 6378206.4, e2: 0.006768658 },
  8: { a: 6378137, e2: 0.006694380022903416 },
  12: { a: 6378137, e2: 0.0066943799901413165 },
  19: { a: 6370997, e2: 0 },
}

/** The first grid that `StructMetadata.0` describes, which HDF-EOS keeps as a text of its own or as an attribute. */
export function findEosGrid(dataset: Dataset): EosGrid | undefined {
  const group = readStructMetadata(dataset)?.match(
    /GROUP\s*=\s*GRID_1\b([\s\S]*?)END_GROUP\s*=\s*GRID_1\b/,
  )?.[1]
  if (group === undefined) return undefined
  const text = (key: string) => group.match(new RegExp(`\\b${key}\\s*=\\s*"?([^"\\n]*)`))?.[1]?.trim()
  const numbers = (key: string) => (text(key)?.match(/-?\d+(?:\.\d*)?(?:e[-+]?\d+)?/gi) ?? []).map(Number)
  const name = projections[text('Projection')?.replace(/^(HE5_)?GCTP_/, '') ?? '']
  const [columns, rows] = [numbers('XDim')[0], numbers('YDim')[0]]
  const [west, north] = numbers('UpperLeftPointMtrs')
  const [east, south] = numbers('LowerRightMtrs')
  if (name === undefined || !columns || !rows || west === undefined || north === undefined) return undefined
  if (east === undefined || south === undefined || columns > mostCells || rows > mostCells) return undefined
  const inPlane = name === 'latitude_longitude' ? degreesOf : (value: number) => value
  return {
    name: text('GridName') ?? 'grid',
    x: middles(inPlane(west), inPlane(east), columns),
    y: middles(inPlane(north), inPlane(south), rows),
    projection: gridMappingOf(readParameters(name, numbers('ProjParams'), numbers('SphereCode')[0])),
  }
}

/** Longer than any axis there is: the number is damaged. */
const mostCells = 1_000_000

/** The text in which HDF-EOS describes its swaths and grids. */
export function readStructMetadata(dataset: Dataset): string | undefined {
  if (!texts.has(dataset)) texts.set(dataset, findStructMetadata(dataset))
  return texts.get(dataset)
}

const texts = new WeakMap<Dataset, string | undefined>()

function findStructMetadata(dataset: Dataset): string | undefined {
  for (const variable of dataset.variables) {
    if (variable.type === 'text' && /^struct_?metadata[._]?0$/i.test(variable.name)) {
      return variable.readText().join('')
    }
  }
  for (const { attributes } of dataset.groups) {
    const name = attributes.names().find((candidate) => /^struct_?metadata[._]?0$/i.test(candidate))
    const value = name === undefined ? undefined : attributes.get(name)
    if (typeof value === 'string') return value
  }
  return undefined
}

function readParameters(name: string, values: number[], sphereCode = 12): ProjectionParameters {
  const [a = 0, b = 0] = values
  const parallels = name === 'lambert_conformal_conic' || name === 'albers_conical_equal_area'
  const [third, fourth, lon = 0, lat = 0, falseEasting = 0, falseNorthing = 0] = values
    .slice(2)
    .map((value, i) => (i < 4 ? degreesOf(value) : value))
  // Of these two the sixth is the latitude that is true to scale; of the others that of the origin.
  const byScale = name === 'polar_stereographic' || name === 'lambert_cylindrical_equal_area'
  return {
    name,
    ellipsoid: ellipsoidOf(a, b, sphereCode),
    lon0: lon,
    lat0: name === 'polar_stereographic' ? 90 * Math.sign(lat || 1) : byScale ? 0 : lat,
    standardParallels: parallels ? [third ?? 0, fourth ?? 0] : byScale ? [lat] : [],
    falseEasting,
    falseNorthing,
  }
}

/** The second value is the other axis, or the eccentricity squared where it is no more than one. */
function ellipsoidOf(a: number, b: number, sphereCode: number): Ellipsoid {
  if (a <= 0) return spheres[sphereCode] ?? spheres[12]!
  if (b > 1) return { a, e2: 1 - (b / a) ** 2 }
  return { a, e2: Math.max(0, b) }
}

/** Packed degrees, minutes and seconds: DDDMMMSSS.SS. */
function degreesOf(packed: number): number {
  const value = Math.abs(packed)
  const degrees = Math.floor(value / 1e6)
  const minutes = Math.floor((value % 1e6) / 1e3)
  return Math.sign(packed) * (degrees + minutes / 60 + (value % 1e3) / 3600)
}

function middles(from: number, to: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => from + ((i + 0.5) * (to - from)) / count)
}
