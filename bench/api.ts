/**
 * Measures `POST /stac/search` by five classes of questions, on each engine, beside answers of the same pages for which no
 * store is asked; and whether memory stays flat. `node bench/api.ts --help` tells how to call it.
 */
import { createReadStream, mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { buildApp } from '../api/app.ts'
import { openStore } from '../catalog/open.ts'
import type { GranulePage, Store } from '../catalog/store.ts'
import { importItems } from '../indexer/items/import.ts'
import { type LoadResult, loadHttp } from './http-load.ts'
import { type SearchBody, searchClasses } from './search-classes.ts'

const usage = `node bench/api.ts ITEMS... [--catalog URL] [--seconds N] [--connections N] [--requests N]

  ITEMS          files of STAC items, one a line; each is a catalogue of its own
  --catalog      also on Elasticsearch: https://host:9200/prefix, where nothing is; items of the first file
  --seconds      of each measurement, 8
  --connections  8
  --requests     over which memory is watched, 100000`

const { values: options, positionals: files } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean', short: 'h', default: false },
    catalog: { type: 'string' },
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
const scratch = mkdtempSync(join(tmpdir(), 'oceanid-bench-'))
try {
  console.log(
    `Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}, load ${loadavg()[0]?.toFixed(1)}`,
  )
  for (const [i, file] of files.entries()) {
    const store = await openStore(`sqlite:${join(scratch, `${i}.db`)}`)
    await measure(`SQLite, ${file}`, file, store)
    if (i === files.length - 1) await watchMemory(store)
    await store.close()
  }
  if (options.catalog !== undefined) {
    const store = await openStore(options.catalog)
    await measure(`Elasticsearch, ${files[0]}`, files[0]!, store)
    await store.close()
  }
} finally {
  rmSync(scratch, { recursive: true })
}

async function measure(title: string, file: string, store: Store): Promise<void> {
  const lines = createInterface({ input: createReadStream(file) })
  const report = await importItems(lines, file, store, {
    fail: (item, reason) => console.error(item, reason),
  })
  console.log(`\n${title}: ${report.added} items

| class | requests/s | p50 ms | p95 ms | the same page without a store | share |
|---|---|---|---|---|---|`)
  for (const [name, bodies] of Object.entries(searchClasses())) {
    const found = await run(store, bodies)
    const ceiling = await run(await withoutStore(store, bodies[0]!), bodies)
    const share = ((100 * found.requestsPerSecond) / ceiling.requestsPerSecond).toFixed(0)
    const cells = [
      name,
      Math.round(found.requestsPerSecond),
      found.p50.toFixed(1),
      found.p95.toFixed(1),
      Math.round(ceiling.requestsPerSecond),
      `${share} %`,
    ]
    console.log(`| ${cells.join(' | ')} |`)
  }
}

async function run(store: Store, bodies: SearchBody[], seconds = load.seconds): Promise<LoadResult> {
  const app = await buildApp(store)
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  const texts = bodies.map((body) => JSON.stringify(body))
  const result = await loadHttp({ url: `${address}/stac/search`, bodies: texts, ...load, seconds })
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
  const bodies = Object.values(searchClasses()).flat()
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
