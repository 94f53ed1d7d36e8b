import { describe, expect, test } from 'vitest'
import { beside, type Orbit } from '../../../bench/synthetic.ts'
import { overlapGranules } from '../../../catalog/crossovers/overlap.ts'
import { sideOfPolygon } from '../../../catalog/geometry/planar.ts'
import { envelopeHolds, type Shape, shapeOf } from '../../../catalog/geometry/shape.ts'
import type { Granule, Segment } from '../../../catalog/granule.ts'
import { circleArea } from '../../../catalog/parse/area.ts'
import { boxArea } from '../../../catalog/parse/box.ts'
import { narrowToShape } from '../../../catalog/pixels/narrow.ts'
import type { AxesCoordinates, ScanCoordinates } from '../../../indexer/coordinates.ts'
import { computeFootprint } from '../../../indexer/footprint/footprint.ts'
import { readGranuleFile } from '../../../indexer/read-file.ts'
import { granules, granulesAreHere, listGranules } from '../../indexer/footprint/truth.ts'
import { seeded } from '../../seeded.ts'
import { granuleFrom, randomOrbit } from '../crossovers/swaths.ts'

const start = Date.UTC(2012, 3, 1)

interface Instrument {
  rows: number
  columns: number
  /** Radians to either side of the ground track. */
  halfWidth: number
  secondsARow: number
  /** How far ahead of its middle the ends of a row look, seconds of flight: a cone. */
  ahead?: number
  /** Rows that are measured at once, the wider the farther from the track: as a bow tie. */
  atOnce?: number
  /** Share of pixels without a place. */
  missing?: number
  /** Longitudes 0..360. */
  eastern?: boolean
}

const instruments: [string, Instrument][] = [
  ['a scatterometer', { rows: 300, columns: 42, halfWidth: 0.14, secondsARow: 3.7 }],
  ['a cone', { rows: 200, columns: 60, halfWidth: 0.12, secondsARow: 3, ahead: 60 }],
  ['a bow tie', { rows: 400, columns: 120, halfWidth: 0.2, secondsARow: 0.8, atOnce: 10, eastern: true }],
  ['one with holes', { rows: 250, columns: 50, halfWidth: 0.1, secondsARow: 4, missing: 0.3 }],
  ['a narrow one', { rows: 900, columns: 5, halfWidth: 0.002, secondsARow: 1 }],
]

function scanOf(
  orbit: Orbit,
  instrument: Instrument,
  random: () => number,
  begin = start + 6_000_000 * random(),
): ScanCoordinates {
  const { rows, columns, halfWidth, secondsARow, ahead = 0, atOnce = 1, missing = 0, eastern } = instrument
  const [lon, lat] = [new Float32Array(rows * columns), new Float32Array(rows * columns)]
  const time = Float64Array.from({ length: rows }, (_, row) => begin + 1000 * secondsARow * row)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const side = (2 * column) / (columns - 1) - 1
      const within = (row % atOnce) - (atOnce - 1) / 2
      const seconds = secondsARow * (row - within + within * (1 + side * side)) - ahead * side * side
      const [x, y] = beside(orbit, begin + 1000 * seconds, halfWidth * side)
      const gone = random() < missing
      lon[row * columns + column] = gone ? Number.NaN : eastern && x < 0 ? x + 360 : x
      lat[row * columns + column] = gone ? Number.NaN : y
    }
  }
  return { layout: 'scan', rows, columns, lon, lat, time }
}

function granuleOf(part: ScanCoordinates | AxesCoordinates, kind: Granule['kind'] = 'swath'): Granule {
  const end = start + 86_400_000
  const { geometry, bbox, segments } = computeFootprint({ kind, parts: [part] }, { start, end })
  return granuleFrom({ kind, geometry, bbox, segments, start, end })
}

/** A circle, a box or a triangle somewhere about a place, at times over a pole. */
function shapeNear([x, y]: readonly [number, number], random: () => number): Shape {
  const size = 10 ** (2 * random() - 0.7)
  const [lon, lat] = [x + size * (random() - 0.5), Math.max(-90, Math.min(90, y + size * (random() - 0.5)))]
  const turned = lon - 360 * Math.round(lon / 360)
  const which = random()
  if (which < 0.5) return shapeOf(circleArea([turned, lat], 111_000 * size, 'radius'))
  const [south, north] = [Math.max(-90, lat - size), Math.min(90, lat + size)]
  const [west, east] = [Math.max(-180, turned - 2 * size), Math.min(180, turned + size)]
  if (which < 0.75) return shapeOf(boxArea([west, south, east, north]))
  const ring: [number, number][] = [
    [west, south],
    [east, (south + north) / 2],
    [west, north],
    [west, south],
  ]
  return shapeOf({ type: 'Polygon', coordinates: [ring] })
}

function holds(shape: Shape, lon: number, lat: number): boolean {
  const x = lon - 360 * Math.round(lon / 360)
  return (
    envelopeHolds(shape.envelope, [x, lat, x, lat]) &&
    shape.polygons.some((polygon) => sideOfPolygon(x, lat, polygon) >= 0)
  )
}

/** Rows and columns of a segment whose positions lie in a shape, by trying every one. */
function bruteRows({ lon, lat, columns }: ScanCoordinates, segment: Segment, shape: Shape) {
  const [left, right] = segment.columns ?? [0, columns - 1]
  let [top, bottom, first, last] = [Infinity, -Infinity, Infinity, -Infinity]
  for (let row = segment.rows[0]; row <= segment.rows[1]; row++) {
    for (let column = left; column <= right; column++) {
      const i = row * columns + column
      if (!holds(shape, lon[i]!, lat[i]!)) continue
      top = Math.min(top, row)
      bottom = Math.max(bottom, row)
      first = Math.min(first, column)
      last = Math.max(last, column)
    }
  }
  return top <= bottom ? { rows: [top, bottom], columns: [first, last] } : undefined
}

class Tally {
  shapes = 0
  lost = 0
  readonly rows = { before: 0, after: 0, within: 0 }

  take(part: ScanCoordinates, granule: Granule, shape: Shape): void {
    for (const segment of granule.segments) {
      const within = bruteRows(part, segment, shape)
      if (!within) continue
      const { rows, columns = segment.columns ?? [0, part.columns - 1] } =
        narrowToShape([segment], shape) ?? {}
      this.shapes++
      if (!rows || rows[0] > within.rows[0]! || rows[1] < within.rows[1]!) this.lost++
      else if (columns[0] > within.columns[0]! || columns[1] < within.columns[1]!) this.lost++
      else this.rows.after += rows[1] - rows[0] + 1
      this.rows.before += segment.rows[1] - segment.rows[0] + 1
      this.rows.within += within.rows[1]! - within.rows[0]! + 1
    }
  }
}

describe('rows and columns of a segment in a shape', () => {
  test.each(instruments)('of %s no pixel is lost, anywhere on the Earth', (_, instrument) => {
    const random = seeded(instrument.columns)
    const tally = new Tally()
    let edges = 0
    for (let trial = 0; trial < 12; trial++) {
      const part = scanOf(randomOrbit(random), instrument, random)
      const granule = granuleOf(part)
      expect(granule.segments.filter(({ pixels }) => pixels !== undefined).length).toBe(
        granule.segments.length,
      )
      for (let k = 0; k < 15; k++) {
        const i = Math.floor(part.lat.length * random())
        const [x, y] = [part.lon[i]!, part.lat[i]!]
        if (Number.isNaN(y)) continue
        if (Math.abs(y) > 75 || Math.abs(Math.abs(x) - 180) < 10) edges++
        tally.take(part, granule, shapeNear([x, y], random))
      }
    }
    const { before, after, within } = tally.rows
    expect(tally.lost).toBe(0)
    expect(tally.shapes).toBeGreaterThan(80)
    expect(edges).toBeGreaterThan(8)
    // Of the rows of whole segments that no pixel is in, most are gone.
    expect(after - within).toBeLessThan(0.3 * (before - within))
  })

  test('of a grid, whichever way its axes run and wherever they begin', () => {
    const random = seeded(5)
    for (let trial = 0; trial < 40; trial++) {
      const [wide, high] = [40 + Math.floor(200 * random()), 30 + Math.floor(100 * random())]
      const [step, west] = [Math.min(360 / wide, 0.2 + 2 * random()), 720 * random() - 360]
      const lons = Array.from({ length: wide }, (_, i) => west + step * i)
      const lats = Array.from(
        { length: high },
        (_, i) => -89 + (178 * (i + 0.3 * (trial % 2) * random())) / high,
      )
      const axes = {
        layout: 'axes' as const,
        lon: Float64Array.from(trial % 3 ? lons : lons.reverse()),
        lat: Float64Array.from(trial % 4 ? lats : lats.reverse()),
      }
      const scan: ScanCoordinates = {
        layout: 'scan',
        rows: high,
        columns: wide,
        lon: Float64Array.from({ length: wide * high }, (_, i) => axes.lon[i % wide]!),
        lat: Float64Array.from({ length: wide * high }, (_, i) => axes.lat[Math.floor(i / wide)]!),
      }
      const granule = granuleOf(axes, 'grid')
      const tally = new Tally()
      for (let k = 0; k < 20; k++) {
        const i = Math.floor(scan.lat.length * random())
        tally.take(scan, granule, shapeNear([scan.lon[i]!, scan.lat[i]!], random))
      }
      expect(tally.lost).toBe(0)
      expect(tally.rows.after - tally.rows.within).toBeLessThan(0.3 * (tally.rows.before - tally.rows.within))
    }
  })

  test('what is no encoding of this version is passed over', () => {
    const segment = { start: 0, end: 1, rows: [0, 9], geometry: boxArea([0, 0, 1, 1]) } as Segment
    const shape = shapeOf(boxArea([0, 0, 0.1, 0.1]))
    for (const pixels of ['', 'AA==', '%%%', 'AQ', 'AQAAAAAAAAAAAAAAAAAAAAAAAAAA', 'x'.repeat(500)]) {
      expect(narrowToShape([{ ...segment, pixels }], shape)).toEqual({ rows: [0, 9] })
    }
  })
})

test('an overlap of two swaths has the rows and columns of all its pixels in either, and few others', () => {
  const random = seeded(8)
  let [found, before, after, inside] = [0, 0, 0, 0]
  for (let trial = 0; trial < 16; trial++) {
    const [orbit, begin] = [randomOrbit(random), start + 6_000_000 * random()]
    const other = {
      ...orbit,
      node: orbit.node + 0.4 * (random() - 0.5),
      inclination: orbit.inclination * 0.97,
    }
    const parts = [orbit, other].map((one, i) => scanOf(one, instruments[(trial + i) % 4]![1], random, begin))
    const [a, b] = parts.map((part) => granuleOf(part))
    for (const overlap of overlapGranules(a!, b!, { window: { least: -1e9, greatest: 1e9 } })) {
      found++
      const shape = shapeOf(overlap.geometry)
      for (const [i, side] of [overlap.a, overlap.b].entries()) {
        const [granule, part] = [[a!, b!][i]!, parts[i]!]
        const whole = { rows: [0, part.rows - 1], geometry: granule.geometry } as unknown as Segment
        const within = bruteRows(part, whole, shape)
        if (!within) continue
        const stretches = granule.segments.filter(
          ({ rows }) => rows[1] > side.rows![0] && rows[0] < side.rows![1],
        )
        // Other overlaps of the two have rows of their own.
        const own = bruteRows(
          part,
          { ...whole, rows: [stretches[0]!.rows[0], stretches.at(-1)!.rows[1]] },
          shape,
        )
        if (!own) continue
        before += stretches.at(-1)!.rows[1] - stretches[0]!.rows[0] + 1
        after += side.rows![1] - side.rows![0] + 1
        inside += own.rows[1]! - own.rows[0]! + 1
        expect(side.rows![0]).toBeLessThanOrEqual(own.rows[0]!)
        expect(side.rows![1]).toBeGreaterThanOrEqual(own.rows[1]!)
        const columns = side.columns ?? [0, part.columns - 1]
        expect(columns[0]).toBeLessThanOrEqual(own.columns[0]!)
        expect(columns[1]).toBeGreaterThanOrEqual(own.columns[1]!)
      }
    }
  }
  expect(found).toBeGreaterThan(8)
  expect(after - inside).toBeLessThan(0.3 * (before - inside))
})

describe.skipIf(!granulesAreHere)('of real files', () => {
  test('no pixel is lost', async () => {
    const random = seeded(6)
    const folders = /^(ascat-l2-knmi|amsr2-l2p|viirs-l2p|goes-abi|radar|seviri)\//
    const tally = new Tally()
    for (const file of listGranules().filter((name) => folders.test(name))) {
      const reading = await readGranuleFile(`${granules}${file}`, { collection: 'x' }).catch(() => undefined)
      const part = reading?.observation.parts[0]
      if (part?.layout !== 'scan' || reading!.observation.parts.length > 1) continue
      const granule = granuleOf(part)
      for (let k = 0; k < 8; k++) {
        const i = Math.floor(part.lat.length * random())
        const [x, y] = [part.lon[i]!, part.lat[i]!]
        if (Math.abs(y) <= 90 && Math.abs(x) <= 360) tally.take(part, granule, shapeNear([x, y], random))
      }
    }
    expect(tally.lost).toBe(0)
    expect(tally.shapes).toBeGreaterThan(60)
    expect(tally.rows.after - tally.rows.within).toBeLessThan(0.3 * (tally.rows.before - tally.rows.within))
  }, 120_000)
})
