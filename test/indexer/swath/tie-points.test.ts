import { describe, expect, it } from 'vitest'
import { computeFootprint } from '../../../indexer/footprint/footprint.ts'
import { coversPoint } from '../footprint/judge.ts'
import { flySwath } from '../footprint/synthetic.ts'
import type { DatasetDraft, VariableDraft } from '../memory-dataset.ts'
import { day, latitude, longitude, observed } from './observing.ts'

const fine = flySwath({
  inclination: 98,
  phase: 0.2,
  turns: 0.15,
  node: 175,
  rows: 203,
  columns: 135,
  widthKm: 2300,
  nadirGapKm: 0,
  bowKm: 0,
})

/** The positions of the fine swath at these rows and columns. */
function tiesAt(rows: number[], columns: number[]) {
  const pick = (values: ArrayLike<number>) =>
    Float32Array.from(rows.flatMap((row) => columns.map((column) => values[row * fine.columns + column]!)))
  return { lon: pick(fine.lon), lat: pick(fine.lat) }
}

const every = (from: number, step: number, count: number) =>
  Array.from({ length: count }, (_, i) => from + i * step)

function variablesOf(
  rows: number[],
  columns: number[],
  names: { rows: string; columns: string; group: string },
): Record<string, VariableDraft> {
  const { lon, lat } = tiesAt(rows, columns)
  const dims = [`${names.rows}:${rows.length}`, `${names.columns}:${columns.length}`]
  return {
    [`${names.group}/Longitude`]: { dims, data: lon, attributes: longitude },
    [`${names.group}/Latitude`]: { dims, data: lat, attributes: latitude },
  }
}

/** How many of the data lie outside of the footprint, and outside of all of its segments. */
function missedBy(draft: DatasetDraft) {
  const { observation } = observed({ attributes: day, ...draft })
  const [part] = observation.parts
  const { geometry, segments } = computeFootprint(observation, { start: 0, end: 1 })
  let [missed, unseen, checked] = [0, 0, 0]
  for (let row = 0; row < fine.rows; row++) {
    const edge = row === 0 || row === fine.rows - 1
    for (let column = 0; column < fine.columns; column += edge || row % 20 > 0 ? fine.columns - 1 : 7) {
      const [lon, lat] = [fine.lon[row * fine.columns + column]!, fine.lat[row * fine.columns + column]!]
      checked++
      if (!coversPoint(geometry, lon, lat)) missed++
      if (!segments.some((segment) => coversPoint(segment.geometry, lon, lat))) unseen++
    }
  }
  expect(checked).toBeGreaterThan(400)
  return { kind: observation.kind, rows: part?.layout === 'scan' ? part.rows : 0, missed, unseen }
}

function structure(maps: [geo: string, data: string, offset: number, increment: number][]): string {
  return [
    'GROUP=SwathStructure',
    '\tGROUP=SWATH_1',
    '\t\tSwathName="Atmosphere"',
    '\t\tGROUP=Dimension',
    ...[
      ['Lines', 0],
      ['Pixels', fine.columns],
    ].flatMap(([name, size], i) => [
      `\t\t\tOBJECT=Dimension_${i}`,
      `\t\t\t\tDimensionName="${name}"`,
      `\t\t\t\tSize=${size}`,
      `\t\t\tEND_OBJECT=Dimension_${i}`,
    ]),
    '\t\tEND_GROUP=Dimension',
    '\t\tGROUP=DimensionMap',
    ...maps.flatMap(([geo, data, offset, increment], i) => [
      `\t\t\tOBJECT=DimensionMap_${i}`,
      `\t\t\t\tGeoDimension="${geo}"`,
      `\t\t\t\tDataDimension="${data}"`,
      `\t\t\t\tOffset=${offset}`,
      `\t\t\t\tIncrement=${increment}`,
      `\t\t\tEND_OBJECT=DimensionMap_${i}`,
    ]),
    '\t\tEND_GROUP=DimensionMap',
    '\t\tOBJECT=GeoField_1',
    '\t\t\tGeoFieldName="Latitude"',
    '\t\t\tDimList=("GeoLines","GeoPixels")',
    '\t\tEND_OBJECT=GeoField_1',
    '\t\tOBJECT=DataField_1',
    '\t\t\tDataFieldName="Depth"',
    '\t\t\tDimList=("Lines","Pixels")',
    '\t\tEND_OBJECT=DataField_1',
    '\tEND_GROUP=SWATH_1',
    'END_GROUP=SwathStructure',
    'END',
  ].join('\n')
}

function eosSwath(rowOffset: number, rowStep: number, columnOffset: number, columnStep: number) {
  const rows = every(rowOffset, rowStep, Math.floor((fine.rows - 1 - rowOffset) / rowStep))
  const columns = every(columnOffset, columnStep, Math.floor((fine.columns - 1 - columnOffset) / columnStep))
  return {
    variables: {
      '/HDFEOS INFORMATION/StructMetadata.0': {
        dims: [':1'],
        data: [
          structure([
            ['GeoLines', 'Lines', rowOffset, rowStep],
            ['GeoPixels', 'Pixels', columnOffset, columnStep],
          ]),
        ],
      },
      ...variablesOf(rows, columns, {
        rows: '',
        columns: '',
        group: '/HDFEOS/SWATHS/Atmosphere/Geolocation Fields',
      }),
      '/HDFEOS/SWATHS/Atmosphere/Data Fields/Depth': {
        dims: [`:${fine.rows}`, `:${fine.columns}`],
        data: new Float32Array(fine.rows * fine.columns),
      },
    },
  }
}

describe('swaths of HDF-EOS whose data are finer than their coordinates', () => {
  it.each([
    ['five apart from the third on', [2, 5, 2, 5]],
    ['ten apart from the first on', [0, 10, 0, 10]],
    ['beginning far in, which no step of the coordinates reaches', [27, 9, 40, 5]],
  ] as const)('are covered to the last of the data: %s', (_what, [a, b, c, d]) => {
    expect(missedBy(eosSwath(a, b, c, d))).toMatchObject({ kind: 'swath', missed: 0, unseen: 0 })
  })
})

describe('tie points of CF', () => {
  const names = { rows: 'tp_y', columns: 'tp_x', group: '' }

  function tied(rows: number[], columns: number[]): DatasetDraft {
    return {
      variables: {
        ...variablesOf(rows, columns, names),
        '/y_index': { dims: [`tp_y:${rows.length}`], data: Int32Array.from(rows) },
        '/x_index': { dims: [`tp_x:${columns.length}`], data: Int32Array.from(columns) },
        '/interpolation': {
          dims: [],
          data: new Int8Array(1),
          attributes: {
            interpolation_name: 'bi_linear',
            tie_point_mapping: 'y: y_index tp_y  x: x_index tp_x sub_x',
          },
        },
        '/sst': {
          dims: [`y:${fine.rows}`, `x:${fine.columns}`],
          data: new Float32Array(fine.rows * fine.columns),
          attributes: { coordinate_interpolation: 'Latitude: Longitude: interpolation' },
        },
      },
    }
  }

  it('cover the data beyond the last of them', () => {
    const covered = missedBy(tied(every(8, 16, 12), every(3, 12, 10)))
    expect(covered).toMatchObject({ kind: 'swath', rows: 12, missed: 0, unseen: 0 })
  })

  it('leave no gap within a scan where they stand at both ends of each', () => {
    const rows = every(0, 6, 34).flatMap((row) => [row, row + 1])
    expect(missedBy(tied(rows, every(0, 67, 3)))).toMatchObject({ missed: 0, unseen: 0 })
  })
})

describe('coordinates coarser than the data, of which nothing says where they lie', () => {
  const names = { rows: 'rows', columns: 'ties', group: '' }
  const sst = (dims: string[]): VariableDraft => ({
    dims,
    data: new Float32Array(fine.rows * fine.columns),
    attributes: { coordinates: 'Longitude Latitude' },
  })

  it.each([
    ['at the beginning of each block', 0],
    ['in its middle', 7],
    ['at its end', 14],
  ])('are widened to where the data may be: %s', (_what, first) => {
    const variables = {
      ...variablesOf(every(0, 1, fine.rows), every(first, 15, 9), names),
      '/sst': sst([`rows:${fine.rows}`, `columns:${fine.columns}`]),
    }
    expect(missedBy({ variables })).toMatchObject({ rows: fine.rows, missed: 0, unseen: 0 })
  })

  it('stay as they are where variables lie on them, and others along channels', () => {
    const { lon, lat } = tiesAt(every(0, 1, 40), every(0, 15, 9))
    const dims = ['rows:40', 'ties:9']
    const { observation } = observed({
      attributes: day,
      variables: {
        '/lon': { dims, data: lon, attributes: longitude },
        '/lat': { dims, data: lat, attributes: latitude },
        '/sst': { dims, data: new Float32Array(360) },
        '/noise': { dims: ['rows:40', 'channels:90'], data: new Float32Array(3600) },
      },
    })
    expect(observation.parts[0]).toMatchObject({ lon, lat })
  })
})

describe('tie points of three dimensions, pixels before scans', () => {
  const [rows, columns] = [every(8, 16, 12), every(3, 12, 11)]
  /** Row-major values by pixel, then by scan. */
  function turned(values: ArrayLike<number>, down: number, over: number): Float32Array {
    return Float32Array.from(
      { length: down * over },
      (_, i) => values[(i % down) * over + Math.floor(i / down)]!,
    )
  }
  const ties = tiesAt(rows, columns)
  const dims = ['time:1', `tp_x:${columns.length}`, `tp_y:${rows.length}`]
  const coordinates: Record<string, VariableDraft> = {
    '/Longitude': { dims, data: turned(ties.lon, rows.length, columns.length), attributes: longitude },
    '/Latitude': { dims, data: turned(ties.lat, rows.length, columns.length), attributes: latitude },
  }
  const sst = (attributes: VariableDraft['attributes']): VariableDraft => ({
    dims: ['time:1', `x:${fine.columns}`, `y:${fine.rows}`],
    data: new Float32Array(fine.rows * fine.columns),
    ...(attributes && { attributes }),
  })
  const seconds = {
    dims: [`tp_y:${rows.length}`],
    data: Float64Array.from(rows, (row) => row * 0.5),
    attributes: { units: 'seconds since 2020-01-01' },
  }

  it('cover the data beyond them by the mapping of CF', () => {
    const variables = {
      ...coordinates,
      '/time': seconds,
      '/y_index': { dims: [`tp_y:${rows.length}`], data: Int32Array.from(rows) },
      '/x_index': { dims: [`tp_x:${columns.length}`], data: Int32Array.from(columns) },
      '/interpolation': {
        dims: [],
        data: new Int8Array(1),
        attributes: { tie_point_mapping: 'y: y_index tp_y  x: x_index tp_x' },
      },
      '/sst': sst({ coordinate_interpolation: 'Latitude: Longitude: interpolation' }),
    }
    expect(missedBy({ variables })).toMatchObject({ kind: 'swath', rows: 12, missed: 0, unseen: 0 })
  })

  it('cover them by the sizes of the two, and miss some without', () => {
    const named = { ...coordinates, '/time': seconds, '/sst': sst({ coordinates: 'Longitude Latitude' }) }
    expect(missedBy({ variables: named })).toMatchObject({ kind: 'swath', rows: 12, missed: 0, unseen: 0 })
    const alone = { ...coordinates, '/time': seconds }
    expect(missedBy({ variables: alone }).missed).toBeGreaterThan(0)
  })

  it('stand one after the other where the first dimension counts scans', () => {
    const half = fine.rows - 1
    const twice = (values: Float32Array) => Float32Array.from([...values, ...values])
    const two = ['part:2', `tp_y:${rows.length}`, `tp_x:${columns.length}`]
    const variables: Record<string, VariableDraft> = {
      '/Longitude': { dims: two, data: twice(ties.lon), attributes: longitude },
      '/Latitude': { dims: two, data: twice(ties.lat), attributes: latitude },
      '/sst': {
        dims: ['part:2', `y:${half}`, `x:${fine.columns}`],
        data: new Float32Array(2 * half * fine.columns),
        attributes: { coordinates: 'Longitude Latitude' },
      },
    }
    expect(missedBy({ variables })).toMatchObject({ kind: 'swath', missed: 0, unseen: 0 })
  })
})
