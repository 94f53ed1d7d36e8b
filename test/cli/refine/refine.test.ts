import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Crossing, Overlap, Side } from '../../../catalog/crossovers/crossover.ts'
import { findCrossovers } from '../../../catalog/crossovers/find.ts'
import { shapesIntersect } from '../../../catalog/geometry/intersects.ts'
import { shapeOf } from '../../../catalog/geometry/shape.ts'
import {
  distanceKm,
  dot,
  interpolate,
  toPosition,
  toVector,
  type Vector,
} from '../../../catalog/geometry/sphere.ts'
import { openSqliteStore } from '../../../catalog/sqlite/open.ts'
import type { Store } from '../../../catalog/store.ts'
import { Measurements } from '../../../cli/refine/measurements.ts'
import { refine } from '../../../cli/refine/refine.ts'
import { refining } from '../../../cli/refine/refining.ts'
import type { Coordinates } from '../../../indexer/coordinates.ts'
import { describeFile } from '../../../indexer/granule.ts'
import { readGranuleFile } from '../../../indexer/read-file.ts'
import { defaultLimits } from '../../../indexer/reading-thread.ts'
import { fixtures, oceanid } from '../run.ts'

const folder = mkdtempSync(join(tmpdir(), 'oceanid-refine-'))
afterAll(() => rmSync(folder, { recursive: true }))
const files = readdirSync(`${fixtures}granules`).filter((name) => /^(DEMO3|dscat|20250601.*DEMO1)/.test(name))
const day = 86_400_000
const window = { least: -day, greatest: day }
let store: Store
const [tracks, swaths] = ['OCEANID-DEMO3-L2-SLA-v1.0', 'OCEANID-DEMO2-L2-WIND-v1.0']

beforeAll(async () => {
  store = await openSqliteStore(':memory:')
  for (const name of files) {
    copyFileSync(`${fixtures}granules/${name}`, join(folder, name))
    const { granule } = await describeFile(join(folder, name))
    await store.put([granule])
  }
})
afterAll(() => store.close())

async function partsOf({ collection, id }: Side): Promise<Coordinates[]> {
  const granule = (await store.get(collection, id))!
  return (await readGranuleFile(fileURLToPath(granule.assets.data!.href))).observation.parts
}

const opened: Measurements[] = []
afterAll(() => Promise.all(opened.map((one) => one.close())))

function measuring(jobs = 2): Measurements {
  const measurements = new Measurements(store, { jobs, limits: defaultLimits })
  opened.push(measurements)
  return measurements
}

interface Line {
  xyz: Vector[]
  time: number[]
}

function lineOf([part]: Coordinates[]): Line {
  if (part?.layout !== 'line' || !part.time) throw new Error('no track')
  const { lon, lat, time } = part
  return { xyz: Array.from(lat, (_, i) => toVector(lon[i]!, lat[i]!)), time: Array.from(time) }
}

/** The steps of two tracks near two rows, of which the great circles between measurements cross. */
function bruteCrossing(a: Line, b: Line, i0: number, j0: number) {
  for (let i = Math.max(0, i0 - 3); i <= Math.min(a.time.length - 2, i0 + 3); i++) {
    for (let j = Math.max(0, j0 - 3); j <= Math.min(b.time.length - 2, j0 + 3); j++) {
      const [p, q, r, s] = [a.xyz[i]!, a.xyz[i + 1]!, b.xyz[j]!, b.xyz[j + 1]!]
      const [n, m] = [crossOf(p, q), crossOf(r, s)]
      if (dot(n, r) * dot(n, s) > 0 || dot(m, p) * dot(m, q) > 0) continue
      const u = dot(m, p) / (dot(m, p) - dot(m, q))
      const v = dot(n, r) / (dot(n, r) - dot(n, s))
      return {
        position: toPosition(interpolate(p, q, u)),
        timeA: a.time[i]! + u * (a.time[i + 1]! - a.time[i]!),
        timeB: b.time[j]! + v * (b.time[j + 1]! - b.time[j]!),
        rows: [u < 0.5 ? i : i + 1, v < 0.5 ? j : j + 1],
      }
    }
  }
  return undefined
}

function crossOf(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

describe('refined by the files', () => {
  it('crossings lie where the measurements of both cross, at the times and rows of these', async () => {
    const measurements = measuring()
    let count = 0
    for await (const found of findCrossovers(store, { pairs: [[tracks!, tracks!]], window })) {
      const crossing = (await refine(found, measurements, window)) as Crossing
      expect(crossing.refined).toBe('both')
      const [a, b] = [lineOf(await partsOf(crossing.a)), lineOf(await partsOf(crossing.b))]
      const expected = bruteCrossing(a, b, crossing.a.rows![0], crossing.b.rows![0])!
      const { position, timeA, timeB, rows } = expected
      // Between two measurements the cubic and the great circle part by less than this.
      expect(distanceKm(...crossing.position, ...position)).toBeLessThan(0.02)
      expect(Math.abs(crossing.a.start - timeA)).toBeLessThan(5)
      expect(Math.abs(crossing.b.start - timeB)).toBeLessThan(5)
      expect([crossing.a.rows![0], crossing.b.rows![0]]).toEqual(rows)
      expect(crossing.difference).toBe(crossing.b.start - crossing.a.start)
      count++
    }
    expect(count).toBeGreaterThan(3)
    expect(measurements.failures.size).toBe(0)
  })

  it('overlaps have the rows and columns of the measurements that lie in them, and no other', async () => {
    const measurements = measuring()
    const request = {
      pairs: [
        [swaths!, swaths!],
        [tracks!, swaths!],
      ] as [string, string][],
      window,
      mode: 'overlap' as const,
    }
    let [narrower, areas] = [0, 0]
    for await (const found of findCrossovers(store, request)) {
      const overlap = (await refine(found, measurements, window)) as Overlap
      expect(overlap.refined).toBe('both')
      for (const side of ['a', 'b'] as const) {
        const [[from, to], [first, last]] = [found[side].rows!, overlap[side].rows!]
        expect([first >= from, last <= to]).toEqual([true, true])
        if (last - first < to - from) narrower++
        // Of a line, the measurement nearest to its end may lie half a step beyond.
        const slack = overlap.areaKm2 === 0 ? 10_000 : 0
        expect(overlap[side].start).toBeGreaterThanOrEqual(found[side].start - slack)
        if (overlap.areaKm2 === 0) continue
        areas++
        const inside = pixelsIn(await partsOf(overlap[side]), overlap, [from, to])
        expect([first, last]).toEqual(inside.rows)
        expect(overlap[side].columns ?? inside.all).toEqual(inside.columns)
      }
    }
    expect(narrower).toBeGreaterThan(2)
    expect(areas).toBeGreaterThan(0)
  })

  it('is the same, in the same order, with however many threads', async () => {
    const request = { pairs: [[tracks!, swaths!]] as [string, string][], window, mode: 'overlap' as const }
    const found = await Array.fromAsync(findCrossovers(store, request))
    expect(found.length).toBeGreaterThan(3)
    const [alone, together] = [1, 4].map((jobs) => refining(store, request, { jobs, limits: defaultLimits }))
    const expected = await alone!.finish(found)
    expect(expected.map(({ a, b }) => [a.id, b.id])).toEqual(found.map(({ a, b }) => [a.id, b.id]))
    expect(await together!.finish(found)).toEqual(expected)
    await Promise.all([alone!.close(), together!.close()])
  })

  it('a file that hangs or takes its thread down is given up once, and the others are refined', async () => {
    const request = { pairs: [[tracks!, tracks!]] as [string, string][], window }
    const found = await Array.fromAsync(findCrossovers(store, request))
    const module = new URL('./hostile-worker.ts', import.meta.url)
    const [hanging, deadly] = [found[0]!.a.id, found.at(-1)!.b.id]
    const sources = new Map([
      [hanging, 'hang.nc'],
      [deadly, 'exit.nc'],
    ])
    const renamed = {
      collection: (id: string) => store.collection(id),
      get: async (collection: string, id: string) => {
        const granule = (await store.get(collection, id))!
        const name = sources.get(id)
        return name
          ? {
              ...granule,
              assets: { data: { ...granule.assets.data!, href: pathToFileURL(join(folder, name)).href } },
            }
          : granule
      },
    }
    const limits = { ...defaultLimits, timeout: 3000 }
    const measurements = new Measurements(renamed, { jobs: 1, limits, module })
    opened.push(measurements)
    const refined = await Promise.all(found.map((one) => refine(one, measurements, window)))
    expect(found.filter(({ a, b }) => [a.id, b.id].includes(hanging)).length).toBeGreaterThan(1)
    expect(readFileSync(join(folder, 'hang.nc'), 'utf8')).toBe('asked')
    expect(refined.map((one) => one.refined)).toEqual(
      found.map(({ a, b }) => (sources.has(a.id) || sources.has(b.id) ? 'none' : 'both')),
    )
    expect(Object.fromEntries(measurements.failures)).toEqual({
      [join(folder, 'hang.nc')]: expect.stringMatching(/not read within 3 s/),
      [join(folder, 'exit.nc')]: expect.stringMatching(/exit code 3/),
    })
  })

  it('reads a directory that makes a product as it was indexed', async () => {
    const measurements = measuring(1)
    const name = files.find((file) => file.startsWith('dscat'))!
    const product = join(folder, 'products', 'product.SEN3')
    mkdirSync(product, { recursive: true })
    copyFileSync(join(folder, name), join(product, 'winds.nc'))
    writeFileSync(join(product, 'read.txt'), 'beside the data')
    const { granule } = await describeFile(product)
    await store.put([granule])
    const [start, end] = [granule.start, granule.end]
    const stretchOf = (id: string) =>
      measurements.stretch({ collection: swaths!, id, start, end }, granule.segments[3]!.geometry)
    const [of, alone] = [await stretchOf('product'), await stretchOf(name.replace('.nc', ''))]
    await store.delete(swaths!, 'product')
    expect(of).toBeDefined()
    expect(of).toEqual(alone)
  })

  it('keeps what the catalogue says where a file is not there, is told, and the command ends with 1', async () => {
    const catalog = `sqlite:${join(folder, 'known.db')}`
    await oceanid(['index', folder, '--pattern', 'DEMO3*', '--catalog', catalog])
    const command = ['crossovers', tracks!, '--window', '1d', '--format', 'csv', '--catalog', catalog]
    const before = await oceanid(command)
    const whole = await oceanid([...command, '--refine'])
    expect([before.code, whole.code]).toEqual([0, 0])
    const rowsOf = (text: string) => parse(text, { columns: true }) as Record<string, string>[]
    const plain = rowsOf(before.stdout)
    expect(rowsOf(whole.stdout).map(({ refined }) => refined)).toEqual(plain.map(() => 'both'))
    const gone = plain[0]!.id_a!
    rmSync(join(folder, files.find((name) => name.startsWith(gone))!))
    const part = await oceanid([...command, '--refine'])
    expect(part.code).toBe(1)
    expect(part.stderr).toMatch(new RegExp(`not refined {2}.*${gone}`))
    rowsOf(part.stdout).forEach((row, i) => {
      const isGone = row.id_a === gone || row.id_b === gone
      expect(row.refined).toBe(isGone ? 'none' : 'both')
      if (isGone) expect({ ...row, refined: '' }).toEqual(plain[i])
    })
  })
})

/** By trying every one. */
function pixelsIn([part]: Coordinates[], { geometry }: Overlap, [from, to]: [number, number]) {
  if (part?.layout !== 'scan') throw new Error('no swath')
  const shape = shapeOf(geometry)
  const [rows, columns] = [new Set<number>(), new Set<number>()]
  for (let row = from; row <= to; row++) {
    for (let column = 0; column < part.columns; column++) {
      const [lon, lat] = [part.lon[row * part.columns + column]!, part.lat[row * part.columns + column]!]
      if (!Number.isFinite(lon + lat)) continue
      const at = shapeOf({ type: 'Point', coordinates: [lon > 180 ? lon - 360 : lon, lat] })
      if (!shapesIntersect(at, shape)) continue
      rows.add(row)
      columns.add(column)
    }
  }
  const ends = (values: Set<number>) => [Math.min(...values), Math.max(...values)]
  return { rows: ends(rows), columns: ends(columns), all: [0, part.columns - 1] }
}
