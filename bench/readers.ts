/**
 * How long reading a file takes, and its coordinates and times of that, against reading the same variables raw, and
 * nothing else, with h5wasm (HDF5) or netcdfjs (NetCDF-3), and with netCDF4 for Python where there is one, in the same
 * run.
 *
 *   node bench/readers.ts [FILE...]      the real granules in ../shared/granules where no file is named
 *   OCEANID_TEST_PYTHON=python3          the Python that has netCDF4
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Dataset as Hdf5Dataset, File as Hdf5File, ready } from 'h5wasm/node'
import { NetCDFReader } from 'netcdfjs'
import { globSync } from 'tinyglobby'
import { readGranuleFile } from '../indexer/read-file.ts'

const repeats = 5

interface Timing {
  name: string
  coordinatesMs: number
  totalMs: number
  rawMs: number
  pythonMs?: number | undefined
  file: string
  paths: string[]
  megabytes: number
}

/** Paths of the variables that a reading says its coordinates and times came from. */
function coordinatePaths(source: string): string[] {
  return [...source.matchAll(/\/[^,;]+?(?=, |;|$| by | and )/g)].map(([path]) => path)
}

function readRaw(file: string, paths: string[], isHdf5: boolean): void {
  if (!isHdf5) {
    const reader = new NetCDFReader(readFileSync(file))
    for (const path of paths) reader.getDataVariable(path.slice(1))
    return
  }
  const stored = new Hdf5File(file, 'r')
  for (const path of paths) sink += Number((stored.get(path) as Hdf5Dataset).value !== null)
  stored.close()
}

let sink = 0

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
}

async function time(file: string): Promise<Timing | undefined> {
  const coordinates: number[] = []
  const total: number[] = []
  const raw: number[] = []
  let paths: string[] = []
  for (let i = 0; i < repeats; i++) {
    const reading = await readGranuleFile(file, { collection: 'bench', start: 0, end: 0 }).catch(
      () => undefined,
    )
    if (reading === undefined) return undefined
    coordinates.push(reading.timing.coordinatesMs)
    total.push(reading.timing.totalMs)
    paths = coordinatePaths(`${reading.sources.coordinates}; ${reading.sources.time ?? ''}`)
    const began = performance.now()
    readRaw(file, paths, !reading.format.startsWith('NetCDF-3'))
    raw.push(performance.now() - began)
  }
  const megabytes = statSync(file).size / 1e6
  return {
    file,
    paths,
    name: basename(file),
    coordinatesMs: median(coordinates),
    totalMs: median(total),
    rawMs: median(raw),
    megabytes,
  }
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

await ready
const granules = fileURLToPath(new URL('../../shared/granules/', import.meta.url))
const named = process.argv.slice(2)
const files =
  named.length > 0 ? named : globSync('**/*.{nc,nc4,h5,he5,HDF5}', { cwd: granules, absolute: true }).sort()

console.log('      MB   read ms  coordinates ms  raw ms   ratio  file')
const timings: Timing[] = []
for (const file of files) {
  const timing = await time(file)
  if (timing === undefined) continue
  timings.push(timing)
  const { name, coordinatesMs, totalMs, rawMs, megabytes } = timing
  const columns = [
    megabytes.toFixed(1).padStart(8),
    totalMs.toFixed(1).padStart(9),
    coordinatesMs.toFixed(1).padStart(15),
  ]
  columns.push(
    rawMs.toFixed(1).padStart(7),
    (totalMs / rawMs).toFixed(1).padStart(7),
    ` ${name.slice(0, 60)}`,
  )
  console.log(columns.join(' '))
}
const sum = (pick: (timing: Timing) => number) => timings.reduce((total, timing) => total + pick(timing), 0)
console.log(
  `${timings.length} files, median of ${repeats}: ${sum((t) => t.totalMs).toFixed(0)} ms to read them, of which ` +
    `${sum((t) => t.coordinatesMs).toFixed(0)} ms coordinates and times; raw ${sum((t) => t.rawMs).toFixed(0)} ms; ` +
    `ratio ${(sum((t) => t.totalMs) / sum((t) => t.rawMs)).toFixed(2)}; peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`,
)
timePython(timings)
const compared = timings.filter(({ pythonMs }) => pythonMs !== undefined)
if (compared.length > 0) {
  const [ours, theirs] = [compared.map((t) => t.totalMs), compared.map((t) => t.pythonMs!)].map((all) =>
    all.reduce((total, ms) => total + ms, 0),
  ) as [number, number]
  const faster = compared.filter(({ totalMs, pythonMs }) => totalMs <= pythonMs!).length
  console.log(
    `netCDF4 for Python, the same variables of ${compared.length} files: ${theirs.toFixed(0)} ms against ${ours.toFixed(0)} ms; ` +
      `ratio ${(ours / theirs).toFixed(2)}; ${faster} of them are read as fast or faster here`,
  )
} else {
  console.log('no Python with netCDF4 to compare with: set OCEANID_TEST_PYTHON')
}
if (sink < 0) console.log(sink)
