/**
 * Measures `oceanid import`: items of synthetic granules from a file into a catalogue, against the same lines put into the bare engine, in
 * turn: `node bench/import.ts [ITEMS] [ROUNDS] [--elasticsearch]`. SQLite without; with it the cluster that ELASTICSEARCH_URL names, or a node
 * of its own. Raw SQLite has one table of collection, id and line; raw Elasticsearch is the bulk API with the documents as Oceanid has them.
 */
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { Client } from '@elastic/elasticsearch'
import type { Granule } from '../catalog/granule.ts'
import { openStore } from '../catalog/open.ts'
import { granuleFeature } from '../cli/output/feature.ts'
import { importItems } from '../indexer/items/import.ts'
import { startNode } from '../test/elasticsearch/node.ts'
import { bodyOf, bulkRaw, median, removeIndices } from './raw-bulk.ts'
import { syntheticGranules } from './synthetic.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { elasticsearch: { type: 'boolean', default: false } },
})
const [count = 50_000, rounds = 3] = positionals.map(Number)
const inPut = 2000
const scratch = mkdtempSync(join(tmpdir(), 'oceanid-bench-'))
const file = join(scratch, 'items.ndjson')
console.log(
  `Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}, load ${loadavg()[0]?.toFixed(1)}`,
)
try {
  await pipeline(lines, createWriteStream(file))
  await (values.elasticsearch ? overElasticsearch() : overSqlite())
} finally {
  rmSync(scratch, { recursive: true })
}

function* lines(): Generator<string> {
  for (const granule of syntheticGranules(count)) yield `${JSON.stringify(granuleFeature(granule))}\n`
}

async function overSqlite(): Promise<void> {
  const own: number[] = []
  const raw: number[] = []
  for (let round = 0; round < rounds; round++) {
    own.push(await importInto(`sqlite:${join(scratch, `${round}.db`)}`))
    raw.push(await rawSqlite(join(scratch, `${round}-raw.db`)))
  }
  tell('SQLite', own, raw)
}

async function overElasticsearch(): Promise<void> {
  const node = process.env.ELASTICSEARCH_URL ? undefined : await startNode(1024)
  const url = process.env.ELASTICSEARCH_URL ?? node!.url
  const client = new Client({ node: url, requestTimeout: 120_000 })
  const prefix = `bench-${process.pid}`
  const granules = [...syntheticGranules(count)]
  const bodies = batches(granules).map(bodyOf)
  const own: number[] = []
  const raw: number[] = []
  try {
    for (let round = 0; round < rounds; round++) {
      const name = `${prefix}-${round}`
      own.push(await importInto(`${url}/${name}`, true))
      raw.push(await bulkRaw(client, url, name, bodies, (collection) => collection))
    }
  } finally {
    await removeIndices(client, prefix)
    await client.close()
    await node?.close()
  }
  tell('Elasticsearch', own, raw)
}

/** Seconds, from an empty catalogue to the last item. */
async function importInto(url: string, bulkLoad = false): Promise<number> {
  const store = await openStore(url, { elasticsearch: { bulkLoad } })
  const began = performance.now()
  const input = createInterface({ input: createReadStream(file), crlfDelay: Infinity })
  const report = await importItems(input, file, store, {
    fail: (item, reason) => {
      throw new Error(`${item}: ${reason}`)
    },
  })
  await store.close()
  if (report.added !== count) throw new Error(`${report.added} of ${count} were imported`)
  return (performance.now() - began) / 1000
}

async function rawSqlite(path: string): Promise<number> {
  const database = new DatabaseSync(path)
  database.exec('PRAGMA journal_mode = wal; PRAGMA synchronous = full')
  database.exec('CREATE TABLE item (collection TEXT, id TEXT, line TEXT, PRIMARY KEY (collection, id))')
  const insert = database.prepare('INSERT INTO item VALUES (?, ?, ?)')
  const began = performance.now()
  let number = 0
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    if (number % inPut === 0) database.exec('BEGIN IMMEDIATE')
    const { collection, id } = JSON.parse(line) as { collection: string; id: string }
    insert.run(collection, id, line)
    if (++number % inPut === 0) database.exec('COMMIT')
  }
  if (number % inPut > 0) database.exec('COMMIT')
  database.close()
  return (performance.now() - began) / 1000
}

function batches(granules: Granule[]): Granule[][] {
  const number = Math.ceil(granules.length / inPut)
  return Array.from({ length: number }, (_, i) => granules.slice(i * inPut, (i + 1) * inPut))
}

function tell(engine: string, own: number[], raw: number[]): void {
  const [mine, bare] = [median(own), median(raw)]
  console.log(`${engine}, ${count} items, median of ${rounds}
oceanid import   ${Math.round(count / mine)} items/s
the bare engine  ${Math.round(count / bare)} items/s
ratio            ${(mine / bare).toFixed(2)} times its time`)
}
