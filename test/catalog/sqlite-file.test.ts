import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { CatalogUnavailableError, InvalidQueryError } from '../../catalog/errors.ts'
import { openStore } from '../../catalog/open.ts'
import { openSqliteStore } from '../../catalog/sqlite/open.ts'
import { randomGranules } from '../random-granules.ts'
import { seeded } from '../seeded.ts'
import { batchOf } from './kill-while-putting.ts'

const folder = mkdtempSync(join(tmpdir(), 'oceanid-sqlite-'))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0
const newPath = () => join(folder, `${files++}.db`)
const granules = randomGranules(seeded(50), 60)

describe('a catalogue file', () => {
  test('keeps everything when it is closed and opened again', async () => {
    const path = newPath()
    const store = await openSqliteStore(path)
    await store.put(granules)
    const before = await store.search({}, { limit: 100, segments: true })
    const collections = await store.collections()
    await store.close()
    const again = await openSqliteStore(path)
    expect(await again.search({}, { limit: 100, segments: true })).toEqual(before)
    expect(await again.collections()).toEqual(collections)
    await again.close()
  })

  test('learns what its granules have when it comes from an older version', async () => {
    const path = newPath()
    const store = await openSqliteStore(path)
    await store.put(randomGranules(seeded(51), 300))
    const known = await store.properties()
    const buckets = [{ by: 'value' as const, property: 'variables', most: 9 }]
    const counted = await store.aggregate({}, buckets)
    await store.close()
    const database = new DatabaseSync(path)
    database.exec(
      'DROP TABLE vocabulary; DROP TABLE file; DROP TABLE block; DROP TABLE "column"; PRAGMA user_version = 2',
    )
    database.close()
    const again = await openSqliteStore(path)
    expect(await again.properties()).toEqual(known)
    expect(await again.aggregate({}, buckets)).toEqual(counted)
    await again.close()
  })

  test('makes columns of what its granules have when it comes from an older version', async () => {
    const path = newPath()
    const store = await openSqliteStore(path)
    await store.put(randomGranules(seeded(52), 700))
    await store.close()
    const columns = () => {
      const database = new DatabaseSync(path)
      const all = database.prepare('SELECT * FROM "column" ORDER BY block, name').all()
      database.close()
      return all
    }
    const before = columns()
    expect(before.length).toBeGreaterThan(30)
    const database = new DatabaseSync(path)
    database.exec('DROP TABLE block; DROP TABLE "column"; PRAGMA user_version = 4')
    database.close()
    await (await openSqliteStore(path)).close()
    expect(columns()).toEqual(before)
  })

  test('takes ground tracks when it comes from an older version', async () => {
    const path = newPath()
    const store = await openSqliteStore(path)
    await store.put(granules.map(({ track, ...granule }) => granule))
    const before = await store.search({}, { limit: 100, segments: true })
    await store.close()
    const database = new DatabaseSync(path)
    database.exec(
      'DROP TABLE track; DROP TABLE vocabulary; DROP TABLE file; DROP TABLE block; DROP TABLE "column"; PRAGMA user_version = 1',
    )
    database.close()
    const again = await openSqliteStore(path)
    expect(await again.search({}, { limit: 100, segments: true, tracks: true })).toEqual(before)
    const tracked = granules.find(({ track }) => track)!
    await again.put([tracked])
    expect(await again.get(tracked.collection, tracked.id)).toEqual(tracked)
    await again.close()
  })

  test('is seen by two connections as each other leaves it, counts and extents too', async () => {
    const path = newPath()
    const [writer, other] = [await openSqliteStore(path), await openSqliteStore(path)]
    const readOnly = await openSqliteStore(path, { readOnly: true })
    for (let i = 0; i < granules.length; i += 10) {
      await (i % 20 === 0 ? writer : other).put(granules.slice(i, i + 10))
      const counts = await Promise.all([writer, other, readOnly].map((store) => store.count({})))
      expect(counts).toEqual(
        Array(3).fill(new Set(granules.slice(0, i + 10).map((g) => g.collection + g.id)).size),
      )
      expect(await readOnly.collections()).toEqual(await other.collections())
    }
    for (const { collection, id } of granules.slice(0, 30)) await other.delete(collection, id)
    expect(await readOnly.collections()).toEqual(await writer.collections())
    const shrunk = await readOnly.collections()
    for (const store of [readOnly, other, writer]) await store.close()
    // Closing counted the extents anew, and that is what they had been counted to be.
    const database = new DatabaseSync(path)
    expect(database.prepare('SELECT sum(stale) AS stale FROM collection').get()).toEqual({ stale: 0 })
    database.close()
    const again = await openSqliteStore(path, { readOnly: true })
    expect(await again.collections()).toEqual(shrunk)
    await again.close()
  })

  test('takes what many processes put at once, which also make it at once', async () => {
    const path = newPath()
    const script = fileURLToPath(new URL('put-until-killed.ts', import.meta.url))
    const exits = [0, 1000, 2000, 3000].map(async (first) => {
      const child = spawn(process.execPath, [script, path, String(first), '6'], {
        stdio: ['ignore', 'ignore', 'inherit'],
      })
      return (await once(child, 'exit'))[0]
    })
    expect(await Promise.all(exits)).toEqual([0, 0, 0, 0])
    const store = await openSqliteStore(path)
    // Every other batch replaces the one before.
    for (const first of [0, 1000, 2000, 3000]) {
      for (const number of [first + 1, first + 3, first + 5]) {
        for (const granule of batchOf(number)) expect(await store.get('killed', granule.id)).toEqual(granule)
      }
    }
    expect(await store.count({})).toBe(4 * 3 * batchOf(0).length)
    await store.close()
  })

  test('opened to be read is not changed, and not made', async () => {
    const path = newPath()
    await expect(openSqliteStore(path, { readOnly: true })).rejects.toThrow(
      /no catalogue at .*index some files/,
    )
    expect(existsSync(path)).toBe(false)
    const store = await openSqliteStore(path)
    await store.close()
    const reader = await openSqliteStore(path, { readOnly: true })
    await expect(reader.put(granules)).rejects.toThrow(CatalogUnavailableError)
    expect(await reader.count({})).toBe(0)
    await reader.close()
  })

  test('that is none is refused, and left as it was', async () => {
    const text = newPath()
    writeFileSync(text, 'time,lon,lat\n'.repeat(100))
    await expect(openSqliteStore(text)).rejects.toThrow(/not an Oceanid catalogue/)
    const foreign = newPath()
    const database = new DatabaseSync(foreign)
    database.exec('CREATE TABLE somebody (name TEXT)')
    database.close()
    await expect(openSqliteStore(foreign)).rejects.toThrow(/belongs to another program/)
    await expect(openSqliteStore(foreign, { readOnly: true })).rejects.toThrow(CatalogUnavailableError)
    await expect(openSqliteStore(folder)).rejects.toThrow(CatalogUnavailableError)
    await expect(openSqliteStore(join(folder, 'no', 'such', 'folder.db'))).rejects.toThrow(
      CatalogUnavailableError,
    )
  })

  test('of a newer version is refused, with what to do', async () => {
    const path = newPath()
    await (await openSqliteStore(path)).close()
    const database = new DatabaseSync(path)
    database.exec('PRAGMA user_version = 999')
    database.close()
    for (const readOnly of [true, false]) {
      await expect(openSqliteStore(path, { readOnly })).rejects.toThrow(/version 999.*use a newer Oceanid/)
    }
  })

  test('beside which nothing can be made says so', async () => {
    const path = newPath()
    await (await openSqliteStore(path)).close()
    symlinkSync(join(folder, 'no', 'such', 'file'), `${path}-shm`)
    await expect(openSqliteStore(path, { readOnly: true })).rejects.toThrow(/its folder writable/)
  })
})

describe('openStore', () => {
  test('opens a file by its URL or its name', async () => {
    for (const url of ['sqlite:', 'sqlite://', '']) {
      const path = newPath()
      const store = await openStore(url + path)
      expect(store.capabilities.engine).toBe('sqlite')
      expect(existsSync(path)).toBe(true)
      await store.close()
    }
  })

  test('refuses a URL of another kind', async () => {
    for (const url of ['postgres://host/db', 'catalogue', 'sqlite:', 'ftp:granules.db', '']) {
      await expect(openStore(url)).rejects.toThrow(InvalidQueryError)
    }
  })
})
