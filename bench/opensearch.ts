/**
 * Measures how fast entries are written in each format, beside the plain JSON of the same granules, and how much memory
 * a long answer holds. `node bench/opensearch.ts --help` tells how to call it.
 */
import { cpus, loadavg } from 'node:os'
import { Readable } from 'node:stream'
import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { granuleFeed } from '../api/opensearch/build-feed.ts'
import type { Feed } from '../api/opensearch/feed.ts'
import { type Format, formats } from '../api/opensearch/formats.ts'
import { parametersOf } from '../api/opensearch/parameters.ts'
import { pieceLength, readPieces } from '../api/pieces.ts'
import { openSqliteStore } from '../catalog/sqlite/open.ts'
import type { Store } from '../catalog/store.ts'
import { syntheticGranules } from './synthetic.ts'

const usage = `node bench/opensearch.ts [COUNT] [--entries N] [--rounds N]

  COUNT      granules in the catalogue, 100000
  --entries  of one answer, where speed is measured, 10000
  --rounds   of which the fastest counts, 5`

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean', short: 'h', default: false },
    entries: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '5' },
  },
})
if (options.help) {
  console.log(usage)
  process.exit(0)
}
const count = Number(positionals[0] ?? 100_000)
const entries = Number(options.entries)
const rounds = Number(options.rounds)

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

const store = await openSqliteStore(':memory:')
await fill(store)
console.log(
  `Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}, load ${loadavg()[0]!.toFixed(1)}, ${count} synthetic granules in memory\n`,
)
await measureSpeed()
await measureMemory()
await store.close()

async function fill(into: Store): Promise<void> {
  let batch = []
  for (const granule of syntheticGranules(count)) {
    batch.push(granule)
    if (batch.length === 500) {
      await into.put(batch)
      batch = []
    }
  }
  await into.put(batch)
}

async function measureSpeed(): Promise<void> {
  console.log(`Answers of ${entries} entries, the fastest of ${rounds}

| written | entries a second of processor | MB | time against JSON of the same |
|---|---|---|---|`)
  const reference = await fastest(plainJson)
  const results = new Map([
    ['read, not written', await fastest(reading)],
    ['plain JSON of the granules', reference],
  ])
  for (const format of formats) {
    results.set(format.title, await fastest(async () => format.write(await feedOf(format, entries))))
  }
  for (const [name, { seconds, bytes }] of results) {
    console.log(
      `| ${name} | ${Math.round(entries / seconds).toLocaleString('en')} | ${(bytes / 1e6).toFixed(1)} | ${(seconds / reference.seconds).toFixed(2)} |`,
    )
  }
}

/** What stays in use after each 5,000 entries, garbage collected. */
async function measureMemory(): Promise<void> {
  console.log(`\n| format | entries of one answer | most MB in use beyond those before |\n|---|---|---|`)
  for (const extension of ['atom', 'geojson', 'html']) {
    const format = formats.find((one) => one.extension === extension)!
    for (const length of [10_000, Math.min(count, 100_000)]) {
      collectGarbage()
      const before = process.memoryUsage().heapUsed
      let most = 0
      let pieces = 0
      for await (const _ of Readable.from(format.write(await feedOf(format, length)))) {
        if (++pieces % (5000 / pieceLength) !== 0) continue
        collectGarbage()
        most = Math.max(most, process.memoryUsage().heapUsed - before)
      }
      console.log(`| ${format.title} | ${length.toLocaleString('en')} | ${(most / 1e6).toFixed(1)} |`)
    }
  }
}

interface Result {
  /** Of the processor, so that what else the machine does counts little. */
  seconds: number
  bytes: number
}

async function fastest(start: () => Promise<AsyncIterable<string>>): Promise<Result> {
  let best: Result = { seconds: Infinity, bytes: 0 }
  for (let round = 0; round < rounds; round++) {
    const begun = process.cpuUsage()
    let bytes = 0
    for await (const text of Readable.from(await start())) bytes += Buffer.byteLength(text as string)
    const { user, system } = process.cpuUsage(begun)
    const seconds = (user + system) / 1e6
    if (seconds < best.seconds) best = { seconds, bytes }
  }
  return best
}

async function feedOf(format: Format, length: number): Promise<Feed> {
  const window = { offset: 0, count: length }
  const parameters = async () => parametersOf('granules')
  const answer = { honoured: [], parameters, window, ...(await readPieces(store, {}, undefined, window)) }
  const base = 'http://localhost:8080'
  const root = `${base}/opensearch`
  return granuleFeed(answer, { base, root, address: `${root}/granules.${format.extension}`, format })
}

async function reading(): Promise<AsyncIterable<string>> {
  const read = await readPieces(store, {}, undefined, { offset: 0, count: entries })
  return (async function* () {
    for await (const piece of read.entries) yield piece.length > 0 ? ' ' : ''
  })()
}

async function plainJson(): Promise<AsyncIterable<string>> {
  const read = await readPieces(store, {}, undefined, { offset: 0, count: entries })
  return (async function* () {
    for await (const piece of read.entries)
      yield `${piece.map((granule) => JSON.stringify(granule)).join(',')}\n`
  })()
}
