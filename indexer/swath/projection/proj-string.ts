import { type Ellipsoid, type ProjectionParameters, wgs84 } from './projection.ts'

/** PROJ's names with those of CF. */
const names: Record<string, string> = {
  aea: 'albers_conical_equal_area',
  cea: 'lambert_cylindrical_equal_area',
  geos: 'geostationary',
  laea: 'lambert_azimuthal_equal_area',
  lcc: 'lambert_conformal_conic',
  merc: 'mercator',
  sinu: 'sinusoidal',
  stere: 'polar_stereographic',
  tmerc: 'transverse_mercator',
  utm: 'transverse_mercator',
}

const ellipsoids: Record<string, Ellipsoid> = {
  wgs84,
  grs80: { a: 6378137, e2: 0.006694380022903416 },
  sphere: { a: 6370997, e2: 0 },
}

/** Reads a PROJ string such as `+proj=stere +lat_0=90 +lat_ts=70 +lon_0=-45`; undefined for what is not known here. */
export function readProjString(text: string): ProjectionParameters | undefined {
  const values = new Map(
    [...text.matchAll(/\+(\w+)(?:=(\S+))?/g)].map(([, key, value]) => [key!, value ?? '']),
  )
  const number = (key: string) =>
    values.has(key) && values.get(key) !== '' ? Number(values.get(key)) : undefined
  const proj = values.get('proj') ?? ''
  const name = names[proj]
  const units = values.get('units') ?? 'm'
  if (name === undefined || units !== 'm') return undefined
  const lat0 = number('lat_0') ?? 0
  if (proj === 'stere' && Math.abs(lat0) !== 90) return undefined
  const zone = proj === 'utm' ? number('zone') : undefined
  const scale = number('k_0') ?? number('k') ?? (zone === undefined ? undefined : 0.9996)
  const height = number('h')
  const parallels = [number('lat_ts') ?? number('lat_1'), number('lat_2')].filter((lat) => lat !== undefined)
  return {
    name,
    ellipsoid: readEllipsoid(values, number),
    lon0: zone === undefined ? (number('lon_0') ?? 0) : zone * 6 - 183,
    lat0,
    standardParallels: parallels,
    falseEasting: number('x_0') ?? (zone === undefined ? 0 : 500_000),
    falseNorthing: number('y_0') ?? (values.has('south') ? 10_000_000 : 0),
    // On a projection true at a parallel, a scale of one says nothing.
    ...(scale === undefined || (parallels.length > 0 && scale === 1) ? {} : { scale }),
    ...(height === undefined ? {} : { height }),
    sweep: values.get('sweep') === 'x' ? 'x' : 'y',
  }
}

function readEllipsoid(values: Map<string, string>, number: (key: string) => number | undefined): Ellipsoid {
  const a = number('a') ?? number('R')
  const named = ellipsoids[(values.get('ellps') ?? values.get('datum') ?? '').toLowerCase()]
  if (a === undefined) return named ?? wgs84
  const b = number('b')
  const rf = number('rf')
  if (b !== undefined) return { a, e2: 1 - (b / a) ** 2 }
  if (rf !== undefined) return { a, e2: (2 - 1 / rf) / rf }
  return { a, e2: 0 }
}
