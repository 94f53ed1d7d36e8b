import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CrossoverFeature } from '../../catalog/crossovers/feature.ts'
import { crossoverPage } from '../../catalog/crossovers/find.ts'
import { openSqliteStore } from '../../catalog/sqlite/open.ts'
import { readCrossoverRequest } from '../../cli/crossover-request.ts'
import { openSinks } from '../../cli/output/crossovers/sinks.ts'
import { openDataset } from '../../indexer/readers/open.ts'
import { twoMissions } from '../api/crossovers/sample.ts'
import { oceanid } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'oceanid-crossovers-'))
const catalog = ['--catalog', `sqlite:${join(folder, 'two.db')}`]
const search = ['crossovers', 'one', 'other', ...catalog]
afterAll(() => rmSync(folder, { recursive: true }))

beforeAll(async () => {
  const store = await openSqliteStore(join(folder, 'two.db'))
  await store.put(twoMissions(20))
  await store.close()
})

const at = (name: string) => join(folder, name)
const rowsOf = (text: string) => parse(text, { columns: true }) as Record<string, string>[]
const linesOf = (text: string) => text.split('\n').filter((line) => line !== '')

describe('oceanid crossovers', () => {
  it('writes the same as CSV, GeoJSON, ndjson, NetCDF and a table', async () => {
    const { stdout: csv, stderr } = await oceanid([...search, '--format', 'csv'])
    const rows = rowsOf(csv)
    expect(rows.length).toBeGreaterThan(10)
    expect(stderr).toBe(`${rows.length} crossovers found\n`)
    const times = rows.map((row) => (row.time_a! > row.time_b! ? row.time_a! : row.time_b!))
    expect(times).toEqual([...times].sort())

    const geojson = JSON.parse((await oceanid([...search, '--format', 'geojson'])).stdout) as {
      features: CrossoverFeature[]
    }
    const ndjson = linesOf((await oceanid([...search, '--format', 'ndjson'])).stdout)
    expect(geojson.features).toEqual(ndjson.map((line) => JSON.parse(line) as CrossoverFeature))
    expect(geojson.features.map(({ properties }) => [properties.time_a, properties.id_b])).toEqual(
      rows.map((row) => [row.time_a, row.id_b]),
    )

    await oceanid([...search, '--format', 'netcdf', '--output', at('x.nc')])
    const dataset = await openDataset(at('x.nc'))
    const variable = (name: string) => dataset.variables.find((one) => one.name === name)!
    const seconds = Array.from(variable('time_b').read())
    seconds.forEach((time, i) => {
      const microseconds = Date.parse(rows[i]!.time_b!) / 1000 + Number(rows[i]!.time_b!.slice(-4, -1)) / 1e6
      expect(Math.abs(time - microseconds)).toBeLessThan(1e-6)
    })
    expect(Array.from(variable('last_row_a').read())).toEqual(rows.map((row) => Number(row.last_row_a)))
    expect(variable('id_a').readText()).toEqual(rows.map((row) => row.id_a))
    expect(dataset.variables.some(({ name }) => name === 'cycle_a')).toBe(false)
    dataset.close()
    expect(existsSync(at('x.nc.part'))).toBe(false)

    const table = linesOf((await oceanid([...search, '--limit', '3'])).stdout)
    expect(table).toHaveLength(4)
    expect(table[1]).toContain(rows[0]!.id_a)
  })

  it('goes on where a run ended that was cut off, and not for another request', async () => {
    const whole = (await oceanid([...search, '--format', 'csv'])).stdout
    const output = ['--format', 'csv', '--output', at('part.csv'), '--resume']
    const { after } = await interrupted(at('part.csv'))
    expect(after).toBeTypeOf('string')
    expect(rowsOf(readFileSync(at('part.csv'), 'utf8'))).toHaveLength(5)
    // Killed while it writes: half a line more than it has remembered.
    writeFileSync(at('part.csv'), `${readFileSync(at('part.csv'), 'utf8')}crossing,2015-`)
    const other = await oceanid([...search, ...output, '--window', '1h'])
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('--resume')])
    const resumed = await oceanid([...search, ...output])
    expect(resumed.code).toBe(0)
    expect(readFileSync(at('part.csv'), 'utf8')).toBe(whole)
    expect(existsSync(at('part.csv.resume'))).toBe(false)
  })

  it('keeps them as granules that can be searched, the same ones once', async () => {
    const save = [...search, '--save', 'crossings', '--least-angle', '20']
    const { stdout, stderr } = await oceanid(save)
    expect(stdout).toBe('')
    const count = Number(stderr.split(' ')[0])
    await oceanid(save)
    const found = linesOf((await oceanid(['search', 'crossings', '--format', 'ndjson', ...catalog])).stdout)
    expect(found).toHaveLength(count)
    const near = await oceanid([
      ...[
        'search',
        'crossings',
        '--format',
        'ndjson',
        '--where',
        "difference > 0 and direction_a = 'ascending'",
      ],
      ...catalog,
    ])
    const features = linesOf(near.stdout).map((line) => JSON.parse(line) as CrossoverFeature)
    expect(features.length).toBeGreaterThan(0)
    expect(features.length).toBeLessThan(count)
    for (const { geometry, properties } of features) {
      expect(geometry.type).toBe('Point')
      expect(properties).toMatchObject({ collection: 'crossings', direction_a: 'ascending' })
      expect(properties.difference).toBeGreaterThan(0)
    }
    const refused = await oceanid([...search, '--save', 'one'])
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('--save')])
  })

  it('says with one collection where it meets itself, and with --versus which pairs to hold', async () => {
    const rows = async (...args: string[]) =>
      rowsOf(
        (await oceanid(['crossovers', ...args, '--format', 'csv', '--window', '10h', ...catalog])).stdout,
      )
    const pairs = (found: Record<string, string>[]) =>
      [...new Set(found.map((row) => `${row.collection_a}-${row.collection_b}`))].sort()
    const own = await rows('one')
    expect(pairs(own)).toEqual(['one-one'])
    expect(own.every(({ difference }) => Number(difference) > 60)).toBe(true)
    expect(pairs(await rows('one', 'other', '--self'))).toEqual(['one-one', 'one-other', 'other-other'])
    expect(pairs(await rows('other', '--versus', 'one', '--versus', 'other'))).toEqual([
      'other-one',
      'other-other',
    ])
    const [up, down] = [await rows('one', '--ascending', 'a'), await rows('one', '--descending', 'a')]
    expect(up.length + down.length).toBeGreaterThan(own.length)
    expect(up.every(({ direction_a }) => direction_a === 'ascending')).toBe(true)
  })

  it.each([
    [2, '--window', ['--window', '3']],
    [2, '--window', ['--window', '-1h']],
    [2, '--distance', ['--mode', 'approach']],
    [2, '--overlap', ['--overlap', '120%']],
    [2, '--least-angle', ['--least-angle', '100']],
    [2, '--ascending', ['--ascending', 'both', '--descending', 'a']],
    [2, '--where-b', ['--where-b', 'pass']],
    [2, '--output', ['--format', 'netcdf']],
    [2, '--output', ['--resume']],
    [1, 'absent', ['--versus', 'absent']],
  ])('ends with %i and names %s for %j', async (code, name, args) => {
    const ran = await oceanid([...search, ...args])
    expect([ran.code, ran.stdout]).toEqual([code, ''])
    expect(ran.stderr).toContain(name)
  })
})

/** Leaves a file as a run does that is ended after five results, and gives back what it remembers. */
async function interrupted(path: string): Promise<{ after?: string }> {
  const store = await openSqliteStore(at('two.db'))
  const request = readCrossoverRequest({ collection: ['one', 'other'], mode: 'auto' })
  const sinks = await openSinks(request, { format: 'csv', output: path, resume: true })
  const { crossovers, next } = await crossoverPage(store, request, { limit: 5, patience: 1e6 })
  await sinks.take(crossovers, next!)
  await sinks.leave()
  await store.close()
  return JSON.parse(readFileSync(`${path}.resume`, 'utf8')) as { after?: string }
}
