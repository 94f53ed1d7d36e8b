import { createReadStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Client } from '@elastic/elasticsearch'
import { buildApp } from '../api/app.ts'
import { openStore } from '../catalog/open.ts'
import { readItem } from '../catalog/stac/item.ts'
import type { Store } from '../catalog/store.ts'
import { importItems } from '../indexer/items/import.ts'
import { linesOf } from '../indexer/items/lines.ts'
import { startNode } from '../test/elasticsearch/node.ts'
import { type LoadResult, loadHttp } from './http-load.ts'
import { type BulkBody, bodyOf, bulkRaw, keepApart, median, removeIndices } from './raw-bulk.ts'
import { rawSearch, searchClasses } from './search-classes.ts'

const usage = `node bench/elasticsearch.ts ITEMS [--seconds N] [--connections N] [--rounds N] [--only CLASSES] [--questions N] [--apart]

  ITEMS          STAC items, one a line
  --seconds      of each measurement, 8
  --connections  8
  --rounds       of loading, raw and through Oceanid in turn, 3
  --only         letters of classes, ABCDE
  --questions    different ones of each class, 300; with so many that none comes twice, nothing can be remembered of them
  --apart        the node on the first core alone and this program on the others (Linux), as where the cluster is elsewhere

Starts a node of its own, or takes the cluster that ELASTICSEARCH_URL names.`

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean', short: 'h', default: false },
    seconds: { type: 'string', default: '8' },
    connections: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', default: 'ABCDE' },
    questions: { type: 'string', default: '300' },
    apart: { type: 'boolean', default: false },
  },
})
const [file] = positionals
if (options.help || file === undefined) {
  console.log(usage)
  process.exit(options.help ? 0 : 2)
}
const seconds = Number(options.seconds)
const connections = Number(options.connections)

const node = process.env.ELASTICSEARCH_URL ? undefined : await startNode(2048)
const url = process.env.ELASTICSEARCH_URL ?? node!.url
if (options.apart) keepApart(node?.pid())
const client = new Client({ node: url, requestTimeout: 120_000 })
const scratch = mkdtempSync(join(tmpdir(), 'oceanid-bench-'))
const prefix = `bench-${process.pid}`
console.log(`Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}, items of ${file}\n`)
try {
  const loaded = await compareLoads(file)
  await compareSearches(loaded)
} finally {
  await removeIndices(client, prefix)
  await client.close()
  await node?.close()
  rmSync(scratch, { recursive: true })
}

/** Gives the prefix of the last catalogue that was loaded. */
async function compareLoads(items: string): Promise<string> {
  const bodies = bulkBodies(items)
  const count = bodies.reduce((sum, { granules }) => sum + granules, 0)
  const rates: { one: number[]; same: number[]; oceanid: number[] } = { one: [], same: [], oceanid: [] }
  const work: number[] = []
  let last = ''
  for (let round = 0; round < Number(options.rounds); round++) {
    last = `${prefix}-${round}`
    const before = process.cpuUsage()
    rates.oceanid.push(count / (await importInto(last, items)))
    const { user, system } = process.cpuUsage(before)
    work.push((user + system) / count)
    rates.same.push(count / (await bulkRaw(client, url, last, bodies, (collection) => collection)))
    rates.one.push(count / (await bulkRaw(client, url, last, bodies, () => 'all')))
  }
  const [one, same, oceanid] = [median(rates.one), median(rates.same), median(rates.oceanid)]
  const { _all } = await client.indices.stats({ index: `${last}-granules`, metric: ['store', 'docs'] })
  const bytes = (_all.primaries?.store?.size_in_bytes ?? 0) / (_all.primaries?.docs?.count ?? 1)
  console.log(`loading ${count} items, median of ${rates.oceanid.length}; the raw documents are made beforehand
raw bulk API, one index a collection  ${Math.round(same)} items/s
raw bulk API, one index               ${Math.round(one)} items/s
oceanid import                        ${Math.round(oceanid)} items/s, reading the items included
its own work                          ${Math.round(median(work))} microseconds of processor an item, on cores that the node needs too
ratio                                 ${(oceanid / same).toFixed(2)} and ${(oceanid / one).toFixed(2)}
size                                  ${Math.round(bytes)} bytes a granule\n`)
  return last
}

/** The catalogue and its collections are made before, as the index of the raw load is. */
async function importInto(catalog: string, items: string): Promise<number> {
  const first = await openStore(`${url}/${catalog}`)
  const lines = readFileSync(items, 'utf8').split('\n', 40)
  await first.put(lines.map((line) => readItem(JSON.parse(line))))
  await first.close()
  const began = performance.now()
  const store = await openStore(`${url}/${catalog}`, { elasticsearch: { bulkLoad: true } })
  await importFile(store, items)
  await store.close()
  return (performance.now() - began) / 1000
}

async function importFile(store: Store, items: string): Promise<void> {
  const report = await importItems(
    linesOf(createReadStream(items, { highWaterMark: 2 ** 20 })),
    items,
    store,
    {
      fail: (item, reason) => console.error(item, reason),
    },
  )
  if (report.failed > 0) throw new Error(`${report.failed} items failed`)
}

/** The documents that Oceanid stores, 500 a request. */
function bulkBodies(items: string): BulkBody[] {
  const lines = readFileSync(items, 'utf8').trimEnd().split('\n')
  const bodies: BulkBody[] = []
  for (let i = 0; i < lines.length; i += 500) {
    bodies.push(bodyOf(lines.slice(i, i + 500).map((line) => readItem(JSON.parse(line)))))
  }
  return bodies
}

async function compareSearches(catalog: string): Promise<void> {
  const sqlite = await openStore(`sqlite:${join(scratch, 'bench.db')}`)
  await importFile(sqlite, file!)
  const elasticsearch = await openStore(`${url}/${catalog}`)
  const servers = [await serve(sqlite), await serve(elasticsearch)]
  console.log('POST /stac/search, requests/s (p50, p95 in ms)\n')
  console.log('| | SQLite | Elasticsearch | raw query | ratio to raw |\n|---|---|---|---|---|')
  for (const [name, bodies] of Object.entries(searchClasses(Number(options.questions)))) {
    if (!options.only.includes(name[0]!)) continue
    const results = await Promise.all(servers.map(({ address }) => sanityOf(address, bodies[0]!)))
    if (results.some((status) => status !== 200)) {
      console.log(`| ${name} | answered ${results.join(', ')} | | | |`)
      continue
    }
    const texts = bodies.map((body) => JSON.stringify(body))
    const raws = bodies.map((body) => JSON.stringify(rawSearch(body)))
    const addresses = [
      { url: servers[0]!.address, bodies: texts },
      { url: servers[1]!.address, bodies: texts },
      { url: `${url}/${catalog}-granules/_search`, bodies: raws },
    ]
    const [embedded, distributed, raw] = (await inTurn(addresses)) as [LoadResult, LoadResult, LoadResult]
    const ratio = (distributed.requestsPerSecond / raw.requestsPerSecond).toFixed(2)
    console.log(`| ${name} | ${figures(embedded)} | ${figures(distributed)} | ${figures(raw)} | ${ratio} |`)
  }
  for (const { close } of servers) await close()
}

/** Three runs of each, in turn, so that all meet the same machine, and each with other questions first; of each the median by rate. */
async function inTurn(addresses: { url: string; bodies: string[] }[]): Promise<LoadResult[]> {
  const runs: LoadResult[][] = addresses.map(() => [])
  for (let turn = 0; turn < 3; turn++) {
    for (const [i, { url, bodies }] of addresses.entries()) {
      const begin = Math.floor((turn * bodies.length) / 3)
      const turned = [...bodies.slice(begin), ...bodies.slice(0, begin)]
      runs[i]!.push(await loadHttp({ url, bodies: turned, connections, seconds }))
    }
  }
  return runs.map((own) => own.toSorted((a, b) => a.requestsPerSecond - b.requestsPerSecond)[1]!)
}

async function serve(store: Store) {
  const app = await buildApp(store)
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  const close = async () => {
    await app.close()
    await store.close()
  }
  return { address: `${address}/stac/search`, close }
}

async function sanityOf(address: string, body: object): Promise<number> {
  const headers = { 'content-type': 'application/json' }
  return (await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) })).status
}

function figures({ requestsPerSecond, p50, p95, failed }: LoadResult): string {
  const errors = failed > 0 ? `, ${failed} failed` : ''
  return `${Math.round(requestsPerSecond)} (${p50.toFixed(1)}, ${p95.toFixed(1)}${errors})`
}
