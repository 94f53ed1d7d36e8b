import { describe, expect, it } from 'vitest'
import { NoPositionsError } from '../../../catalog/errors.ts'
import type { ScanCoordinates } from '../../../indexer/coordinates.ts'
import {
  computeFootprint,
  type Footprint,
  type FootprintOptions,
} from '../../../indexer/footprint/footprint.ts'
import { seeded } from '../../seeded.ts'
import { coversPoint, faultsOf, polygonsOf } from './judge.ts'
import { distanceTo } from './judge-distance.ts'
import { judgeSwath } from './judge-swath.ts'
import { flySwath, type SwathPlan } from './synthetic.ts'

const day = { start: 0, end: 6_000_000 }
const plan: SwathPlan = {
  inclination: 98,
  phase: 0.03,
  turns: 0.1,
  node: 20,
  rows: 200,
  columns: 60,
  widthKm: 1400,
  nadirGapKm: 0,
  bowKm: 0,
}

function fly(
  changes: Partial<SwathPlan>,
  isMissing?: (row: number, column: number) => boolean,
): ScanCoordinates {
  const swath = flySwath({ ...plan, ...changes })
  for (let i = 0; isMissing && i < swath.lat.length; i++) {
    if (isMissing(Math.floor(i / swath.columns), i % swath.columns)) swath.lon[i] = swath.lat[i] = NaN
  }
  return swath
}

/**
 * The footprint, after it was seen to be valid, to cover every pixel, and to leave out what is far from all.
 */
function sound(coordinates: ScanCoordinates, options: FootprintOptions = day): Footprint {
  const footprint = computeFootprint({ kind: 'swath', parts: [coordinates] }, options)
  const spacingKm = 40
  const judged = judgeSwath({ coordinates, plan, story: '', spacingKm }, footprint, seeded(1))
  expect(judged).toMatchObject({ missed: 0, missedBySegments: 0, faults: [] })
  expect(judged.nearLeftOut).toBe(judged.near)
  return footprint
}

/** Where a fraction of the way along and across the swath lies. */
function at({ rows, columns, lon, lat }: ScanCoordinates, along: number, across: number): [number, number] {
  const i = Math.round(along * (rows - 1)) * columns + Math.round(across * (columns - 1))
  return [lon[i]!, lat[i]!]
}

describe('where on Earth', () => {
  it('is one polygon of few vertices for a plain swath', () => {
    const { geometry, bbox } = sound(fly({}))
    expect(geometry.type).toBe('Polygon')
    expect(polygonsOf(geometry)[0]![0]!.length).toBeLessThan(40)
    expect(bbox[0]).toBeLessThan(bbox[2])
  })

  it('is cut at the antimeridian, and its box crosses it', () => {
    const { geometry, bbox } = sound(fly({ node: 180 }))
    expect(geometry.type).toBe('MultiPolygon')
    expect(bbox[0]).toBeGreaterThan(bbox[2])
  })

  it('does not depend on how longitudes are counted', () => {
    for (const node of [180, 5]) {
      const swath = fly({ node })
      const eastward = { ...swath, lon: swath.lon.map((lon) => (lon < 0 ? lon + 360 : lon)) }
      expect(sound(eastward).geometry).toEqual(sound(swath).geometry)
    }
  })

  it.each([
    ['north', 0.2, 90],
    ['south', 0.7, -90],
  ])('holds the %s pole', (_, phase, pole) => {
    const { geometry, bbox } = sound(fly({ phase, inclination: 93 }))
    expect([bbox[0], bbox[2]]).toEqual([-180, 180])
    expect(pole > 0 ? bbox[3] : bbox[1]).toBe(pole)
    for (const lon of [-180, -31, 0, 77, 180]) expect(coversPoint(geometry, lon, pole)).toBe(true)
    expect(coversPoint(geometry, 0, -pole)).toBe(false)
  })

  it('passes beside a pole without holding it', () => {
    const { bbox } = sound(fly({ phase: 0.2, inclination: 74, widthKm: 800 }))
    expect(bbox[3]).toBeLessThan(90)
  })

  it('holds both poles in one orbit, and has no more than some 150 vertices a half-orbit', () => {
    const { geometry, bbox } = sound(
      fly({ turns: 0.62, phase: 0.7, inclination: 98.7, widthKm: 2600, rows: 700 }),
    )
    expect(bbox).toEqual([-180, -90, 180, 90])
    const vertices = polygonsOf(geometry)
      .flat()
      .reduce((sum, ring) => sum + ring.length, 0)
    expect(vertices).toBeLessThan(190)
  })

  it.each([1.02, 1.5])('dissolves the overlap of %d turns', (turns) => {
    sound(fly({ turns, rows: 1500, columns: 40, widthKm: 2000 }))
    sound(fly({ turns, rows: 1500, columns: 40, widthKm: 2000, inclination: 35 }))
  })

  it('is the same for descending and ascending, reversed and transposed', () => {
    const swath = fly({ rows: 120, columns: 50 })
    const transposed: ScanCoordinates = { ...fly({ rows: 120, columns: 50 }), rows: 50, columns: 120 }
    const reversed = { ...swath, lon: swath.lon.toReversed(), lat: swath.lat.toReversed() }
    for (let i = 0; i < swath.lat.length; i++) {
      const j = (i % 50) * 120 + Math.floor(i / 50)
      transposed.lon[j] = swath.lon[i]!
      transposed.lat[j] = swath.lat[i]!
    }
    const { geometry } = sound(swath)
    for (const other of [sound(transposed).geometry, sound(reversed).geometry]) {
      for (const [lon, lat] of polygonsOf(other).flat(2)) {
        expect(distanceTo(geometry, lon, lat)).toBeLessThan(0.15)
      }
    }
    sound(fly({ phase: 0.5 }))
  })
})

describe('small and sparse', () => {
  it('gives one row and one column an area', () => {
    for (const shape of [{ rows: 1 }, { columns: 1 }]) {
      const { geometry } = sound(fly({ ...shape, turns: 0.05 }))
      expect(geometry.type).toBe('Polygon')
    }
  })

  it('is a small polygon around a single pixel', () => {
    const { bbox } = sound(fly({}, (row, column) => row !== 77 || column !== 12))
    expect(bbox[2] - bbox[0]).toBeLessThan(0.1)
    sound(fly({ rows: 1, columns: 1 }))
  })

  it('says so when there is no row, or nothing valid', () => {
    const none: ScanCoordinates = {
      layout: 'scan',
      rows: 0,
      columns: 42,
      lon: new Float32Array(),
      lat: new Float32Array(),
    }
    expect(() => computeFootprint({ kind: 'swath', parts: [none] }, day)).toThrow(NoPositionsError)
    expect(() => computeFootprint({ kind: 'swath', parts: [fly({}, () => true)] }, day)).toThrow(
      /no valid position/,
    )
  })

  it('joins rows that are all 16 degrees apart', () => {
    const swath = fly({ rows: 26, columns: 90, turns: 1.1, widthKm: 2000 })
    const footprint = computeFootprint({ kind: 'swath', parts: [swath] }, day)
    expect(faultsOf(footprint.geometry)).toEqual([])
    for (let i = 0; i < swath.lat.length; i++) {
      expect(coversPoint(footprint.geometry, swath.lon[i]!, swath.lat[i]!)).toBe(true)
    }
    const between = fly({ rows: 51, columns: 90, turns: 1.1, widthKm: 2000 })
    for (let row = 1; row < 51; row += 2) {
      for (const column of [10, 45, 80]) {
        const i = row * 90 + column
        expect(coversPoint(footprint.geometry, between.lon[i]!, between.lat[i]!)).toBe(true)
      }
    }
  })
})

describe('gaps and masks', () => {
  it('leaves a gap along the nadir open', () => {
    const swath = fly({ nadirGapKm: 350, widthKm: 1800, columns: 42, turns: 0.3, rows: 480 })
    const { geometry } = sound(swath)
    expect(polygonsOf(geometry)).toHaveLength(2)
    expect(coversPoint(geometry, ...at(fly({ turns: 0.3, rows: 480, columns: 41 }), 0.5, 0.5))).toBe(false)
  })

  it('leaves many missing scan lines open, and fills one', () => {
    const whole = fly({})
    const many = (row: number) => row > 80 && row < 110
    const open = [sound(fly({}, many)).geometry, sound(without(whole, many)).geometry]
    for (const geometry of open) expect(coversPoint(geometry, ...at(whole, 95 / 199, 0.5))).toBe(false)
    const filled = [sound(fly({}, (row) => row === 90)), sound(without(whole, (row) => row === 90))]
    for (const { geometry } of filled) expect(polygonsOf(geometry)).toHaveLength(1)
  })

  it('follows a blanked box, and leaves a wide hole open', () => {
    const inBox = (row: number, column: number) => row > 60 && row < 140 && column > 20 && column < 45
    const { geometry } = sound(fly({}, inBox))
    expect(polygonsOf(geometry)[0]).toHaveLength(2)
    const outside = sound(fly({}, (row, column) => !inBox(row, column)))
    expect(polygonsOf(outside.geometry)[0]).toHaveLength(1)
  })

  it('follows a ragged edge, where no line is complete', () => {
    const random = seeded(9)
    const edges = Array.from({ length: 200 }, () => 12 * random())
    sound(fly({}, (row, column) => column < edges[row]! || column > 59 - edges[199 - row]!))
  })

  it('fills speckles', () => {
    const random = seeded(10)
    const { geometry } = sound(fly({}, () => random() < 0.1))
    expect(polygonsOf(geometry).flat()).toHaveLength(1)
  })

  it('follows a full disk, whose corners see space', () => {
    const swath = fly(
      { rows: 120, columns: 120, turns: 0.25, widthKm: 10000, inclination: 90, phase: -0.125 },
      (row, column) => (row - 59.5) ** 2 + (column - 59.5) ** 2 > 58 ** 2,
    )
    const footprint = computeFootprint({ kind: 'grid', parts: [swath] }, day)
    expect(faultsOf(footprint.geometry)).toEqual([])
    for (let i = 0; i < swath.lat.length; i++) {
      if (swath.lat[i]! >= -90)
        expect(coversPoint(footprint.geometry, swath.lon[i]!, swath.lat[i]!)).toBe(true)
    }
  })

  it('does not draw a bridge to where the positions jump', () => {
    const swath = fly({})
    const after = fly({ node: 75, phase: 0.4 })
    for (let i = 100 * 60; i < swath.lat.length; i++) {
      swath.lon[i] = after.lon[i]!
      swath.lat[i] = after.lat[i]!
    }
    expect(polygonsOf(sound(swath).geometry)).toHaveLength(2)
  })

  it('covers a pixel that lies astray, and nothing on the way to it', () => {
    const swath = fly({})
    swath.lon[100 * 60 + 30] = 100
    swath.lat[100 * 60 + 30] = -40
    expect(polygonsOf(sound(swath).geometry)).toHaveLength(2)
  })
})

/** The scan without rows, as if the file had never had them. */
function without(swath: ScanCoordinates, isLost: (row: number) => boolean): ScanCoordinates {
  const kept = (_: number, i: number) => !isLost(Math.floor(i / swath.columns))
  const lon = Float64Array.from([...swath.lon].filter(kept))
  return {
    ...swath,
    rows: lon.length / swath.columns,
    lon,
    lat: Float64Array.from([...swath.lat].filter(kept)),
  }
}
