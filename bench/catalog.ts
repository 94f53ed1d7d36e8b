/**
 * Measures the embedded engine on synthetic granules: how fast they are put, and how fast questions are answered.
 * `node bench/catalog.ts --help` tells how to call it.
 */
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import type { Granule } from '../catalog/granule.ts'
import { openSqliteStore } from '../catalog/sqlite/open.ts'
import type { Store } from '../catalog/store.ts'
import { type Question, questionClasses } from './questions.ts'
import { scanFile } from './scan-file.ts'
import { syntheticGranules } from './synthetic.ts'

const usage = `node bench/catalog.ts [COUNT] [--database FILE] [--seed N] [--questions N] [--references N]

  COUNT         granules, 1000000 unless given
  --database    where to keep the catalogue; one that is there is asked as it is (default: a temporary folder)
  --seed        of the random granules and questions, 1
  --questions   of each class, 200
  --references  questions of each class that a linear scan answers too, 2`

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean', short: 'h', default: false },
    database: { type: 'string' },
    seed: { type: 'string', default: '1' },
    questions: { type: 'string', default: '200' },
    references: { type: 'string', default: '2' },
  },
})
if (options.help) {
  console.log(usage)
  process.exit(0)
}
const count = Number(positionals[0] ?? 1_000_000)
const seed = Number(options.seed)
const batchSize = 500

const scratch = mkdtempSync(join(tmpdir(), 'oceanid-bench-'))
try {
  const file = options.database ?? join(scratch, 'catalog.db')
  console.log(`Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}, seed ${seed}, ${load()}`)
  if (!existsSync(file)) await fill(file)
  await askAll(file)
  console.log(`\nat the end ${load()}`)
} finally {
  rmSync(scratch, { recursive: true })
}

async function fill(file: string): Promise<void> {
  const store = await openSqliteStore(file)
  const raw = openRaw(join(scratch, 'raw.db'))
  const time = { store: 0, raw: 0, beside: 0 }
  const done = { store: 0, raw: 0 }
  for (const batch of batches(syntheticGranules(count, seed))) {
    const begun = performance.now()
    await store.put(batch)
    const took = performance.now() - begun
    time.store += took
    done.store += batch.length
    // Every tenth batch also into the bare table, at the same moment on the same disk.
    if (Math.floor(done.store / batchSize) % 10 === 1) {
      time.beside += took
      time.raw += raw(batch)
      done.raw += batch.length
    }
  }
  const begun = performance.now()
  await store.close()
  time.store += performance.now() - begun
  const rate = (granules: number, milliseconds: number) => Math.round((1000 * granules) / milliseconds)
  console.log(`
put          ${rate(done.store, time.store)} granules/s (${done.store} in batches of ${batchSize}, each durable when it returns)
reference    ${rate(done.raw, time.raw)} granules/s: the same documents into a bare SQLite table (${done.raw} of them)
ratio        ${(time.beside / time.raw).toFixed(1)} times as long on the same batches
size         ${Math.round(statSync(file).size / done.store)} bytes a granule`)
}

/** How busy the machine is with whatever else it does: figures are those of a machine at rest only when it is. */
function load(): string {
  return `load average ${loadavg()[0]!.toFixed(1)}`
}

function* batches(granules: Iterable<Granule>): Generator<Granule[]> {
  let batch: Granule[] = []
  for (const granule of granules) {
    batch.push(granule)
    if (batch.length === batchSize) {
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}

/** A table of key and document, as durable as the catalogue. Gives the milliseconds that a batch took. */
function openRaw(file: string): (batch: Granule[]) => number {
  const database = new DatabaseSync(file)
  database.exec('PRAGMA journal_mode = wal; PRAGMA synchronous = full')
  database.exec(
    'CREATE TABLE granule (collection TEXT, id TEXT, document TEXT, PRIMARY KEY (collection, id))',
  )
  const insert = database.prepare('INSERT INTO granule VALUES (?, ?, ?)')
  return (batch) => {
    const begun = performance.now()
    database.exec('BEGIN IMMEDIATE')
    for (const granule of batch) insert.run(granule.collection, granule.id, JSON.stringify(granule))
    database.exec('COMMIT')
    return performance.now() - begun
  }
}

async function askAll(file: string): Promise<void> {
  const store = await openSqliteStore(file, { readOnly: true })
  const all = await store.count({})
  console.log(
    `\n${all} granules in ${(await store.collections()).length} collections; milliseconds a question\n`,
  )
  console.log(
    '| question | matched | p50 | p95 | linear scan | times faster (p50) |\n|---|---|---|---|---|---|',
  )
  const classes = questionClasses(seed + 1)
  for (const [name, draw] of Object.entries(classes)) {
    const questions = Array.from({ length: Number(options.questions) }, draw)
    // A service is warm: code compiled, the upper pages of the trees in memory.
    for (const { query, page } of Array.from({ length: 20 }, draw)) {
      await store.search(query, { limit: 100, ...page })
    }
    await report(name, store, file, questions)
  }
  await store.close()
}

async function report(name: string, store: Store, file: string, questions: Question[]): Promise<void> {
  const times: number[] = []
  let matched = 0
  for (const { query, page } of questions) {
    const begun = performance.now()
    const answer = await store.search(query, { limit: 100, ...page })
    times.push(performance.now() - begun)
    matched += answer.matched!
  }
  times.sort((a, b) => a - b)
  const [p50, p95] = [times[Math.floor(times.length / 2)]!, times[Math.floor(0.95 * times.length)]!]
  let scanned = 0
  const references = questions.slice(0, Number(options.references))
  for (const { query, page } of references) {
    const begun = performance.now()
    const expected = scanFile(file, query)
    scanned += performance.now() - begun
    const answer = await store.search(query, { limit: 100, ...page })
    if (answer.matched !== expected.length) {
      throw new Error(
        `${name}: found ${answer.matched} and there are ${expected.length}: ${JSON.stringify(query)}`,
      )
    }
    const descending = page?.sort?.[0]?.descending === true
    const first = expected.sort((a, b) => (descending ? b - a : a - b)).slice(0, 100)
    if (answer.granules.some(({ start }, i) => start !== first[i])) {
      throw new Error(`${name}: not the first 100 in order: ${JSON.stringify(query)}`)
    }
  }
  const reference = references.length > 0 ? scanned / references.length : Number.NaN
  const cells = [name, Math.round(matched / questions.length), p50.toFixed(2), p95.toFixed(2)]
  console.log(`| ${[...cells, reference.toFixed(0), (reference / p50).toFixed(0)].join(' | ')} |`)
}
