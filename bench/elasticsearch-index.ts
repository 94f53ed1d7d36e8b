/**
 * Measures `oceanid index` into Elasticsearch: copies of the fixtures into nothing, into the cluster, and their documents alone through the
 * bulk API. `node bench/elasticsearch-index.ts [FILES] [ROUNDS] [--apart]`; the cluster that ELASTICSEARCH_URL names, or a node of its own.
 */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Client } from '@elastic/elasticsearch'
import { globSync } from 'tinyglobby'
import type { Granule } from '../catalog/granule.ts'
import { openStore } from '../catalog/open.ts'
import type { Store } from '../catalog/store.ts'
import { indexFiles } from '../indexer/pipeline.ts'
import { startNode } from '../test/elasticsearch/node.ts'
import { bodyOf, bulkRaw, keepApart, median, removeIndices } from './raw-bulk.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { apart: { type: 'boolean', default: false } },
})
const [fileCount = 600, rounds = 3] = positionals.map(Number)
const node = process.env.ELASTICSEARCH_URL ? undefined : await startNode(1024)
const url = process.env.ELASTICSEARCH_URL ?? node!.url
if (values.apart) keepApart(node?.pid())
const client = new Client({ node: url, requestTimeout: 120_000 })
const scratch = mkdtempSync(join(tmpdir(), 'oceanid-bench-'))
const prefix = `bench-${process.pid}`
console.log(`Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}\n`)
try {
  await compareIndexing()
} finally {
  await removeIndices(client, prefix)
  await client.close()
  await node?.close()
  rmSync(scratch, { recursive: true })
}

async function compareIndexing(): Promise<void> {
  const files = copiesOfFixtures(fileCount)
  const kept: Granule[] = []
  const rates: { nothing: number[]; cluster: number[]; raw: number[] } = { nothing: [], cluster: [], raw: [] }
  for (let round = 0; round < rounds; round++) {
    kept.length = 0
    rates.nothing.push(await indexInto(collecting(kept), files))
    const store = await openStore(`${url}/${prefix}-files-${round}`)
    // The indices are made before, as those of the raw load are.
    await store.put(kept.slice(0, 25))
    rates.cluster.push(await indexInto(store, files))
    await store.close()
    const body = bodyOf(kept)
    rates.raw.push(
      kept.length /
        (await bulkRaw(client, url, `${prefix}-files-${round}`, [body], (collection) => collection)),
    )
  }
  const [nothing, cluster, raw] = [median(rates.nothing), median(rates.cluster), median(rates.raw)]
  console.log(`indexing ${files.length} files, ${availableParallelism()} threads, median of ${rates.raw.length}
oceanid index, nothing stored   ${nothing.toFixed(1)} files/s
oceanid index                   ${cluster.toFixed(1)} files/s
ratio                           ${(cluster / nothing).toFixed(2)}
raw bulk API, the documents     ${Math.round(raw)} items/s: storing is ${((100 * nothing) / raw).toFixed(1)} % of the time that reading takes\n`)
}

function copiesOfFixtures(count: number): string[] {
  const folder = join(scratch, 'files')
  mkdirSync(folder)
  const originals = globSync(fileURLToPath(new URL('../fixtures/granules/**/*.nc', import.meta.url)))
  return Array.from({ length: count }, (_, i) => {
    const original = originals[i % originals.length]!
    const copy = join(folder, `${basename(original, '.nc')}_${Math.floor(i / originals.length)}.nc`)
    copyFileSync(original, copy)
    return copy
  })
}

async function indexInto(store: Store, files: string[]): Promise<number> {
  const report = await indexFiles(files, store, { jobs: availableParallelism() }, (event) => {
    if (event.event === 'failed') throw new Error(`${event.file}: ${event.reason}`)
  })
  return (report.added + report.replaced) / report.seconds
}

/** A store that only takes. */
function collecting(kept: Granule[]): Store {
  const store: Pick<Store, 'put' | 'collection' | 'collections' | 'putCollection'> = {
    async put(granules) {
      kept.push(...granules)
      return granules.map(() => 'added' as const)
    },
    collection: async () => undefined,
    collections: async () => [],
    putCollection: async () => {},
  }
  return store as Store
}
