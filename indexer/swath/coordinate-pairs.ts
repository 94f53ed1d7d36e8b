import type { Dataset, Variable } from '../readers/dataset.ts'
import { isNumeric, sizeOf, squeezed, standardNameOf, textOf, unitsOf, wordsOf } from './names.ts'

/** A longitude and the latitude that goes with it. */
export interface CoordinatePair {
  lon: Variable
  lat: Variable
  /** `axes`: one along each side of a grid. `joint`: the same shape, element by element. */
  layout: 'axes' | 'joint'
}

type Role = 'lon' | 'lat'

/** Positions of something other than what was measured. */
const elsewhere = new Set([
  'satellite',
  'sat',
  'spacecraft',
  'sc',
  'platform',
  'sensor',
  'subsatellite',
  'ssp',
  'sun',
  'solar',
  'subsolar',
  'subpoint',
  'nominal',
  'view',
  'center',
  'centre',
  'polygon',
  'bounding',
  'equator',
  'crossing',
  'magnetic',
  'geomagnetic',
  'pole',
  'rotated',
  'grid',
  'tangent',
  'start',
  'end',
  'first',
  'last',
  'deploy',
  'deployed',
  'deployment',
  'launch',
])

/** Not positions: cell limits, resolutions, errors, flags. */
const notPositions = new Set([
  'bounds',
  'bnds',
  'bound',
  'bnd',
  'corner',
  'corners',
  'vertices',
  'vertex',
  'resolution',
  'spacing',
  'step',
  'error',
  'err',
  'uncertainty',
  'sigma',
  'std',
  'stddev',
  'qc',
  'quality',
  'flag',
  'index',
  'idx',
  'count',
  'size',
  'offset',
  'rate',
  'delta',
  'min',
  'max',
  'range',
  'zone',
  'band',
  'gradient',
  'extent',
])

const latitudeWord = /^(geo)?lat(s|itudes?)?\d*$|^[xtuv]lat$/
const longitudeWord = /^(geo)?lon(s|g|gitudes?)?\d*$|^[xtuv]long?$/

/**
 * The pairs of longitude and latitude in a file, by standard_name, units, axis and names (CF sections 4.1, 4.2 and 5),
 * wherever they are among the groups. Positions of the satellite or the sun are left out where others are there.
 */
export function findCoordinatePairs(dataset: Dataset): CoordinatePair[] {
  const bounds = new Set(dataset.variables.flatMap((variable) => boundsOf(variable)))
  const candidates = dataset.variables.filter(
    (v) => isNumeric(v) && !bounds.has(v.path) && v.shape.length <= 4,
  )
  const lats = candidates.filter((variable) => roleOf(variable) === 'lat')
  const lons = candidates.filter((variable) => roleOf(variable) === 'lon')
  const pairs: CoordinatePair[] = []
  for (const lat of lats) {
    const pair = pairUp(lat, lons)
    if (pair !== undefined) pairs.push(pair)
  }
  const here = pairs.filter(
    ({ lat, lon }) => ![lat, lon].some((v) => wordsOf(v.name).some((w) => elsewhere.has(w))),
  )
  const measured = here.length > 0 ? here : pairs
  // A lone position beside arrays of them describes the whole: the middle, the place of a station.
  const several = measured.filter(
    ({ lat, lon, layout }) => layout === 'axes' || sizeOf(lat.shape) + sizeOf(lon.shape) > 2,
  )
  return several.length > 0 ? several : measured
}

/** Whether a variable is a latitude or a longitude, and of the place measured or of something else. */
export function roleOf(variable: Variable): Role | undefined {
  const words = wordsOf(variable.name)
  if (words.some((word) => notPositions.has(word))) return undefined
  const standardName = standardNameOf(variable)
  if (standardName === 'latitude') return 'lat'
  if (standardName === 'longitude') return 'lon'
  // Another quantity in degrees: a wind direction, the latitude in a rotated grid.
  if (standardName !== '' && !/^(geodetic|geographic)_?(lat|lon)/.test(standardName)) return undefined
  const units = unitsOf(variable)
  if (/^degrees?_?n(orth)?$/.test(units)) return 'lat'
  if (/^degrees?_?e(ast)?$/.test(units)) return 'lon'
  if (units !== '' && !/deg|^rad|^°|^1$|none|n\/a|unitless/.test(units)) return undefined
  const axis = textOf(variable, 'axis', '_CoordinateAxisType')?.toLowerCase()
  if (axis === 'lat' || axis === 'lon') return axis
  if (words.some((word) => latitudeWord.test(word))) return 'lat'
  if (words.some((word) => longitudeWord.test(word))) return 'lon'
  return undefined
}

function boundsOf(variable: Variable): string[] {
  if (!variable.attributes.names().includes('bounds')) return []
  const name = textOf(variable, 'bounds')
  return name === undefined ? [] : [variable.group === '/' ? `/${name}` : `${variable.group}/${name}`]
}

/** The longitude that goes with a latitude: of the same name but for lat and lon, else the only one that fits. */
function pairUp(lat: Variable, lons: Variable[]): CoordinatePair | undefined {
  const nearby = lons.filter((lon) => lon.group === lat.group)
  const namesake = nearby.find((lon) => nameKey(lon) === nameKey(lat))
  const fitting = namesake !== undefined ? [namesake] : nearby.filter((lon) => sameShape(lon, lat))
  const lon = fitting.length === 1 ? fitting[0]! : nearby.length === 1 ? nearby[0] : undefined
  if (lon === undefined) return undefined
  if (isAxes(lon, lat)) return { lon, lat, layout: 'axes' }
  return sameShape(lon, lat) ? { lon, lat, layout: 'joint' } : undefined
}

/** A name with its latitude and longitude words made alike, so that the two of a pair are equal. */
function nameKey(variable: Variable): string {
  return wordsOf(variable.name)
    .map((word) =>
      latitudeWord.test(word) || longitudeWord.test(word) ? word.replace(/^(geo)?.*?(\d*)$/, '$1@$2') : word,
    )
    .map((word) => (word === 'y' || word === 'x' ? '@' : word))
    .join('_')
}

function sameShape(a: Variable, b: Variable): boolean {
  return squeezed(a.shape).join() === squeezed(b.shape).join()
}

/** One-dimensional along different dimensions. Where dimensions have no names, equal lengths are settled later. */
function isAxes(lon: Variable, lat: Variable): boolean {
  if (lon.shape.length !== 1 || lat.shape.length !== 1) return false
  const across = lon.dimensions()[0]!
  const up = lat.dimensions()[0]!
  if (across.name !== undefined && up.name !== undefined) return across.name !== up.name
  return across.size !== up.size
}

/** Number of positions. */
export function positionsOf(pair: CoordinatePair): number {
  return pair.layout === 'axes' ? pair.lon.shape[0]! * pair.lat.shape[0]! : sizeOf(pair.lat.shape)
}
