import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { distanceKm } from '../../catalog/geometry/sphere.ts'
import { readElements } from '../../catalog/prediction/elements.ts'
import { openSqliteStore } from '../../catalog/sqlite/open.ts'
import { randomOrbit, swathOf } from '../catalog/crossovers/swaths.ts'
import {
  motionOf,
  passGranule,
  passStart,
  type RepeatingOrbit,
  tenDays,
} from '../catalog/prediction/repeating.ts'
import { seeded } from '../seeded.ts'
import { oceanid } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'oceanid-predict-'))
const catalog = ['--catalog', `sqlite:${join(folder, 'known.db')}`]
afterAll(() => rmSync(folder, { recursive: true }))

const orbits: Record<string, RepeatingOrbit> = {
  S: { ...tenDays, cycle: 172_800_000, revolutions: 29, turns: 2, inclination: 98.6 },
  T: { ...tenDays, cycle: 172_800_000, revolutions: 27, turns: 2, inclination: 66 },
}
const known = passStart(orbits.S!, 90)
const iso = (instant: number) => new Date(instant).toISOString()
const [from, to] = [known + 86_400_000, known + 2 * 86_400_000]
const span = ['--from', iso(from), '--to', iso(to)]
const rowsOf = (text: string) => parse(text, { columns: true }) as Record<string, string>[]

beforeAll(async () => {
  const store = await openSqliteStore(join(folder, 'known.db'))
  for (const [collection, orbit] of Object.entries(orbits)) {
    const count = Math.floor((known - orbit.epoch) / (orbit.cycle / orbit.revolutions / 2))
    await store.put(Array.from({ length: count }, (_, number) => passGranule(collection, orbit, number)))
  }
  const random = seeded(4)
  const orbit = randomOrbit(random)
  const swaths = Array.from({ length: 24 }, (_, i) =>
    swathOf({
      collection: 'swaths',
      orbit,
      start: Math.round(from + i * 3_600_000),
      minutes: 50,
      halfWidth: 0.15,
      segments: 10,
    }),
  )
  await store.put(swaths)
  await store.close()
})

describe('oceanid predict', () => {
  it('writes the passes to come as CSV, GeoJSON and ndjson alike, and says how good they are', async () => {
    const command = ['predict', '--collection', 'S', ...span, ...catalog]
    const { stdout, stderr } = await oceanid([...command, '--format', 'csv'])
    const rows = rowsOf(stdout)
    expect(rows.length).toBe(30)
    expect(stderr).toMatch(/^S comes back every 2\.0+ days; .* 0\.00 km beside .*\n30 passes predicted\n$/)
    const file = join(folder, 'x.json')
    await oceanid([...command, '--format', 'geojson', '--output', file])
    const { features } = JSON.parse(readFileSync(file, 'utf8')) as {
      features: { id: string; properties: Record<string, string | number> }[]
    }
    expect(features.map(({ id, properties }) => [id, String(properties.equator_lon)])).toEqual(
      rows.map(({ id, equator_lon }) => [id, equator_lon]),
    )
    const motion = motionOf(orbits.S!)
    for (const { equator_datetime, equator_lon } of rows.filter(({ equator_lon }) => equator_lon)) {
      const [lon, lat] = motion(Date.parse(equator_datetime!))!
      expect(distanceKm(lon, lat, Number(equator_lon), 0)).toBeLessThan(0.03)
    }
  })

  it('tells the crossovers to come of two collections, where and when their orbits cross', async () => {
    const { stdout } = await oceanid([
      ...['predict', '--collection', 'S', '--crossovers', 'predicted:T', '--window', '1h', '--format', 'csv'],
      ...[...span, ...catalog],
    ])
    const rows = rowsOf(stdout)
    expect(rows.length).toBeGreaterThan(5)
    for (const { lon, lat, time_a, time_b, collection_a, collection_b, first_row_a, difference } of rows) {
      expect([collection_a, collection_b, first_row_a]).toEqual(['predicted:S', 'predicted:T', ''])
      const a = motionOf(orbits.S!)(Date.parse(time_a!))!
      const b = motionOf(orbits.T!)(Date.parse(time_b!))!
      expect(distanceKm(...a, Number(lon), Number(lat))).toBeLessThan(0.05)
      expect(distanceKm(...b, Number(lon), Number(lat))).toBeLessThan(0.05)
      const later = Math.max(Date.parse(time_a!), Date.parse(time_b!))
      expect(later >= from - 1 && later <= to + 1).toBe(true)
      expect(Math.abs(Number(difference))).toBeLessThanOrEqual(3600)
    }
  })

  it('tells which swaths of the catalogue lie under passes to come, and their rows', async () => {
    const { stdout } = await oceanid([
      ...['predict', '--collection', 'S', '--crossovers', 'swaths', '--window', '30min', '--format', 'csv'],
      ...[...span, ...catalog],
    ])
    const rows = rowsOf(stdout)
    expect(rows.length).toBeGreaterThan(5)
    for (const { mode, first_row_a, first_row_b, last_row_b } of rows) {
      expect([mode, first_row_a]).toEqual(['overlap', ''])
      expect(Number(last_row_b)).toBeGreaterThanOrEqual(Number(first_row_b))
    }
  })

  it('needs no catalogue for two-line elements', async () => {
    const lines = `LOW
1 88888U          80275.98708465  .00073094  13844-3  66816-4 0    87
2 88888  72.8435 115.9689 0086731  52.6988 110.5714 16.05824518  1058
`
    const file = join(folder, 'low.tle')
    writeFileSync(file, lines)
    const nowhere = ['--catalog', `sqlite:${join(folder, 'none.db')}`]
    const period = ['--from', '1980-10-02', '--to', '1980-10-02T11']
    const command = ['predict', '--tle', file, ...period, ...nowhere, '--format', 'csv']
    const { stdout, stderr } = await oceanid(command)
    const [elements] = readElements(lines, 'tle')
    expect(rowsOf(stdout).length).toBe(Math.round(43_200_000 / (elements!.period / 2)) + 1)
    expect(stderr).toMatch(/^LOW: elements of 1980-10-01T23:41:24Z\n/)
    const crossings = await oceanid([...command, '--crossovers', 'predicted:LOW', '--window', '12h'])
    expect(rowsOf(crossings.stdout).length).toBeGreaterThan(5)
  })

  it.each([
    [['--collection', 'S'], '--to'],
    [['--to', '2030'], '--collection'],
    [['--collection', 'S', '--from', '2020-02-01', '--to', '2020-01-01'], '--to'],
    [['--collection', 'swaths', ...span], '--collection'],
    [['--tle', 'absent.tle', ...span], '--tle'],
  ])('refuses %j and names what is wrong', async (given, option) => {
    const { stderr, code } = await oceanid(['predict', ...given, ...catalog])
    expect(code).toBe(2)
    expect(stderr).toContain(`oceanid: ${option}`)
  })
})
