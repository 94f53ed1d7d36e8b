/**
 * How long reading a file takes, and its coordinates and times of that, against reading the same variables raw, and
 * nothing else, with h5wasm (HDF5) or netcdfjs (NetCDF-3), in the same run.
 *
 *   node bench/readers.ts [FILE...]      the real granules in ../shared/granules where no file is named
 */
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
  for (let i = 0; i < repeats; i++) {
    const reading = await readGranuleFile(file, { collection: 'bench', start: 0, end: 0 }).catch(
      () => undefined,
    )
    if (reading === undefined) return undefined
    coordinates.push(reading.timing.coordinatesMs)
    total.push(reading.timing.totalMs)
    const began = performance.now()
    readRaw(
      file,
      coordinatePaths(`${reading.sources.coordinates}; ${reading.sources.time ?? ''}`),
      !reading.format.startsWith('NetCDF-3'),
    )
    raw.push(performance.now() - began)
  }
  const megabytes = statSync(file).size / 1e6
  return {
    name: basename(file),
    coordinatesMs: median(coordinates),
    totalMs: median(total),
    rawMs: median(raw),
    megabytes,
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
if (sink < 0) console.log(sink)
