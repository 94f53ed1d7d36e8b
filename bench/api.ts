/**
 * Measures `POST /stac/search` by five classes of questions, on each engine, beside answers of the same pages for which no
 * store is asked and beside another STAC API with the same items; and whether memory stays flat. `--help` tells how to call it.
 */
import { createReadStream, mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Client } from '@elastic/elasticsearch'
import { buildApp } from '../api/app.ts'
import { openStore } from '../catalog/open.ts'
import type { GranulePage, Store } from '../catalog/store.ts'
import { importItems } from '../indexer/items/import.ts'
import { linesOf } from '../indexer/items/lines.ts'
import { startNode } from '../test/elasticsearch/node.ts'
import { type LoadResult, loadHttp } from './http-load.ts'
import { removeIndices } from './raw-bulk.ts'
import { type SearchBody, searchClasses } from './search-classes.ts'

const usage = `node bench/api.ts ITEMS... [--engine sqlite|elasticsearch] [--peer URL] [--questions N] [--keep FOLDER]
       [--only CLASSES] [--seconds N] [--connections N] [--requests N]

  ITEMS          files of STAC items, one a line; each is a catalogue of its own
  --engine       only this one; both otherwise. Elasticsearch is the cluster that ELASTICSEARCH_URL names, or a node of its own
  --peer         address of another STAC API on this machine, with its /search, that has the same items: asked in turn with each class
  --questions    different ones of each class, 300; with so many that none comes twice, nothing can be remembered of them
  --keep         where SQLite catalogues are left, and found by the next run
  --only         letters of classes, ABCDE
  --seconds      of each measurement, 8
  --connections  8
  --requests     over which memory is watched, 100000; 0 leaves that out`

const { values: options, positionals: files } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean', short: 'h', default: false },
    engine: { type: 'string' },
    peer: { type: 'string' },
    questions: { type: 'string', default: '300' },
    keep: { type: 'string' },
    only: { type: 'string', default: 'ABCDE' },
    seconds: { type: 'string', default: '8' },
    connections: { type: 'string', default: '8' },
    requests: { type: 'string', default: '100000' },
  },
})
if (options.help || files.length === 0) {
  console.log(usage)
  process.exit(options.help ? 0 : 2)
}
const load = { seconds: Number(options.seconds), connections: Number(options.connections) }
const classes = Object.entries(searchClasses(Number(options.questions))).filter(([name]) =>
  options.only.includes(name[0]!),
)
const scratch = mkdtempSync(join(tmpdir(), 'oceanid-bench-'))
try {
  console.log(
    `Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}, load ${loadavg()[0]?.toFixed(1)}`,
  )
  if (options.engine !== 'elasticsearch') await measureEmbedded()
  if (options.engine !== 'sqlite') await measureDistributed()
} finally {
  rmSync(scratch, { recursive: true })
}

async function measureEmbedded(): Promise<void> {
  for (const file of files) {
    const store = await openStore(
      `sqlite:${join(options.keep ?? scratch, `${resolve(file).replaceAll(/[^\w.]+/g, '-')}.db`)}`,
    )
    await measure(`SQLite, ${file}`, file, store)
    if (file === files.at(-1) && Number(options.requests) > 0) await watchMemory(store)
    await store.close()
  }
}

async function measureDistributed(): Promise<void> {
  const node = process.env.ELASTICSEARCH_URL ? undefined : await startNode(2048)
  const url = process.env.ELASTICSEARCH_URL ?? node!.url
  const client = new Client({ node: url, requestTimeout: 120_000 })
  const prefix = `bench-api-${process.pid}`
  try {
    for (const [i, file] of files.entries()) {
      const loading = await openStore(`${url}/${prefix}-${i}`, { elasticsearch: { bulkLoad: true } })
      await fill(loading, file)
      await loading.close()
      const store = await openStore(`${url}/${prefix}-${i}`)
      await measure(`Elasticsearch, ${file}`, file, store)
      await store.close()
    }
  } finally {
    await removeIndices(client, prefix)
    await client.close()
    await node?.close()
  }
}

async function fill(store: Store, file: string): Promise<void> {
  if ((await store.count({})) > 0) return
  const began = performance.now()
  const report = await importItems(linesOf(createReadStream(file, { highWaterMark: 2 ** 20 })), file, store, {
    fail: (item, reason) => console.error(item, reason),
  })
  const seconds = (performance.now() - began) / 1000
  console.log(`\nloaded ${report.added} items in ${seconds.toFixed(0)} s`)
}

async function measure(title: string, file: string, store: Store): Promise<void> {
  await fill(store, file)
  const peer = options.peer === undefined ? '' : ` ${options.peer} | ratio |`
  console.log(`\n${title}: ${await store.count({})} items, ${options.questions} questions of each class

| class | requests/s | p50 ms | p95 ms | the same page without a store | share |${peer}
|---|---|---|---|---|---|${options.peer === undefined ? '' : '---|---|'}`)
  for (const [name, bodies] of classes) {
    const found = await run(store, bodies)
    const ceiling = await run(await withoutStore(store, bodies[0]!), bodies)
    const cells = [
      name,
      Math.round(found.requestsPerSecond),
      found.p50.toFixed(1),
      found.p95.toFixed(1),
      Math.round(ceiling.requestsPerSecond),
      `${((100 * found.requestsPerSecond) / ceiling.requestsPerSecond).toFixed(0)} %`,
      ...(options.peer === undefined ? [] : await besidePeer(options.peer, bodies, found)),
    ]
    console.log(`| ${cells.join(' | ')} |`)
  }
}

async function besidePeer(peer: string, bodies: SearchBody[], own: LoadResult): Promise<(string | number)[]> {
  const { requestsPerSecond, failed } = await loadHttp({ url: peer, bodies: textsOf(bodies), ...load })
  if (failed > 0) return [`${failed} failed`, '']
  return [Math.round(requestsPerSecond), (own.requestsPerSecond / requestsPerSecond).toFixed(1)]
}

function textsOf(bodies: SearchBody[]): string[] {
  return bodies.map((body) => JSON.stringify(body))
}

async function run(store: Store, bodies: SearchBody[], seconds = load.seconds): Promise<LoadResult> {
  const app = await buildApp(store)
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  const result = await loadHttp({ url: `${address}/stac/search`, bodies: textsOf(bodies), ...load, seconds })
  await app.close()
  if (result.failed > 0) throw new Error(`${result.failed} requests failed`)
  return result
}

/** Gives one page, that of the first question, whatever is asked. */
async function withoutStore(store: Store, { limit }: SearchBody): Promise<Store> {
  const page: GranulePage = await store.search({}, { limit })
  return { ...store, search: async () => page }
}

async function watchMemory(store: Store): Promise<void> {
  const bodies = classes.flatMap(([, own]) => own)
  console.log('\nmemory, all classes in turn\n\n| requests | resident MB |\n|---|---|')
  let requests = 0
  for (let next = 0; requests < Number(options.requests); ) {
    const { requestsPerSecond } = await run(store, bodies, load.seconds)
    requests += Math.round(requestsPerSecond * load.seconds)
    if (requests < next) continue
    console.log(`| ${requests} | ${Math.round(process.memoryUsage().rss / 2 ** 20)} |`)
    next = requests + Number(options.requests) / 10
  }
}
