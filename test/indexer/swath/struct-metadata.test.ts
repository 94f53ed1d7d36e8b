import { describe, expect, it } from 'vitest'
import { day, observed, sizeOf } from './observing.ts'

function structure(lines: string[]): string {
  return [
    'GROUP=SwathStructure',
    'END_GROUP=SwathStructure',
    'GROUP=GridStructure',
    '\tGROUP=GRID_1',
    '\t\tGridName="Sea"',
    ...lines.map((line) => `\t\t${line}`),
    '\tEND_GROUP=GRID_1',
    'END_GROUP=GridStructure',
    'END',
    '',
  ].join('\n')
}

function eosGrid(lines: string[]) {
  return observed({
    attributes: day,
    variables: {
      '/HDFEOS INFORMATION/StructMetadata.0': { dims: [':1'], data: [structure(lines)] },
      '/HDFEOS/GRIDS/Sea/Data Fields/SST': { dims: [':4', ':8'], data: new Float32Array(32) },
    },
  })
}

describe('grids that only the structural metadata of HDF-EOS tell', () => {
  it('are of longitude and latitude, in packed degrees', () => {
    const { observation, sources } = eosGrid([
      'XDim=8',
      'YDim=4',
      'UpperLeftPointMtrs=(-180000000.000000,90000000.000000)',
      'LowerRightMtrs=(180000000.000000,-45030000.000000)',
      'Projection=HE5_GCTP_GEO',
    ])
    const [part] = observation.parts
    expect([observation.kind, part?.layout, sizeOf(part)]).toEqual(['grid', 'axes', [4, 8]])
    expect([part!.lon[0], part!.lon[7]]).toEqual([-157.5, 157.5])
    // 45 degrees and 30 minutes south.
    expect(part!.lat[3]).toBeCloseTo(-45.5 + 135.5 / 8, 9)
    expect(sources.coordinates).toBe('grid Sea of StructMetadata.0')
  })

  it('or sinusoidal', () => {
    // The tile of 10 degrees east of Greenwich and north of 40 N, on the sphere of 6371007.181 m.
    const { observation } = eosGrid([
      'XDim=100',
      'YDim=100',
      'UpperLeftPointMtrs=(0.000000,5559752.598333)',
      'LowerRightMtrs=(1111950.519667,4447802.078667)',
      'Projection=GCTP_SNSOID',
      'ProjParams=(6371007.181000,0,0,0,0,0,0,0,0,0,0,0,0)',
      'SphereCode=-1',
    ])
    const [part] = observation.parts
    expect(sizeOf(part)).toEqual([100, 100])
    expect(part!.lat[0]).toBeCloseTo(49.95, 4)
    expect(part!.lat.at(-1)).toBeCloseTo(40.05, 4)
    expect(part!.lon[99]).toBeCloseTo(9.95 / Math.cos((49.95 * Math.PI) / 180), 3)
  })

  it('or about a pole', () => {
    const { observation } = eosGrid([
      'XDim=10',
      'YDim=10',
      'UpperLeftPointMtrs=(-3850000,5850000)',
      'LowerRightMtrs=(3750000,-5350000)',
      'Projection=HE5_GCTP_PS',
      'ProjParams=(6378273,6356889.449,0,0,-45000000,70000000,0,0,0,0,0,0,0)',
    ])
    const [part] = observation.parts
    // The corners of the NSIDC grid of the north are at 31 to 34 degrees north.
    expect(Math.min(...part!.lat)).toBeGreaterThan(30)
    expect(Math.max(...part!.lat)).toBeGreaterThan(85)
  })

  it.each([
    [
      'of sizes that no grid has',
      ['XDim=99999999', 'YDim=4', 'UpperLeftPointMtrs=(0,1)', 'LowerRightMtrs=(1,0)'],
    ],
    ['without corners', ['XDim=8', 'YDim=4']],
  ])('and are refused %s', (_what, lines) => {
    expect(() => eosGrid([...lines, 'Projection=HE5_GCTP_GEO'])).toThrow(/none says how it is projected/)
  })
})
