import { once } from 'node:events'
import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fixtures, oceanid, start } from './run.ts'

const passes = readdirSync(join(fixtures, 'granules')).filter((name) => name.includes('DALT'))
const source = (i: number) => join(fixtures, 'granules', passes[i]!)
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'oceanid-watch-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

interface Told {
  event: string
  file: string
  outcome?: string
}

/** Watches a folder in a process of its own. */
function watching(incoming: string, catalog: string, ...args: string[]) {
  const timing = ['--settle', '1.5', '--interval', '0.2', '--jobs', '1']
  const child = start(['watch', incoming, '--json', ...timing, ...args, '--catalog', catalog])
  const lines = createInterface(child.stdout!)[Symbol.asyncIterator]()
  return {
    next: async (): Promise<Told> => JSON.parse((await lines.next()).value as string) as Told,
    async stop(signal: NodeJS.Signals): Promise<number | null> {
      const closed = once(child, 'close')
      child.kill(signal)
      await closed
      return child.exitCode
    },
  }
}

test('files are indexed when they are complete, also those that came while nobody watched', async () => {
  const incoming = join(folder, 'incoming')
  mkdirSync(incoming)
  const catalog = `sqlite:${join(folder, 'watch.db')}`
  const at = (i: number) => join(incoming, passes[i]!)
  copyFileSync(source(0), at(0))
  const first = watching(incoming, catalog)
  expect(await first.next()).toMatchObject({ event: 'granule', file: at(0), outcome: 'added' })

  // One file grows piece by piece, another has the name of one that is being written until it is whole.
  const bytes = readFileSync(source(1))
  const pieces = 8
  for (let i = 0; i < pieces; i++) {
    appendFileSync(at(1), bytes.subarray((i * bytes.length) / pieces, ((i + 1) * bytes.length) / pieces))
    await new Promise((done) => setTimeout(done, 150))
  }
  expect(await first.next()).toMatchObject({ event: 'granule', file: at(1), outcome: 'added' })
  writeFileSync(`${at(2)}.part`, readFileSync(source(2)).subarray(0, 3000))
  await new Promise((done) => setTimeout(done, 3000))
  copyFileSync(source(2), `${at(2)}.part`)
  renameSync(`${at(2)}.part`, at(2))
  expect(await first.next()).toMatchObject({ event: 'granule', file: at(2), outcome: 'added' })
  expect(await first.stop('SIGTERM')).toBe(0)

  copyFileSync(source(3), at(3))
  writeFileSync(join(incoming, 'broken.nc'), 'no data')
  const second = watching(incoming, catalog)
  const told = [await second.next(), await second.next()]
  expect(told.map(({ event, file }) => [event, file]).sort()).toEqual([
    ['failed', join(incoming, 'broken.nc')],
    ['granule', at(3)],
  ])
  await second.stop('SIGKILL')
  const stored = await oceanid(['search', '--format', 'ndjson', '--catalog', catalog])
  expect(stored.stdout.trim().split('\n')).toHaveLength(4)
})

test('with --ready a file waits for the one that says so', async () => {
  const incoming = join(folder, 'ready')
  mkdirSync(incoming)
  const catalog = `sqlite:${join(folder, 'ready.db')}`
  const [waits, comes] = [join(incoming, passes[0]!), join(incoming, passes[1]!)]
  copyFileSync(source(0), waits)
  copyFileSync(source(1), comes)
  writeFileSync(`${comes}.ready`, '')
  const process = watching(incoming, catalog, '--ready', '.ready')
  expect(await process.next()).toMatchObject({ event: 'granule', file: comes })
  writeFileSync(`${waits}.ready`, '')
  expect(await process.next()).toMatchObject({ event: 'granule', file: waits })
  await process.stop('SIGTERM')
})

test('a folder that is not there is told', async () => {
  const ran = await oceanid([
    'watch',
    join(folder, 'nowhere'),
    '--catalog',
    `sqlite:${join(folder, 'no.db')}`,
  ])
  expect(ran.code).toBe(1)
  expect(ran.stderr).toMatch(/there is no folder/)
})
