/**
 * Measures `oceanid export`: all granules of a catalogue to a file, with the memory of the process as it goes:
 * `node bench/export.ts DATABASE [FORMAT]`. DATABASE is a catalogue that bench/catalog.ts --database FILE left, with a million granules unless
 * told otherwise; FORMAT is ndjson. The reference is one pass over the rows of the same file, each written as JSON. Memory is what the process has of its
 * own (RssAnon in /proc): pages of the database that it maps belong to the cache of files.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'

const [database, format = 'ndjson'] = process.argv.slice(2)
if (database === undefined) {
  console.log('node bench/export.ts DATABASE [FORMAT]')
  process.exit(2)
}
const launcher = fileURLToPath(new URL('../bin/oceanid.js', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'oceanid-bench-'))
console.log(
  `Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}, load ${loadavg()[0]?.toFixed(1)}`,
)
try {
  const began = performance.now()
  const rows = await rawExport(join(scratch, 'raw.ndjson'))
  const reference = (performance.now() - began) / 1000
  const { seconds, samples } = await ownExport(join(scratch, 'own'))
  const tenth = Math.ceil(samples.length / 10)
  const [first, last] = [Math.max(...samples.slice(0, tenth)), Math.max(...samples.slice(-tenth))]
  console.log(`${rows} granules as ${format}
oceanid export   ${Math.round(rows / seconds)} granules/s, ${mb(statSync(join(scratch, 'own')).size)} MB
the bare rows    ${Math.round(rows / reference)} granules/s, ${mb(statSync(join(scratch, 'raw.ndjson')).size)} MB
ratio            ${(seconds / reference).toFixed(2)} times its time
memory           ${mb(first)} MB at most in the first tenth, ${mb(last)} MB in the last, ${mb(Math.max(...samples))} MB in all`)
} finally {
  rmSync(scratch, { recursive: true })
}

async function ownExport(output: string): Promise<{ seconds: number; samples: number[] }> {
  const began = performance.now()
  const args = ['export', '--format', format, '--output', output, '--catalog', `sqlite:${database}`]
  const child = spawn(process.execPath, [launcher, ...args], { stdio: ['ignore', 'inherit', 'inherit'] })
  const samples: number[] = []
  const timer = setInterval(() => samples.push(ownBytes(child.pid!)), 100)
  const [code] = (await once(child, 'exit')) as [number | null]
  clearInterval(timer)
  if (code !== 0) throw new Error(`the export ended with ${code}`)
  return { seconds: (performance.now() - began) / 1000, samples }
}

async function rawExport(output: string): Promise<number> {
  const rows = new DatabaseSync(database!, { readOnly: true })
  let count = 0
  await pipeline(function* () {
    const sql = 'SELECT id, "start", "end", properties, document FROM granule ORDER BY "start"'
    for (const row of rows.prepare(sql).iterate()) {
      count++
      yield `${JSON.stringify(row)}\n`
    }
  }, createWriteStream(output))
  rows.close()
  return count
}

function ownBytes(pid: number): number {
  try {
    return 1024 * Number(/RssAnon:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}

function mb(bytes: number): number {
  return Math.round(bytes / 2 ** 20)
}
