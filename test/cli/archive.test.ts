import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { openSqliteStore } from '../../catalog/sqlite/open.ts'
import { fixtures, oceanid, oceanidApart, type Ran } from './run.ts'

const granules = readdirSync(join(fixtures, 'granules')).filter((name) =>
  /DALT.*P00[12]|_ICE_|004500/.test(name),
)
// Each test runs several processes that read files.
vi.setConfig({ testTimeout: 240_000 })

let folder: string
let archive: string
let catalog: string
let catalogs = 0

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'oceanid-archive-'))
})
afterAll(() => rmSync(folder, { recursive: true }))
beforeEach(() => {
  archive = join(folder, `archive-${++catalogs}`)
  catalog = `sqlite:${join(folder, `${catalogs}.db`)}`
  copyTo(archive)
})

function copyTo(target: string): void {
  mkdirSync(target)
  for (const name of granules)
    cpSync(join(fixtures, 'granules', name), join(target, name), { preserveTimestamps: true })
}

const index = async (...args: string[]) =>
  oceanid(['index', ...args, '--json', '--jobs', '1', '--catalog', catalog])
const reportOf = ({ stdout }: Ran) =>
  eventsOf(stdout).find(({ event }) => event === 'report') as Record<string, unknown>
const eventsOf = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

/** Everything in a catalogue, by key. */
async function contentOf(url: string) {
  const store = await openSqliteStore(url.replace('sqlite:', ''), { readOnly: true })
  try {
    const page = await store.search({}, { limit: 1000, segments: true, tracks: true })
    return { granules: page.granules, collections: await store.collections() }
  } finally {
    await store.close()
  }
}

describe('an archive that is indexed again', () => {
  test('only what is new, changed or was read otherwise is read', async () => {
    expect(reportOf(await index(archive))).toMatchObject({ added: granules.length, skipped: 0 })
    expect(reportOf(await index(archive))).toMatchObject({ added: 0, replaced: 0, skipped: granules.length })
    const [first, second] = granules.map((name) => join(archive, name)) as [string, string]
    // Bytes after the end of an HDF5 file or a classic one change nothing in it.
    appendFileSync(first, '\0')
    cpSync(second, join(archive, 'copy-of-another-id.nc'))
    const rest = granules.length - 1
    expect(reportOf(await index(archive))).toMatchObject({ added: 1, replaced: 1, skipped: rest })
    expect(reportOf(await index(archive, '--collection', 'other'))).toMatchObject({
      added: rest + 2,
      skipped: 0,
    })
    expect(reportOf(await index(archive, '--force', '--collection', 'other'))).toMatchObject({
      replaced: rest + 2,
    })
  })

  test('a granule that was deleted is read again', async () => {
    await index(archive)
    const id = granules[0]!.replace(/\.nc$/, '')
    const { granules: all } = await contentOf(catalog)
    const { collection } = all.find((granule) => granule.id === id)!
    await oceanid(['delete', `${collection}/${id}`, '--catalog', catalog])
    expect(reportOf(await index(archive))).toMatchObject({ added: 1, skipped: granules.length - 1 })
    await oceanid(['delete', collection, '--yes', '--catalog', catalog])
    const own = all.filter((granule) => granule.collection === collection).length
    expect(reportOf(await index(archive))).toMatchObject({ added: own, skipped: granules.length - own })
  })

  test('a file that changed replaces its granule although the clock was set back since', async () => {
    await index(archive)
    const tomorrow = Date.now() + 86_400_000
    const name = catalog.replace('sqlite:', '')
    const store = await openSqliteStore(name)
    const { granules: all } = await store.search({}, { limit: 100, segments: true, tracks: true })
    const records = await store.listFiles({ limit: 100 })
    await store.put(
      all.map((granule) => ({
        ...granule,
        properties: { ...granule.properties, stale: 1 },
        updated: tomorrow,
      })),
      records.map((record) => ({ ...record, at: tomorrow })),
    )
    await store.close()
    const changed = join(archive, granules[0]!)
    appendFileSync(changed, '\0')
    expect(reportOf(await index(archive))).toMatchObject({ replaced: 1, skipped: granules.length - 1 })
    const stale = (await contentOf(catalog)).granules.filter(({ properties }) => 'stale' in properties)
    expect(stale.map(({ id }) => `${id}.nc`).sort()).toEqual(granules.slice(1).sort())
    const bytes = (granule: (typeof all)[number]) => Object.values(granule.assets)[0]!.size
    const now = (await contentOf(catalog)).granules.find(({ id }) => `${id}.nc` === granules[0])!
    expect(bytes(now)).toBe(statSync(changed).size)
    expect(reportOf(await index(archive))).toMatchObject({ replaced: 0, skipped: granules.length })
  })

  test('what failed is tried again when it changes, or when asked', async () => {
    const broken = join(archive, 'broken.nc')
    writeFileSync(broken, 'no data')
    const first = await index(archive)
    expect(first.code).toBe(1)
    const again = await index(archive)
    expect(again.code).toBe(0)
    expect(reportOf(again)).toMatchObject({ failed: 0, failedBefore: 1 })
    expect(reportOf(await index(archive, '--retry-failed'))).toMatchObject({
      failed: 1,
      skipped: granules.length,
    })
    const alone = await index('--retry-failed')
    expect(alone.code).toBe(1)
    expect(reportOf(alone)).toMatchObject({ failed: 1, skipped: 0 })
    cpSync(join(archive, granules[0]!), broken)
    expect(reportOf(await index(archive))).toMatchObject({ added: 1, failed: 0, failedBefore: 0 })
  })

  test('granules of files that are gone are removed when asked, and none else', async () => {
    await index(archive)
    const [gone, moved] = granules as [string, string]
    rmSync(join(archive, gone))
    mkdirSync(join(archive, 'moved'))
    renameSync(join(archive, moved), join(archive, 'moved', moved))
    const dry = await oceanid(['index', archive, '--reconcile', '--dry-run', '--catalog', catalog])
    expect(dry.stderr).toContain(`would remove`)
    expect(dry.stderr).toContain(gone)
    expect((await contentOf(catalog)).granules).toHaveLength(granules.length)
    const ran = await index(archive, '--reconcile')
    expect(ran.code).toBe(0)
    const removed = eventsOf(ran.stdout).filter(({ event }) => event === 'removed')
    expect(removed).toMatchObject([{ file: join(archive, gone) }])
    const { granules: left } = await contentOf(catalog)
    expect(left.map(({ id }) => `${id}.nc`).sort()).toEqual(granules.filter((name) => name !== gone).sort())
  })

  test('a folder that holds nothing, as when its disk is not mounted, removes nothing', async () => {
    await index(archive)
    rmSync(archive, { recursive: true })
    mkdirSync(archive)
    writeFileSync(join(archive, 'note.txt'), '')
    const ran = await index(archive, '--reconcile')
    expect(ran.code).toBe(2)
    const other = join(folder, 'other')
    copyTo(other)
    const both = await index(archive, other, '--reconcile', '--collection', 'x')
    expect(both.code).toBe(1)
    expect(both.stderr).toContain('nothing is taken for gone')
    expect((await contentOf(catalog)).granules).toHaveLength(2 * granules.length)
  })

  test('patterns, exclusions and dates choose among the files', async () => {
    const altimetry = granules.filter((name) => name.includes('DALT')).length
    expect(reportOf(await index(archive, '--pattern', '*DALT*'))).toMatchObject({ added: altimetry })
    const rest = granules.length - altimetry
    expect(reportOf(await index(archive, '--exclude', '*DALT*'))).toMatchObject({ added: rest, skipped: 0 })
    const later = await index(archive, '--since', '2999-01-01')
    expect(reportOf(later)).toMatchObject({ added: 0, older: granules.length })
  })
})

describe('an archive that many machines index', () => {
  test('parts that are indexed without a catalogue and imported are what indexing at once gives', async () => {
    await index(archive)
    const whole = await contentOf(catalog)
    const parts: string[] = []
    for (const number of [1, 2, 3]) {
      const part = join(folder, `part-${number}.ndjson${number === 2 ? '' : '.gz'}`)
      const ran = await oceanid(['index', archive, '--shard', `${number}/3`, '--output', part, '--jobs', '1'])
      expect(ran).toMatchObject({ code: 0, stderr: '' })
      parts.push(part)
    }
    expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([])
    const sizes = parts.map((part) => {
      const bytes = readFileSync(part)
      return (
        (part.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString().match(/"type":"Feature"/g)?.length ?? 0
      )
    })
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(granules.length)
    expect(Math.max(...sizes)).toBeLessThan(granules.length)
    const other = `sqlite:${join(folder, 'imported.db')}`
    const imported = await oceanid(['import', ...parts, '--catalog', other])
    expect(imported.stdout).toMatch(new RegExp(`^${granules.length} items imported .*, 0 failed`))
    const { granules: got, collections } = await contentOf(other)
    const timeless = (all: typeof got) => all.map(({ updated, ...granule }) => granule)
    expect(timeless(got)).toEqual(timeless(whole.granules))
    expect(collections).toEqual(whole.collections)
    const after = await oceanid(['index', archive, '--json', '--catalog', other])
    expect(reportOf(after)).toMatchObject({ added: 0, replaced: 0, skipped: granules.length })
  })

  test('two runs over the same files at once lose and double nothing', async () => {
    const one = granules.length
    const own = [[], [], ['--collection', 'mine']]
    const runs = await Promise.all(
      own.map((args) => oceanidApart(['index', archive, ...args, '--json', '--catalog', catalog])),
    )
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0])
    const reports = runs.map(reportOf)
    const added = reports.reduce((sum, report) => sum + Number(report.added), 0)
    expect(added).toBe(2 * one)
    expect((await contentOf(catalog)).granules).toHaveLength(2 * one)
  })

  test('a part that is cut off is told, and the others are imported', async () => {
    const [whole, cut] = [join(folder, 'whole.ndjson.gz'), join(folder, 'cut.ndjson.gz')]
    await oceanid(['index', archive, '--output', whole])
    writeFileSync(cut, readFileSync(whole).subarray(0, -200))
    const ran = await oceanid(['import', cut, whole, '--catalog', catalog])
    expect(ran.code).toBe(1)
    expect(ran.stderr).toMatch(/cut\.ndjson\.gz: is cut off or damaged/)
    expect((await contentOf(catalog)).granules).toHaveLength(granules.length)
  })

  test.each(['0/3', '4/3', '3', 'a/b'])('--shard %s is refused', async (shard) => {
    const ran = await index(archive, '--shard', shard)
    expect(ran.code).toBe(2)
    expect(ran.stderr).toMatch(/--shard: is K\/N/)
  })
})
