/**
 * Sends requests of mixed kinds to a server over synthetic granules and tells its memory before and after:
 * `node bench/requests.ts [REQUESTS] [GRANULES]`. The references are the memory after a tenth of the requests, when all code is warm, and after
 * half of them, when what is remembered has grown to its bounds; and for the time as many requests to /health, which need no catalogue.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { buildApp } from '../api/app.ts'
import { openSqliteStore } from '../catalog/sqlite/open.ts'
import { seeded } from '../test/seeded.ts'
import { collectionCount, collectionName, syntheticGranules } from './synthetic.ts'

const [count = 100_000, granules = 20_000] = process.argv.slice(2).map(Number)
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
const random = seeded(1)
const scratch = mkdtempSync(join(tmpdir(), 'oceanid-bench-'))
const store = await openSqliteStore(join(scratch, 'bench.db'))
const app = await buildApp(store, { logger: false })
console.log(
  `Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}, load ${loadavg()[0]?.toFixed(1)}`,
)
try {
  let batch = []
  for (const granule of syntheticGranules(granules)) {
    batch.push(granule)
    if (batch.length === 500) await store.put(batch.splice(0))
  }
  await store.put(batch)
  batch = []
  const warm = Math.floor(count / 10)
  await ask(warm)
  const before = memory()
  const began = process.cpuUsage()
  const statuses = await ask(Math.floor(count / 2) - warm)
  const half = memory()
  for (const [status, number] of await ask(count - Math.floor(count / 2))) {
    statuses.set(status, (statuses.get(status) ?? 0) + number)
  }
  const busy = secondsSince(began)
  const after = memory()
  const plain = process.cpuUsage()
  for (let i = 0; i < count - warm; i++) await app.inject('/health')
  const reference = secondsSince(plain)
  const told = [...statuses].map(([status, number]) => `${number} x ${status}`).join(', ')
  console.log(`${count} requests over ${granules} granules: ${told}
memory after a tenth   heap ${before.heap} MB, resident ${before.resident} MB
memory after half      heap ${half.heap} MB, resident ${half.resident} MB
memory at the end      heap ${after.heap} MB, resident ${after.resident} MB
ratio                  of the heap ${(after.heap / before.heap).toFixed(2)} to a tenth, ${(after.heap / half.heap).toFixed(2)} to half
processor time         ${((1000 * busy) / (count - warm)).toFixed(2)} ms a request, ${(busy / reference).toFixed(1)} times that of /health`)
} finally {
  await app.close()
  await store.close()
  rmSync(scratch, { recursive: true })
}

async function ask(number: number): Promise<Map<number, number>> {
  const statuses = new Map<number, number>()
  for (let i = 0; i < number; i++) {
    const { statusCode } = await app.inject(request())
    statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1)
  }
  return statuses
}

function request() {
  const collection = collectionName(Math.floor(collectionCount * random()))
  const [west, south] = [Math.floor(-180 + 350 * random()), Math.floor(-90 + 170 * random())]
  const bbox = `${west},${south},${west + 10},${south + 10}`
  const year = 2010 + Math.floor(10 * random())
  const kinds = [
    () => `/stac/search?bbox=${bbox}&datetime=${year}-01-01T00:00:00Z/${year}-02-01T00:00:00Z`,
    () => ({
      method: 'POST' as const,
      url: '/stac/search',
      payload: { collections: [collection], limit: 20 },
    }),
    () => `/stac/search?collections=${collection}&f=csv&limit=50`,
    () => `/stac/collections/${collection}`,
    () => `/stac/collections/${collection}/items?bbox=${bbox}`,
    () => `/stac/aggregate?collections=${collection}&aggregations=total_count,datetime_max`,
    () => `/granules.atom?datasetId=${collection}&geoBox=${bbox}`,
    () => `/granules.json?datasetId=${collection}&timeStart=${year}-01-01&timeEnd=${year}-01-31`,
    () => '/stac/queryables',
    () => '/',
    () => `/stac/search?bbox=${bbox}&filter=cycle>${Math.floor(100 * random())}`,
    () => `/stac/search?bbox=not,a,box,${Math.floor(100 * random())}`,
    () => `/stac/collections/nothing-${Math.floor(1e6 * random())}`,
  ]
  return kinds[Math.floor(kinds.length * random())]!()
}

function memory(): { heap: number; resident: number } {
  collect()
  const { heapUsed, rss } = process.memoryUsage()
  return { heap: Math.round(heapUsed / 2 ** 20), resident: Math.round(rss / 2 ** 20) }
}

function secondsSince(begin: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(begin)
  return (user + system) / 1e6
}
