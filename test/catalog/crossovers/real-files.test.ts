import { beforeAll, describe, expect, test } from 'vitest'
import type { Crossing, Overlap } from '../../../catalog/crossovers/crossover.ts'
import { findCrossovers } from '../../../catalog/crossovers/find.ts'
import { UnreadableFileError } from '../../../catalog/errors.ts'
import { distanceKm, toVector, type Vector } from '../../../catalog/geometry/sphere.ts'
import type { Granule } from '../../../catalog/granule.ts'
import type { Store } from '../../../catalog/store.ts'
import { computeFootprint } from '../../../indexer/footprint/footprint.ts'
import { groundTrack } from '../../../indexer/footprint/ground-track.ts'
import { readGranuleFile } from '../../../indexer/read-file.ts'
import { granules, granulesAreHere, listGranules } from '../../indexer/footprint/truth.ts'
import { openScanStore } from '../../scan-store.ts'

const window = { least: -1e12, greatest: 1e12 }

interface Positions {
  lon: ArrayLike<number>
  lat: ArrayLike<number>
  time: ArrayLike<number>
}

/** What a file says of where it measured, and the granule that it becomes, in a collection of its own. */
interface RealFile {
  granule: Granule
  positions: Positions
}

async function readReal(file: string, id: string): Promise<RealFile> {
  const { observation, start, end } = await readGranuleFile(`${granules}${file}`, { collection: id })
  const { kind, parts } = observation
  const { geometry, bbox, segments } = computeFootprint(observation, { start, end })
  const track = groundTrack(observation)
  const [part] = parts
  if (!part || part.layout === 'axes') throw new Error(`${file} has no positions of its own`)
  const { lon, lat, time = [] } = part
  return {
    granule: {
      ...{ collection: id, id, kind, start, end, geometry, bbox, segments, ...(track && { track }) },
      ...{ properties: {}, assets: {}, updated: end },
    },
    positions: { lon, lat, time },
  }
}

/** Some files are cut to where they have nothing. */
function emptyIsNone(error: unknown): undefined {
  if (!(error instanceof UnreadableFileError)) throw error
}

interface Met {
  a: number
  b: number
}

/** Of every step of one with every step of the other, gaps left out: when each is there where they cross. */
function crossEverySteps(a: Positions, b: Positions): Met[] {
  const [stepsA, stepsB] = [stepsOf(a), stepsOf(b)]
  const met: Met[] = []
  for (const one of stepsA) {
    for (const other of stepsB) {
      const [p, q] = [dot(one.normal, other.from), dot(one.normal, other.to)]
      if (p > 0 === q > 0 || dot(one.from, other.from) < 0) continue
      const [r, s] = [dot(other.normal, one.from), dot(other.normal, one.to)]
      if (r > 0 === s > 0) continue
      met.push({
        a: one.start + (r / (r - s)) * (one.end - one.start),
        b: other.start + (p / (p - q)) * (other.end - other.start),
      })
    }
  }
  return met.sort((one, other) => one.a - other.a)
}

const MOST_STEPS = 3500

function stepsOf({ lon, lat, time }: Positions) {
  // Of many measurements a second some are enough.
  const every = Math.ceil(time.length / MOST_STEPS)
  const rows = Array.from(time, (_, i) => i).filter(
    (i) => i % every === 0 && [lon[i], lat[i], time[i]].every(Number.isFinite),
  )
  const usual = rows
    .slice(1)
    .map((row, k) => time[row]! - time[rows[k]!]!)
    .sort((p, q) => p - q)[rows.length >> 1]!
  return rows.slice(1).flatMap((row, k) => {
    const before = rows[k]!
    const [start, end] = [time[before]!, time[row]!]
    if (end - start > 3 * usual) return []
    const [from, to] = [toVector(lon[before]!, lat[before]!), toVector(lon[row]!, lat[row]!)]
    const normal: Vector = [
      from[1] * to[2] - from[2] * to[1],
      from[2] * to[0] - from[0] * to[2],
      from[0] * to[1] - from[1] * to[0],
    ]
    return [{ start, end, from, to, normal }]
  })
}

function dot(p: Vector, q: Vector): number {
  return p[0] * q[0] + p[1] * q[1] + p[2] * q[2]
}

describe.skipIf(!granulesAreHere)('real files', () => {
  const altimeters: RealFile[] = []
  const scatterometers: RealFile[] = []
  let store: Store
  beforeAll(async () => {
    if (!granulesAreHere) return
    const files = listGranules()
    const read = async (folder: RegExp, name: string, into: RealFile[]) => {
      for (const file of files.filter((one) => folder.test(one))) {
        const real = await readReal(file, `${name}-${into.length}`).catch(emptyIsNone)
        if (real) into.push(real)
      }
    }
    await read(/^(jason1|jason2|sentinel3-sral|sentinel6)\//, 'altimeter', altimeters)
    await read(/^ascat-l2-knmi\/.*ovw\.l2\.nc4?$/, 'scatterometer', scatterometers)
    store = openScanStore()
    await store.put([...altimeters, ...scatterometers].map(({ granule }) => granule))
  }, 300_000)

  const found = async (one: RealFile, other: RealFile) =>
    Array.fromAsync(
      findCrossovers(store, { pairs: [[one.granule.collection, other.granule.collection]], window }),
    )

  test('of altimeters cross where every two of their steps do', async () => {
    let crossed = 0
    for (const [i, one] of altimeters.entries()) {
      for (const other of altimeters.slice(i + 1)) {
        const expected = crossEverySteps(one.positions, other.positions)
        const crossings = (await found(one, other)) as Crossing[]
        const ordered = crossings.toSorted((p, q) => p.a.start - q.a.start)
        expect(ordered.length).toBe(expected.length)
        for (const [k, { a, b }] of expected.entries()) {
          expect(Math.abs(ordered[k]!.a.start - a)).toBeLessThan(50)
          expect(Math.abs(ordered[k]!.b.start - b)).toBeLessThan(50)
        }
        crossed += expected.length
      }
    }
    expect(crossed).toBeGreaterThan(5)
  }, 120_000)

  test('of altimeters pass over scatterometers where their positions do', async () => {
    let passed = 0
    for (const one of altimeters) {
      for (const other of scatterometers) {
        const overlaps = (await found(one, other)) as Overlap[]
        const isIn = (row: number) => overlaps.some(({ a: { rows } }) => rows![0] <= row && row <= rows![1])
        const { lon, lat } = other.positions
        for (let row = 0; row < one.positions.lat.length; row += 40) {
          const [x, y] = [one.positions.lon[row]!, one.positions.lat[row]!]
          let nearest = Infinity
          for (let i = 0; i < lat.length; i++) {
            if (Math.abs(lat[i]! - y) < 0.1) nearest = Math.min(nearest, distanceKm(x, y, lon[i]!, lat[i]!))
          }
          if (nearest > 6) continue
          passed++
          expect(isIn(row)).toBe(true)
        }
      }
    }
    expect(passed).toBeGreaterThan(100)
  }, 120_000)
})
