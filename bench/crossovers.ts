/**
 * Measures the search for crossovers of analytic orbits, from a warm catalogue to the CSV written: ten days of two missions
 * within three hours beside the same geometry alone and beside all pairs of granules, a year of two missions in parts that show the
 * growth, ten days of ten missions. `node bench/crossovers.ts --help` tells how to call it.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { exactComparisons } from '../catalog/crossovers/comparisons.ts'
import type { Crossover } from '../catalog/crossovers/crossover.ts'
import { findCrossovers } from '../catalog/crossovers/find.ts'
import { type CrossoverRequest, pairsOf } from '../catalog/crossovers/request.ts'
import { leastDifference } from '../catalog/crossovers/window.ts'
import type { Granule } from '../catalog/granule.ts'
import { openStore } from '../catalog/open.ts'
import type { Store } from '../catalog/store.ts'
import { crossoverWriter } from '../cli/output/crossovers/formats.ts'
import { startNode } from '../test/elasticsearch/node.ts'
import { missionGranules, missionOrbit } from './missions.ts'
import { firstInstant } from './synthetic.ts'

const usage = `node bench/crossovers.ts [--elasticsearch] [--days N]

  --elasticsearch  ten days of two missions on Elasticsearch too: a node of its own, or the
                   cluster that ELASTICSEARCH_URL names
  --days           of the long search, 365`

const { values: options } = parseArgs({
  options: {
    help: { type: 'boolean', short: 'h', default: false },
    elasticsearch: { type: 'boolean', default: false },
    days: { type: 'string', default: '365' },
  },
})
if (options.help) {
  console.log(usage)
  process.exit(0)
}

const hours = 3_600_000
const window = { least: -3 * hours, greatest: 3 * hours }
const rounds = 7
const names = Array.from({ length: 10 }, (_, i) => `mission-${i}`)
const scratch = mkdtempSync(join(tmpdir(), 'oceanid-bench-'))
console.log(`Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}\n`)
try {
  await tenDaysOfTwo(`sqlite:${join(scratch, 'two.db')}`, 'SQLite')
  if (options.elasticsearch) await onElasticsearch()
  await tenDaysOfTen()
  await longTime(Number(options.days))
} finally {
  rmSync(scratch, { recursive: true })
}

async function tenDaysOfTwo(url: string, engine: string): Promise<void> {
  const store = await openStore(url)
  try {
    const granules = await load(store, names.slice(0, 2), 10)
    const bytes = granules.reduce((sum, { track }) => sum + track!.length, 0) / granules.length
    const request = { pairs: pairsOf(names.slice(0, 2)), window }
    const searches = await repeat(() => searchToFile(store, request))
    console.log(
      `ten days of two missions within 3 h, ${engine}: ${granules.length} granules, ${bytes.toFixed(0)} bytes a track`,
    )
    console.log(`  search to CSV      ${row(searches)}  ${searches[0]!.found} crossovers`)
    if (engine !== 'SQLite') return
    const near = await repeat(async () => compareAll(granules, true))
    console.log(
      `  geometry alone     ${row(near)}  ${near[0]!.found} crossovers, of granules within 3 h; ratio ${ratio(searches, near)}`,
    )
    const all = [compareAll(granules, false)]
    console.log(
      `  all pairs          ${row(all)}  ${all[0]!.found} crossovers at any time; ratio ${ratio(searches, all)}\n`,
    )
  } finally {
    await store.close()
  }
}

async function onElasticsearch(): Promise<void> {
  const node = process.env.ELASTICSEARCH_URL ? undefined : await startNode(2048)
  try {
    const url = process.env.ELASTICSEARCH_URL ?? node!.url
    await tenDaysOfTwo(`${url}/bench-${process.pid}`, 'Elasticsearch')
    console.log()
  } finally {
    await node?.close()
  }
}

async function tenDaysOfTen(): Promise<void> {
  const store = await openStore(`sqlite:${join(scratch, 'ten.db')}`)
  try {
    const granules = await load(store, names, 10)
    const searches = await repeat(() => searchToFile(store, { pairs: pairsOf(names), window }), 3)
    console.log(`ten days of ten missions, ${granules.length} granules, 45 pairs of missions:`)
    console.log(`  search to CSV      ${row(searches)}  ${searches[0]!.found} crossovers\n`)
  } finally {
    await store.close()
  }
}

async function longTime(days: number): Promise<void> {
  const store = await openStore(`sqlite:${join(scratch, 'long.db')}`)
  try {
    let granules = 0
    for (let from = 0; from < days; from += 10) {
      granules += (await load(store, names.slice(0, 2), Math.min(10, days - from), from)).length
    }
    console.log(`${days} days of two missions, ${granules} granules:`)
    const whole = { pairs: pairsOf(names.slice(0, 2)), window }
    for (const share of [1 / 8, 1 / 4, 1 / 2, 1]) {
      const end = firstInstant + share * days * 24 * hours
      global.gc?.()
      const { seconds, processorSeconds, found, memory } = await searchToFile(store, {
        ...whole,
        period: { end },
      })
      const each = ((1e6 * processorSeconds) / (granules * share + found)).toFixed(0)
      console.log(
        `  ${(share * days).toFixed(0).padStart(4)} days          ${seconds.toFixed(3)} s (${processorSeconds.toFixed(3)} s of processor)  ${found} crossovers, ${each} us a granule or crossover, ${memory.toFixed(0)} MB at most`,
      )
    }
  } finally {
    await store.close()
  }
}

interface Measured {
  seconds: number
  /** Of all threads; on a machine that does other things too it says more. */
  processorSeconds: number
  found: number
  /** Most memory of the process, megabytes. */
  memory: number
}

async function searchToFile(store: Store, request: CrossoverRequest): Promise<Measured> {
  const clock = startClock()
  const writer = crossoverWriter('csv')
  const file = await open(join(scratch, 'crossovers.csv'), 'w')
  let [found, memory] = [0, 0]
  let batch: Crossover[] = []
  const flush = async () => {
    await file.write(writer.page(batch, found))
    found += batch.length
    batch = []
    memory = Math.max(memory, process.memoryUsage.rss() / 1e6)
  }
  await file.write(writer.begin)
  for await (const crossover of findCrossovers(store, request)) {
    batch.push(crossover)
    if (batch.length === 500) await flush()
  }
  await flush()
  await file.close()
  return { ...clock(), found, memory }
}

/** Every granule of one mission with every one of the other, or with those within the window alone; decoded, in memory. */
function compareAll(granules: Granule[], near: boolean): Measured {
  const clock = startClock()
  let found = 0
  const [one, other] = names
    .slice(0, 2)
    .map((name) => granules.filter(({ collection }) => collection === name))
  const criteria = { window: near ? window : { least: -1e12, greatest: 1e12 } }
  for (const a of one!) {
    for (const b of other!) {
      if (leastDifference(a, b, criteria.window) === undefined) continue
      found += exactComparisons.crossings(a, b, criteria).length
    }
  }
  return { ...clock(), found, memory: process.memoryUsage.rss() / 1e6 }
}

async function load(store: Store, missions: string[], days: number, after = 0): Promise<Granule[]> {
  const from = firstInstant + after * 24 * hours
  const granules = missions.flatMap((name) => [
    ...missionGranules(name, missionOrbit(names.indexOf(name)), from, days),
  ])
  for (let i = 0; i < granules.length; i += 500) await store.put(granules.slice(i, i + 500))
  return granules
}

async function repeat(work: () => Promise<Measured>, times = rounds): Promise<Measured[]> {
  const measured: Measured[] = []
  for (let i = 0; i < times; i++) measured.push(await work())
  return measured
}

/** The first, which also warms up, and the median of the others. */
function row(measured: Measured[]): string {
  const first = measured[0]!.seconds.toFixed(3)
  if (measured.length === 1) return `${first} s`
  const rest = measured.slice(1)
  const processor = median(rest, 'processorSeconds').toFixed(3)
  return `${first} s, then ${median(rest, 'seconds').toFixed(3)} s (${processor} s of processor)`
}

function ratio(one: Measured[], other: Measured[]): string {
  const rest = (measured: Measured[]) =>
    median(measured.slice(measured.length > 1 ? 1 : 0), 'processorSeconds')
  return (rest(other) / rest(one)).toFixed(2)
}

function median(measured: Measured[], which: 'seconds' | 'processorSeconds'): number {
  const sorted = measured.map((one) => one[which]).sort((a, b) => a - b)
  return sorted[sorted.length >> 1]!
}

function startClock(): () => Pick<Measured, 'seconds' | 'processorSeconds'> {
  const [began, used] = [performance.now(), process.cpuUsage()]
  return () => {
    const { user, system } = process.cpuUsage(used)
    return { seconds: (performance.now() - began) / 1000, processorSeconds: (user + system) / 1e6 }
  }
}
