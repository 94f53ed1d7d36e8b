import type { Degrees, ScanCoordinates } from '../coordinates.ts'
import type { Dataset, Variable } from '../readers/dataset.ts'
import type { CoordinatePair } from './coordinate-pairs.ts'
import { readUnpacked } from './decode.ts'
import { readGridTimes } from './grid-time.ts'
import { isNumeric, numbersOf, sizeOf, standardNameOf, textOf, unitsOf, wordsOf } from './names.ts'
import type { Observed } from './observed.ts'
import { readDegrees } from './positions.ts'
import { earthRadiusKm, medianOf, spread } from './sphere.ts'

/** What a radar sees from where it stands: its rays by their azimuths, degrees, out to a range, kilometres. */
interface Sweep {
  lon: number
  lat: number
  azimuths: number[]
  rangeKm: number
  source: string
}

/** Positions along a ray, its ends among them. */
const alongRay = 24

/**
 * The scan of a radar, told by the place of the radar, the azimuths of its rays and the range: CfRadial (variables) and
 * ODIM_H5 (attributes of `where`). Range is taken along the ground, which no ray surpasses.
 */
export function layOutRadial(dataset: Dataset, pairs: CoordinatePair[]): Observed | undefined {
  const sweep = findCfRadial(dataset, pairs) ?? findOdim(dataset)
  if (sweep === undefined) return undefined
  const times = readGridTimes(dataset)
  return {
    observation: { kind: 'swath', parts: [layOutSweep(sweep)] },
    ...(times === undefined ? {} : { extent: times.extent }),
    sources: {
      coordinates: sweep.source,
      kind: 'azimuths and ranges about one place',
      ...(times === undefined ? {} : { time: times.source }),
    },
    warnings: [],
  }
}

function findCfRadial(dataset: Dataset, pairs: CoordinatePair[]): Sweep | undefined {
  const pair = pairs.find(({ lon, lat }) => sizeOf(lon.shape) === 1 && sizeOf(lat.shape) === 1)
  const line = (matches: (variable: Variable) => boolean) =>
    dataset.variables.find((v) => isNumeric(v) && v.shape.length === 1 && v.shape[0]! > 1 && matches(v))
  const azimuth = line(
    (v) => v.name.toLowerCase() === 'azimuth' || standardNameOf(v).endsWith('azimuth_angle'),
  )
  const range = line(
    (v) =>
      standardNameOf(v) === 'projection_range_coordinate' ||
      (wordsOf(v.name).join() === 'range' && isLength(v)),
  )
  if (pair === undefined || azimuth === undefined || range === undefined) return undefined
  const farthest = Math.max(0, ...Array.from(readUnpacked(range)).filter(Number.isFinite))
  return sweepOf(
    readDegrees(pair.lon)[0]!,
    readDegrees(pair.lat)[0]!,
    [...readDegrees(azimuth)],
    /^k/.test(unitsOf(range)) ? farthest : farthest / 1000,
    `variables ${pair.lon.path}, ${pair.lat.path}, ${azimuth.path}, ${range.path}`,
  )
}

function isLength(variable: Variable): boolean {
  return /^(k?m|(kilo)?met(er|re)s?)$/.test(unitsOf(variable))
}

/** OPERA data information model for HDF5, sections 4.2 and 4.3: `rscale` in metres, `rstart` in kilometres. */
function findOdim({ groups }: Dataset): Sweep | undefined {
  const site = groups.find((group) => group.path === '/where')
  const [lon] = site === undefined ? [] : numbersOf(site, 'lon')
  const [lat] = site === undefined ? [] : numbersOf(site, 'lat')
  if (site === undefined || lon === undefined || lat === undefined) return undefined
  const object = groups.find((group) => group.path === '/what')
  if (object !== undefined && !/^(pvol|scan|ray|azim)/i.test(textOf(object, 'object') ?? 'scan'))
    return undefined
  let rangeKm = 0
  for (const group of groups) {
    if (!/^\/(dataset\d+\/)?where$/.test(group.path)) continue
    const [bins = 0] = numbersOf(group, 'nbins')
    const [scale = 0] = numbersOf(group, 'rscale')
    const [first = 0] = numbersOf(group, 'rstart')
    rangeKm = Math.max(rangeKm, first + (bins * scale) / 1000)
  }
  const [from = 0] = numbersOf(site, 'startaz')
  const [to = 360] = numbersOf(site, 'stopaz')
  const azimuths = spread(361, 361).map((i) => from + (i * (to - from)) / 360)
  return sweepOf(lon, lat, azimuths, rangeKm, 'attributes lon and lat of /where, nbins and rscale')
}

/** Beyond this no radar sees, kilometres. */
const farthestKm = 1000

function sweepOf(
  lon: number,
  lat: number,
  azimuths: number[],
  rangeKm: number,
  source: string,
): Sweep | undefined {
  const finite = azimuths.filter(Number.isFinite)
  const isPlace = Math.abs(lon) <= 360 && Math.abs(lat) <= 90
  if (!isPlace || finite.length < 2 || !(rangeKm > 0 && rangeKm <= farthestKm)) return undefined
  return { lon, lat, azimuths: closed(finite), rangeKm, source }
}

/** In their order around, and the first once more at the end where the rays go all around. */
function closed(azimuths: number[]): number[] {
  const around = [...new Set(azimuths.map((azimuth) => azimuth - 360 * Math.floor(azimuth / 360)))].sort(
    (a, b) => a - b,
  )
  const rays = spread(around.length, 720).map((i) => around[i]!)
  const steps = rays.slice(1).map((azimuth, i) => azimuth - rays[i]!)
  const last = rays[0]! + 360 - rays.at(-1)!
  return last <= 3 * medianOf(steps) ? [...rays, rays[0]! + 360] : rays
}

function layOutSweep({ lon, lat, azimuths, rangeKm }: Sweep): ScanCoordinates {
  const rows = azimuths.length
  const lons: Degrees = new Float64Array(rows * alongRay)
  const lats: Degrees = new Float64Array(rows * alongRay)
  const phi = (lat * Math.PI) / 180
  for (let row = 0, i = 0; row < rows; row++) {
    const bearing = (azimuths[row]! * Math.PI) / 180
    for (let column = 0; column < alongRay; column++, i++) {
      const angle = ((column / (alongRay - 1)) * rangeKm) / earthRadiusKm
      const sine = Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(bearing)
      const turn = Math.atan2(
        Math.sin(bearing) * Math.sin(angle) * Math.cos(phi),
        Math.cos(angle) - Math.sin(phi) * sine,
      )
      lons[i] = lon + (turn * 180) / Math.PI
      lats[i] = (Math.asin(Math.max(-1, Math.min(1, sine))) * 180) / Math.PI
    }
  }
  return { layout: 'scan', rows, columns: alongRay, lon: lons, lat: lats }
}
