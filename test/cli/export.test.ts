import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStore } from '../../catalog/open.ts'
import { addressLines } from '../../cli/output/addresses.ts'
import { granule } from '../api/stac/sample.ts'
import { fixtures, idsOf, oceanid, start } from './run.ts'

const granules = readdirSync(join(fixtures, 'granules'))
let folder: string
let catalog: string
const exported = (...args: string[]) => oceanid(['export', ...args, '--catalog', catalog])

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'oceanid-export-'))
  catalog = `sqlite:${join(folder, 'test.db')}`
  await oceanid(['index', join(fixtures, 'granules'), '--catalog', catalog])
})

afterAll(() => rmSync(folder, { recursive: true }))

test('what is exported whole and imported elsewhere is the same catalogue, segments and tracks too', async () => {
  const file = join(folder, 'all.ndjson')
  const ran = await exported('--output', file)
  expect([ran.code, ran.stdout, ran.stderr]).toEqual([0, '', `${granules.length} granules exported\n`])
  const copy = `sqlite:${join(folder, 'copy.db')}`
  expect((await oceanid(['import', file, '--catalog', copy])).code).toBe(0)
  const [one, other] = [
    await openStore(catalog, { readOnly: true }),
    await openStore(copy, { readOnly: true }),
  ]
  const all = { limit: 1000, segments: true, tracks: true }
  const [of, as] = [await one.search({}, all), await other.search({}, all)]
  const bare = (found: typeof of) => found.granules.map(({ updated: _, ...rest }) => rest)
  expect(bare(as)).toEqual(bare(of))
  expect(of.granules.some(({ segments, track }) => segments.length > 0 && track !== undefined)).toBe(true)
  await one.close()
  await other.close()
})

test('from the standard input, a line ends where a line feed is, whatever marks stand in its text', async () => {
  const file = join(folder, 'marked.ndjson')
  await exported('--output', file, '--limit', '2')
  const titled = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const item = JSON.parse(line)
      return JSON.stringify({ ...item, properties: { ...item.properties, title: 'one\u2028two\u0085three' } })
    })
  const ran = await oceanid(
    ['import', '-', '--catalog', `sqlite:${join(folder, 'marked.db')}`],
    `${titled.join('\r\n')}\r\n`,
  )
  expect([ran.code, ran.stdout]).toEqual([0, expect.stringMatching(/^2 items imported .*, 0 failed/)])
})

test('parquet has a row a granule', async () => {
  const file = join(folder, 'some.parquet')
  await exported('--format', 'parquet', '--output', file, '--where', 'cycle = 12')
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(file) })
  const { stdout } = await exported('--format', 'ndjson', '--where', 'cycle = 12')
  expect(rows.map(({ id }) => id)).toEqual(idsOf({ code: 0, stdout, stderr: '' }))
  expect(rows.length).toBeGreaterThan(1)
})

test('as text it goes to the output', async () => {
  const paths = await exported('--format', 'paths', '--limit', '2')
  expect(paths.stdout.trim().split('\n')).toHaveLength(2)
  const { stdout } = await exported('--format', 'geojson')
  expect(JSON.parse(stdout).features).toHaveLength(granules.length)
  const csv = await exported('--format', 'csv', '--where', 'cycle = 12')
  expect(csv.stdout).toMatch(/^collection,id,kind,start,/)
  expect(csv.stdout.trim().split('\r\n').length).toBeGreaterThan(2)
  const refused = await exported('--output', join(folder, 'no', 'where'))
  expect([refused.code, refused.stderr.split(' (')[0]]).toEqual([
    2,
    `oceanid: --output: cannot write to ${join(folder, 'no', 'where')}`,
  ])
  expect(readFileSync(join(folder, 'all.ndjson'), 'utf8')).not.toBe('')
})

test('lists have the addresses that each program fetches', () => {
  const plain = { type: 'application/netcdf', roles: ['data'] }
  const checksum = `1220${'ab'.repeat(32)}`
  const one = granule('a', [0, 0, 1, 1], ['2025-06-01T00:00:00Z', '2025-06-01T00:05:00Z'], {
    assets: {
      data: { href: 'https://example.org/a b.nc\n--post-file=x', checksum, ...plain },
      cloud: { href: 's3://bucket/a.nc', ...plain },
      local: { href: 'file:///a.nc', ...plain },
    },
  })
  expect(addressLines('wget', one)).toBe('https://example.org/a%20b.nc%0A--post-file=x\n')
  expect(addressLines('aria2', one)).toBe(
    `https://example.org/a%20b.nc%0A--post-file=x\n  checksum=sha-256=${'ab'.repeat(32)}\n`,
  )
  expect(addressLines('s3', one)).toBe('s3://bucket/a.nc\n')
})

test('Ctrl-C leaves a file whole: the one that was there, and no part of the new one', async () => {
  const place = join(folder, 'interrupted')
  mkdirSync(place)
  const many = `sqlite:${join(place, 'many.db')}`
  const store = await openStore(many)
  await store.put(
    Array.from({ length: 30_000 }, (_, i) =>
      granule(`g${i}`, [0, 0, 1, 1], ['2025-06-01T00:00:00Z', '2025-06-01T00:05:00Z']),
    ),
  )
  await store.close()
  const output = join(place, 'all.geojson')
  writeFileSync(output, 'before')
  const child = start(['export', '--format', 'geojson', '--output', output, '--catalog', many])
  await expect
    .poll(() => statSync(`${output}.partial`, { throwIfNoEntry: false })?.size ?? 0, { timeout: 30_000 })
    .toBeGreaterThan(0)
  child.kill('SIGINT')
  await once(child, 'close')
  expect([child.exitCode, readFileSync(output, 'utf8')]).toEqual([130, 'before'])
  expect(readdirSync(place).filter((name) => name.startsWith('all'))).toEqual(['all.geojson'])
})
