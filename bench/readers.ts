/**
 * How much processor time and memory reading files takes, against reading the same variables and nothing else with h5wasm (HDF5) or
 * netcdfjs (NetCDF-3), as stored, and with netCDF4 for Python where there is one, in the same run.
 *
 * Reading is all that the index does before it draws a footprint: list the file, take its attributes in, find
 * and read coordinates and times, tell rows, direction, day and night. Everything is warm: the first passes over the
 * files are not counted. Of the others the mean counts, with the collection of garbage in it; processor time, so that what
 * else runs on the machine does not.
 *
 *   node bench/readers.ts [FILE...]      the real granules in ../shared/granules where no file is named
 *   OCEANID_TEST_PYTHON=python3          the Python that has netCDF4
 */
import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { globSync } from 'tinyglobby'
import { readGranuleFile } from '../indexer/read-file.ts'
import { medianOf } from '../indexer/swath/sphere.ts'
import { readRaw, readSoFar } from './raw-reading.ts'

const warming = 2
const repeats = 5

interface Timing {
  file: string
  /** Paths of the variables that its coordinates and times come from. */
  paths: string[]
  ms: number
  rawMs: number
  pythonMs?: number | undefined
}

/** Paths of the variables that a reading says its coordinates and times came from. */
function coordinatePaths(source: string): string[] {
  return [...source.matchAll(/\/[^,;]+?(?=, |;|$| by | and )/g)].map(([path]) => path)
}

async function timeMs(run: () => unknown): Promise<number> {
  const began = process.cpuUsage()
  await run()
  const { user, system } = process.cpuUsage(began)
  return (user + system) / 1000
}

const asked = { collection: 'bench', start: 0, end: 0 }

/** Undefined for a file that is refused. */
async function open(file: string): Promise<Timing | undefined> {
  try {
    const { sources } = await readGranuleFile(file, asked)
    return { file, paths: coordinatePaths(`${sources.coordinates}; ${sources.time ?? ''}`), ms: 0, rawMs: 0 }
  } catch {
    return undefined
  }
}

/** The two in turns, so that what the one leaves to be collected falls on both alike. */
async function passOver(timings: Timing[], share: number): Promise<void> {
  for (const timing of timings) {
    const { file, paths } = timing
    timing.ms += share * (await timeMs(() => readGranuleFile(file, asked)))
    timing.rawMs += share * (await timeMs(() => readRaw(file, paths)))
  }
}

/** Of a process that reads all files, in MB. */
function peakMemory(how: 'own' | 'raw', entries: Timing[]): number {
  const program = fileURLToPath(new URL('reading-memory.ts', import.meta.url))
  const input = JSON.stringify(entries.map(({ file, paths }) => ({ file, paths })))
  return Number(spawnSync(process.execPath, [program, how], { input, encoding: 'utf8' }).stdout)
}

/** Some files take the netCDF library down: each run is given what is left when one did. */
function timePython(entries: Timing[]): void {
  const python = process.env.OCEANID_TEST_PYTHON ?? 'python3'
  const script = fileURLToPath(new URL('read_variables.py', import.meta.url))
  for (let from = 0; from < entries.length; ) {
    const input = JSON.stringify(entries.slice(from).map(({ file, paths }) => ({ file, paths })))
    const { stdout } = spawnSync(python, [script, String(repeats)], { input, encoding: 'utf8' })
    const lines = (stdout ?? '').split('\n').filter(Boolean)
    if (from === 0 && lines.length === 0) return
    for (const line of lines) entries[from++]!.pythonMs = (JSON.parse(line) as number | null) ?? undefined
    from++
  }
}

const granules = fileURLToPath(new URL('../../shared/granules/', import.meta.url))
const named = process.argv.slice(2)
const files =
  named.length > 0 ? named : globSync('**/*.{nc,nc4,h5,he5,HDF5}', { cwd: granules, absolute: true }).sort()

const timings = (await Promise.all(files.map(open))).filter((timing) => timing !== undefined)
for (let pass = 0; pass < warming; pass++) await passOver(timings, 0)
for (let pass = 0; pass < repeats; pass++) await passOver(timings, 1 / repeats)

console.log('      MB   read ms   raw ms   ratio  file')
for (const { file, ms, rawMs } of timings) {
  const columns = [statSync(file).size / 1e6, ms, rawMs, ms / rawMs].map((value) =>
    value.toFixed(1).padStart(8),
  )
  console.log(`${columns.join(' ')}  ${basename(file).slice(0, 60)}`)
}
const sum = (pick: (timing: Timing) => number | undefined) =>
  timings.reduce((total, timing) => total + (pick(timing) ?? 0), 0)
console.log(
  `${timings.length} files, mean of ${repeats}: ${sum((t) => t.ms).toFixed(0)} ms to read them; their coordinates and times alone, raw, ` +
    `${sum((t) => t.rawMs).toFixed(0)} ms; ratio ${(sum((t) => t.ms) / sum((t) => t.rawMs)).toFixed(2)}; ` +
    `of the middle file ${medianOf(timings.map((t) => t.ms / t.rawMs)).toFixed(2)}`,
)
const [own, raw] = [peakMemory('own', timings), peakMemory('raw', timings)]
console.log(`peak memory ${own.toFixed(0)} MB; raw ${raw.toFixed(0)} MB; ratio ${(own / raw).toFixed(2)}`)
timePython(timings)
const compared = timings.filter(({ pythonMs }) => pythonMs !== undefined)
if (compared.length > 0) {
  const ours = compared.reduce((total, { ms }) => total + ms, 0)
  const theirs = compared.reduce((total, { pythonMs }) => total + pythonMs!, 0)
  const faster = compared.filter(({ ms, pythonMs }) => ms <= pythonMs!).length
  console.log(
    `netCDF4 for Python, the same variables of ${compared.length} files: ${theirs.toFixed(0)} ms against ${ours.toFixed(0)} ms; ` +
      `ratio ${(ours / theirs).toFixed(2)}; ${faster} of them are read as fast or faster here`,
  )
} else {
  console.log('no Python with netCDF4 to compare with: set OCEANID_TEST_PYTHON')
}
if (readSoFar() < 0) console.log(readSoFar())
