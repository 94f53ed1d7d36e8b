import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { UnreadableFileError } from '../../catalog/errors.ts'
import type { GranuleKind, Properties } from '../../catalog/granule.ts'
import { type FileReading, readGranuleFile } from '../../indexer/read-file.ts'

const folder = fileURLToPath(new URL('../../../shared/granules/', import.meta.url))
const there = existsSync(`${folder}INDEX.csv`)
if (!there) console.warn('SKIPPED: the real granules (../shared/granules) are not here')

interface Truth {
  file: string
  kind: string
  time_start: string | null
  time_end: string | null
  inside?: [number, number][]
  n_valid: number
}

/** The kinds of the index, coarser than ours, with those that they may be. */
const kinds: Record<string, GranuleKind[]> = {
  // Without longitudes and latitudes: of these bins and projections are told otherwise.
  negative: ['grid'],
  'L2 swath': ['swath', 'points'],
  'nadir track': ['track'],
  'L3 grid': ['grid'],
  'L4 grid': ['grid'],
  geostationary: ['grid', 'swath'],
  'in situ': ['profile', 'trajectory', 'points'],
}

/** What the files themselves do not tell, and what is said about it. */
const refused: Record<string, RegExp> = {
  // No coordinates, and no word of a projection.
  '20171002.nc': /none of its 3 variables is a longitude and latitude/,
  'S5P_OFFL_L2__NO2____20200303T013547_20200303T031717_12367_01_010302_20200306T053815.nc':
    /none of its 18 variables is a longitude and latitude/,
  // Not one row.
  'ascat_20211220_231800_metopb_48038_eps_o_250_3202_ovw.l2.nc4': /there is not one position/,
  // No time at all, or counts from an epoch that is written nowhere in the file.
  'SC_SPL3SMP_008_prefetch.nc4': /--start and --end/,
  'SWOT_ephemeris2018_science_full_0001.nc': /\/time does not say from when it counts/,
  'level2b.h5': /\/BEAM0000\/delta_time does not say from when it counts/,
}

/** Files without a word on what product they are of: what the beginnings of their names make of them. */
const nameless: Record<string, string | undefined> = {
  'NSS.MHSX.NN.D07001.S0000.E0155.B0832728.WI.h5': 'NSS.MHSX.NN',
  'aoml_v2019.nc': 'aoml',
  'dt_global_allsat_phy_l4_20190101_20190515.nc': 'dt_global_allsat_phy_l4',
  'madis-sao.nc': 'madis-sao',
  'uw_kingair-2005-01-19-113957.nc': 'uw_kingair',
  // One letter and a date: as its folder is called.
  'f97182070958.h5': 'avhrr-pathfinder',
}

/** Platforms and numbers of orbits, as the names of the files or the index have them, by how the names begin. */
const said: [name: string, properties: Properties][] = [
  ['ascat_20130719_230600', { platform: 'MetOp-A', instrument: 'ASCAT', orbit: 35024 }],
  ['ascat_20150702_084200', { platform: 'MetOp-A', instrument: 'ASCAT', orbit: 45145 }],
  ['ascat_20211220_213600', { platform: 'MetOp-B', instrument: 'ASCAT', orbit: 48037 }],
  ['ascat_20130325_002100', { platform: 'MetOp-B', instrument: 'ASCAT', orbit: 2676 }],
  ['W_XX-EUMETSAT-Darmstadt,SURFACE+SATELLITE,METOPA+ASCAT_C_EUMP_20170220041500', { orbit: 53652 }],
  ['uncut_SS_AMSR2', { platform: 'GCOM-W1', instrument: 'AMSR2' }],
  ['SS_MODIS_A', { platform: 'Aqua', instrument: 'MODIS', dayNight: 'day' }],
  ['SS_MODIS_T', { platform: 'Terra', instrument: 'MODIS', dayNight: 'day' }],
  ['SS_VIIRS_NPP', { instrument: 'VIIRS', dayNight: 'day' }],
  ['S5P_OFFL_L2__CH4____20190311', { platform: 'S5P', instrument: 'TROPOMI', orbit: 7293 }],
  ['test_var_subsetting_tropomi', { platform: 'S5P', instrument: 'TROPOMI', orbit: 7407 }],
  ['GPM_test_file', { platform: 'GPM', instrument: 'DPR', orbit: 39665 }],
  ['SM_OPER_MIR_SMUDP2', { platform: 'SMOS' }],
  ['SEVIRI_SNS_EUR', { platform: 'MSG3', instrument: 'SEVIRI' }],
  ['CFO_OP05', { platform: 'CFOSAT', instrument: 'SWIM', cycle: 94 }],
  ['JA1_GPN_2PeP001_002', { platform: 'Jason-1', instrument: 'POSEIDON-2', cycle: 1, pass: 2 }],
  ['JA2_GPR_2PdP226_130', { platform: 'OSTM/Jason-2', instrument: 'Poseidon-3', cycle: 226, pass: 130 }],
  ['S6A_P4_2__HR_RED__NR_014_191', { platform: 'Sentinel-6A', cycle: 14, pass: 191 }],
  ['S6A_P4_2__LR_RED__NT_114_099', { platform: 'Sentinel-6A', cycle: 114, pass: 99, direction: 'ascending' }],
  ['S6A_P4_2__LR_RED__ST_114_107', { platform: 'Sentinel-6A', cycle: 114, pass: 107 }],
  ['S3A_SGDR_C0042_P0756', { platform: 'Sentinel-3A', instrument: 'SRAL', cycle: 42, pass: 756 }],
  ['S3A_SGDR_C0042_P0763', { platform: 'Sentinel-3A', instrument: 'SRAL', cycle: 42, pass: 763 }],
  ['global_vavh_l3_rt_s3b', { platform: 'Sentinel-3B' }],
  ['CS_OFFL_SIR_TDP_LI_GREENL', { platform: 'CryoSat-2', instrument: 'SIRAL', cycle: 7, relativeOrbit: 423 }],
  [
    'CS_OFFL_SIR_TDP_LI_ANTARC',
    { platform: 'CryoSat-2', instrument: 'SIRAL', cycle: 1, relativeOrbit: 2650 },
  ],
  [
    'ATL06_20230816161508_08782002',
    { platform: 'ICESat-2', instrument: 'ATLAS', cycle: 20, relativeOrbit: 878 },
  ],
  ['processed_ATL06_20181015100401_02560110', { platform: 'ICESat-2', cycle: 1, relativeOrbit: 256 }],
  ['atl03_clip', { platform: 'ICESat-2', instrument: 'ATLAS', orbit: 19769 }],
  ['satellite_ghrsst_l3c', { platform: 'Himawari-8', instrument: 'AHI', level: 'L3C' }],
  ['19920326032000', { platform: 'NOAA-11', instrument: 'AVHRR', level: 'L3S' }],
  ['A2016241.L3m_DAY', { platform: 'Aqua', instrument: 'MODIS' }],
  ['2902093_prof', { platform: '2902093' }],
  ['3902131_Sprof', { platform: '3902131' }],
  ['BD5906206_016', { platform: '5906206' }],
  ['AR_TS_MO_Draugen', { platform: 'Draugen' }],
  ['IMOS_ANFOG_BCEOSTUV', { platform: 'SL210' }],
]

const files = there
  ? [...readFileSync(`${folder}INDEX.csv`, 'utf8').matchAll(/^(?:"([^"]+)"|([^,\n]+)),/gm)]
      .map((match) => match[1] ?? match[2]!)
      .slice(1)
  : []

describe.skipIf(!there)('real granules', () => {
  it.each(files)('%s', async (file) => {
    const name = basename(file)
    const truth: Truth = JSON.parse(readFileSync(`${folder}truth/${name}.json`, 'utf8'))
    if (refused[name] !== undefined) {
      const failure = await readGranuleFile(folder + file, { collection: 'any' }).catch((error) => error)
      expect(failure).toBeInstanceOf(UnreadableFileError)
      expect(failure.message).toMatch(refused[name])
      return
    }
    const reading = await readGranuleFile(folder + file)
    if (nameless[name]) expect(reading.collection.id).toBe(nameless[name])
    expect(kinds[truth.kind]).toContain(reading.observation.kind)
    expectInstant(reading.start, truth.time_start)
    expectInstant(reading.end, truth.time_end)
    expect(reading.collection.id).toMatch(/^[A-Za-z0-9._-]+$/)
    expect(countFar(reading, truth.inside ?? [])).toBe(0)
  })
})

describe.skipIf(!there)('what real granules say of themselves', () => {
  it.each(said)('%s', async (name, wanted) => {
    const file = files.find((path) => basename(path).startsWith(name))!
    const { properties } = await readGranuleFile(folder + file, { collection: 'any' })
    expect(properties).toMatchObject(wanted)
  })

  it('gives files of one product one collection', async () => {
    const ids = ['114_099_20231216T231346_20231217T000959', '114_107_20231217T064329_20231217T073942'].map(
      async (part) => {
        const stage = part.startsWith('114_099') ? 'NT' : 'ST'
        const path = `${folder}sentinel6/S6A_P4_2__LR_RED__${stage}_${part}_F08.nc`
        return (await readGranuleFile(path)).collection.id
      },
    )
    const [standard, short] = await Promise.all(ids)
    expect(standard).not.toContain('2023')
    // Two latencies are two products.
    expect(short).not.toBe(standard)
  })
})

function expectInstant(found: number, wanted: string | null): void {
  if (wanted === null) return
  expect(Math.abs(found - Date.parse(wanted)), `${new Date(found).toISOString()} for ${wanted}`).toBeLessThan(
    1000,
  )
}

/** How many of the places known to be measured are not among the positions, to within what decoding may do to them. */
function countFar({ observation }: FileReading, inside: [number, number][]): number {
  const left = inside.map(([lon, lat]) => toUnit(lon, lat))
  // A thousandth of a degree, in radians: decimals of the truth; beams of one instrument stand for each other within it.
  const near = 1e-3 * (Math.PI / 180)
  const found = new Set<number>()
  const byHeight = left.map((v, i) => [v[2]!, i] as const).sort((a, b) => a[0] - b[0])
  const meet = (lon: number, lat: number) => {
    const [x, y, z] = toUnit(lon, lat) as [number, number, number]
    for (let k = lowerBound(byHeight, z - near); k < byHeight.length && byHeight[k]![0] <= z + near; k++) {
      const i = byHeight[k]![1]
      const v = left[i]!
      if (Math.abs(v[0]! - x) < near && Math.abs(v[1]! - y) < near) found.add(i)
    }
  }
  for (const part of observation.parts) {
    if (part.layout === 'axes') {
      for (const [i, [lon, lat]] of inside.entries()) {
        const onAxis = (axis: ArrayLike<number>, value: number, turn: number) =>
          Array.prototype.some.call(
            axis,
            (v: number) => Math.abs(((v - value + turn * 1.5) % turn) - turn / 2) < 0.01,
          )
        if (onAxis(part.lon, lon, 360) && onAxis(part.lat, lat, 1e6)) found.add(i)
      }
    } else {
      for (let i = 0; i < part.lat.length; i++)
        if (!Number.isNaN(part.lat[i]!)) meet(part.lon[i]!, part.lat[i]!)
    }
  }
  return inside.length - found.size
}

function toUnit(lon: number, lat: number): number[] {
  const [x, y] = [(lon * Math.PI) / 180, (lat * Math.PI) / 180]
  return [Math.cos(y) * Math.cos(x), Math.cos(y) * Math.sin(x), Math.sin(y)]
}

function lowerBound(sorted: (readonly [number, number])[], value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]![0] < value) low = middle + 1
    else high = middle
  }
  return low
}
