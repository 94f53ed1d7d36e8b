import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { CatalogUnavailableError } from '../../catalog/errors.ts'
import type { Granule } from '../../catalog/granule.ts'
import type { Store } from '../../catalog/store.ts'
import { type IndexEvent, indexFiles } from '../../indexer/pipeline.ts'
import { type FileOutcome, type ReadFilesOptions, readFiles } from '../../indexer/read-files.ts'
import { openScanStore } from '../scan-store.ts'

const module = new URL('./acting-worker.ts', import.meta.url)
const limits = { timeout: 20_000, memory: 2 ** 30 }

async function outcomes(files: string[], options: Partial<ReadFilesOptions> = {}): Promise<FileOutcome[]> {
  const found: FileOutcome[] = []
  for await (const outcome of readFiles(files, { jobs: 1, limits, module, ...options })) found.push(outcome)
  return found
}

const threadOf = (outcome: FileOutcome | undefined) =>
  outcome && 'described' in outcome ? outcome.described.sources.thread : undefined
const reasonOf = (outcome: FileOutcome | undefined) =>
  outcome && 'error' in outcome ? outcome.error.message : undefined

describe('reading in threads', () => {
  test('one thread reads one file after the other', async () => {
    const found = await outcomes(['c/ok-1.nc', 'c/broken-2.nc', 'c/ok-3.nc'])
    expect(found.map(({ file }) => file)).toEqual(['c/ok-1.nc', 'c/broken-2.nc', 'c/ok-3.nc'])
    expect(reasonOf(found[1])).toBe('is broken')
    expect(threadOf(found[2])).toBe(threadOf(found[0]))
  })

  test('a file that hangs is given up by name, and a fresh thread goes on', async () => {
    const found = await outcomes(['c/ok-1.nc', 'c/hang-2.nc', 'c/ok-3.nc'], {
      limits: { ...limits, timeout: 1000 },
    })
    expect(found[1]).toMatchObject({ file: 'c/hang-2.nc', error: { file: 'c/hang-2.nc' } })
    expect(reasonOf(found[1])).toMatch(/not read within 1 s/)
    expect(threadOf(found[2])).not.toBe(threadOf(found[0]))
  })

  test('a file that loops without end is stopped', async () => {
    const found = await outcomes(['c/ok-1.nc', 'c/loop-2.nc', 'c/ok-3.nc'], {
      limits: { ...limits, timeout: 1000 },
    })
    expect(found.map(reasonOf)).toEqual([undefined, expect.stringMatching(/not read within 1 s/), undefined])
  })

  test('a file that eats the memory ends its thread, not the process', async () => {
    const found = await outcomes(['c/ok-1.nc', 'c/eat-2.nc', 'c/ok-3.nc'], {
      limits: { timeout: 60_000, memory: 2 ** 30, heap: 64 },
    })
    expect(found.map(reasonOf)).toEqual([undefined, expect.stringMatching(/memory/), undefined])
  })

  test.each([
    ['throw', /thrown outside/],
    ['exit', /exit code 3/],
    ['trap', /trapped/],
  ])('a file that takes its thread down (%s) is named, and a fresh thread goes on', async (act, reason) => {
    const found = await outcomes(['c/ok-1.nc', `c/${act}-2.nc`, 'c/ok-3.nc'])
    expect(reasonOf(found[1])).toMatch(reason)
    expect(threadOf(found[2])).toBeDefined()
    expect(threadOf(found[2])).not.toBe(threadOf(found[0]))
  })

  test('a file that ends a used thread is tried again in a fresh one', async () => {
    const found = await outcomes(['c/ok-1.nc', 'c/once-2.nc', 'c/ok-3.nc'])
    expect(found.map(reasonOf)).toEqual([undefined, undefined, undefined])
    expect(threadOf(found[1])).not.toBe(threadOf(found[0]))
  })

  test('a thread that fails between two files, or at the start of the next, costs no other file', async () => {
    const found = await outcomes(['c/after-1.nc', 'c/slow-2.nc', 'c/ok-3.nc'])
    expect(found.map(reasonOf)).toEqual([undefined, undefined, undefined])
    for await (const outcome of readFiles(['c/after-1.nc'], { jobs: 1, limits, module })) {
      await wait(200)
      expect(reasonOf(outcome)).toBeUndefined()
    }
  })

  test('threads that cannot start end the run, and blame no file', async () => {
    const broken = new URL('data:text/javascript,throw new Error("incomplete installation")')
    await expect(outcomes(['c/ok-1.nc'], { module: broken })).rejects.toThrow(
      /cannot start: incomplete installation/,
    )
    const silent = new URL('data:text/javascript,process.exit(7)')
    await expect(outcomes(['c/ok-1.nc'], { module: silent })).rejects.toThrow(/cannot start: exit code 7/)
  })

  test('a thread that has grown too large makes way after its file', async () => {
    const found = await outcomes(['c/ok-1.nc', 'c/fat-2.nc', 'c/ok-3.nc'])
    expect(threadOf(found[1])).toBe(threadOf(found[0]))
    expect(threadOf(found[2])).not.toBe(threadOf(found[1]))
  })

  test('a slow file does not hold up the others', async () => {
    const files = ['c/slow-1.nc', 'c/ok-2.nc', 'c/ok-3.nc']
    const found = await outcomes(files, { jobs: 2 })
    expect(found.map(({ index }) => index).sort()).toEqual([0, 1, 2])
    expect(found.every(({ index, file }) => files[index] === file)).toBe(true)
    expect(new Set(found.map(threadOf)).size).toBe(2)
  })

  test('after an interruption what is in hand is finished and nothing is begun', async () => {
    const controller = new AbortController()
    const files = Array.from({ length: 50 }, (_, i) => `c/ok-${i}.nc`)
    const found: string[] = []
    for await (const { file } of readFiles(files, { jobs: 1, limits, module, signal: controller.signal })) {
      found.push(file)
      if (found.length === 3) controller.abort()
    }
    // The fourth was in hand when the third was given.
    expect(found).toEqual(files.slice(0, 4))
  })
})

async function run(files: string[], store: Store = openScanStore(), jobs = 2) {
  const events: IndexEvent[] = []
  const report = await indexFiles(files, store, { jobs, limits, module }, (event) => events.push(event))
  return { store, report, events }
}

describe('indexing', () => {
  test('stores what can be read and names what cannot', async () => {
    const { store, report, events } = await run(['a/ok-1.nc', 'a/broken-2.nc', 'b/odd-3.nc', 'a/exit-4.nc'])
    expect(report).toMatchObject({
      added: 2,
      replaced: 0,
      failed: 2,
      superseded: 0,
      readingSeconds: 0.004,
      footprintSeconds: 0.006,
    })
    expect(await store.get('a', 'ok-1')).toBeDefined()
    expect(await store.get('b', 'odd-3')).toBeDefined()
    const failed = events.filter(({ event }) => event === 'failed')
    expect(failed.map(({ file }) => file).sort()).toEqual(['a/broken-2.nc', 'a/exit-4.nc'])
    expect(events).toContainEqual({ event: 'warning', file: 'b/odd-3.nc', message: 'is odd' })
  })

  test('a second run replaces', async () => {
    const { store } = await run(['a/ok-1.nc', 'a/ok-2.nc'])
    const { report } = await run(['a/ok-1.nc', 'a/ok-3.nc'], store)
    expect(report).toMatchObject({ added: 1, replaced: 1 })
    expect(await store.count({})).toBe(3)
  })

  test('describes a collection when it is new, and leaves one that is there as it is', async () => {
    const store = openScanStore()
    const kept = { id: 'a', title: 'Kept', description: '', license: 'other', keywords: [], providers: [] }
    await store.putCollection(kept)
    await run(['a/ok-1.nc', 'b/ok-2.nc'], store)
    expect(await store.collection('a')).toMatchObject({ title: 'Kept', granules: 1 })
    expect(await store.collection('b')).toMatchObject({ title: 'Title of b', granules: 1 })
  })

  test.each([
    ['done first', ['x/a/slow-1.nc', 'y/a/slow-1.nc', 'z/b/slow-1.nc'], 1],
    ['done last', ['x/a/ok-1.nc', 'y/a/ok-1.nc', 'z/b/ok-1.nc'], 2],
  ])('of files with one key the later in the order given is kept, and the other named (%s)', async (_, files, jobs) => {
    const { store, report, events } = await run(files, openScanStore(), jobs)
    const id = files[0]!.includes('slow') ? 'slow-1' : 'ok-1'
    expect((await store.get('a', id))?.properties.path).toBe(files[1])
    expect(await store.get('b', id)).toBeDefined()
    expect(report).toMatchObject({ added: 2, replaced: 0, superseded: 1 })
    const warnings = events.filter(({ event }) => event === 'warning')
    expect(warnings).toMatchObject([{ file: files[0], message: expect.stringContaining(files[1]!) }])
  })

  test('one granule that the catalogue refuses does not keep out its batch', async () => {
    const refusing = openScanStore()
    const { put } = refusing
    refusing.put = async (batch: Granule[]) => {
      if (batch.some(({ id }) => id === 'ok-2')) throw new Error('bad shape')
      return put(batch)
    }
    const { report, events } = await run(['a/ok-1.nc', 'a/ok-2.nc', 'a/ok-3.nc'], refusing)
    expect(report).toMatchObject({ added: 2, failed: 1 })
    expect(events).toContainEqual({
      event: 'failed',
      file: 'a/ok-2.nc',
      reason: 'the catalogue refused it: bad shape',
    })
  })

  test('a catalogue that does not answer ends the run', async () => {
    const absent = openScanStore()
    absent.put = async () => {
      throw new CatalogUnavailableError('no answer')
    }
    const files = Array.from({ length: 250 }, (_, i) => `a/ok-${i}.nc`)
    await expect(run(files, absent)).rejects.toThrow('no answer')
  })

  test('puts at most a hundred at a time, one put after the other', async () => {
    const store = openScanStore()
    const { put } = store
    const sizes: number[] = []
    let busy = 0
    store.put = async (batch) => {
      expect(busy++).toBe(0)
      sizes.push(batch.length)
      const outcome = await put(batch)
      busy--
      return outcome
    }
    await run(
      Array.from({ length: 230 }, (_, i) => `a/ok-${i}.nc`),
      store,
    )
    expect(Math.max(...sizes)).toBe(100)
    expect(await store.count({})).toBe(230)
  })
})
