import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSqliteStore } from '../../catalog/sqlite/open.ts'
import {
  compareWithTruth,
  type FoundCrossing,
  hasReference,
  jason,
  referenceGranules,
  sentinel,
} from '../catalog/crossovers/reference.ts'
import { oceanid } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'oceanid-crossovers-'))
const catalog = `sqlite:${join(folder, 'reference.db')}`
afterAll(() => rmSync(folder, { recursive: true }))

describe.skipIf(!hasReference)('oceanid crossovers of two analytic missions', () => {
  beforeAll(async () => {
    const store = await openSqliteStore(join(folder, 'reference.db'))
    await store.put(await referenceGranules())
    await store.close()
  }, 120_000)

  it('finds those that their orbits have', async () => {
    const { stdout, stderr, code } = await oceanid([
      ...['crossovers', jason, sentinel, '--window', '3h', '--format', 'csv', '--catalog', catalog],
    ])
    expect([code, stderr]).toEqual([0, '892 crossovers found\n'])
    const { worstMs, worstMetres, ...counts } = compareWithTruth(readCsv(stdout))
    expect(counts).toEqual({ missed: 0, extra: 0, wrong: 0 })
    expect(worstMs).toBeLessThan(1)
    expect(worstMetres).toBeLessThan(2)
  })

  it('finds the ones of a period, an area and a window among them', async () => {
    const all = ['crossovers', jason, sentinel, '--format', 'csv', '--catalog', catalog]
    const rows = async (...more: string[]) => readCsv((await oceanid([...all, ...more])).stdout)
    const whole = await rows()
    const chosen = await rows(
      ...['--start', '2024-01-03', '--end', '2024-01-05', '--bbox', '120,-50,-60,70', '--window', '-1h..2h'],
    )
    const [start, end] = [Date.UTC(2024, 0, 3), Date.UTC(2024, 0, 6)]
    const expected = whole.filter(({ a, b, position: [lon, lat] }) => {
      const time = Math.max(a.start, b.start)
      const inside = (lon >= 120 || lon <= -60) && lat >= -50 && lat <= 70
      const difference = b.start - a.start
      return time >= start && time < end && inside && difference >= -3_600_000 && difference <= 7_200_000
    })
    expect(expected.length).toBeGreaterThan(20)
    expect(chosen).toEqual(expected)
  })
})

function readCsv(text: string): FoundCrossing[] {
  const rows = parse(text, { columns: true }) as Record<string, string>[]
  const side = (row: Record<string, string>, name: 'a' | 'b') => ({
    start: Date.parse(row[`time_${name}`]!) + Number(row[`time_${name}`]!.slice(-4, -1)) / 1000,
    pass: Number(row[`pass_${name}`]),
    direction: row[`direction_${name}`]!,
  })
  return rows.map((row) => ({
    a: side(row, 'a'),
    b: side(row, 'b'),
    position: [Number(row.lon), Number(row.lat)],
  }))
}
