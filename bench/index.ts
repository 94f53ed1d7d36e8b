/**
 * Indexes a folder and tells files per second, peak memory, and which share of the work is reading coordinates:
 * `node bench/index.ts [folder] [jobs]` (without: `../shared/granules`, one job a core).
 *
 * Reference, in the same run: opening the same HDF5 and NetCDF-4 files with h5wasm and reading whole every variable whose
 * name says longitude or latitude, in one thread and nothing else, against `oceanid index` of these files in one thread and in two.
 */
import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import h5wasm, { Dataset, File } from 'h5wasm/node'
import { openStore } from '../catalog/open.ts'
import { findFiles } from '../indexer/find-files.ts'
import { type IndexReport, indexFiles } from '../indexer/pipeline.ts'

const folder = process.argv[2] ?? fileURLToPath(new URL('../../shared/granules', import.meta.url))
const jobs = Number(process.argv[3] ?? availableParallelism())
const { files } = await findFiles([folder])
const hdf5 = files.filter(isHdf5)
console.log(
  `Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}, ${files.length} files in ${folder}`,
)

const reference = await readCoordinatesOnly(hdf5)
console.log(`h5wasm, coordinates alone, 1 thread: ${line(hdf5.length - reference.failed, reference.seconds)}`)

for (const threads of [1, 2]) {
  const { seconds } = await indexInto(hdf5, threads)
  console.log(
    `oceanid index of these, ${threads} thread${threads > 1 ? 's' : ''}: ${line(hdf5.length, seconds)}`,
  )
  console.log(`  ratio to the reference, per file:  ${(seconds / reference.seconds).toFixed(2)}`)
}

const all = await indexInto(files, jobs)
const busy = all.readingSeconds + all.footprintSeconds
const share = (seconds: number) => `${((100 * seconds) / busy).toFixed(0)} %`
console.log(`oceanid index of all, ${jobs} threads:     ${line(files.length, all.seconds)}`)
console.log(`  indexed ${all.added + all.replaced}, failed ${all.failed}`)
console.log(
  `  of the time in threads: ${share(all.coordinatesSeconds)} reading coordinates, ` +
    `${share(all.readingSeconds - all.coordinatesSeconds)} reading the rest, ${share(all.footprintSeconds)} footprints`,
)
console.log(`  peak memory of the process: ${(all.peak / 2 ** 20).toFixed(0)} MB`)

async function indexInto(some: string[], threads: number): Promise<IndexReport & { peak: number }> {
  const scratch = mkdtempSync(join(tmpdir(), 'oceanid-bench-'))
  const store = await openStore(`sqlite:${join(scratch, 'bench.db')}`)
  let peak = 0
  const sampler = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 20)
  try {
    return { ...(await indexFiles(some, store, { jobs: threads }, () => {})), peak }
  } finally {
    clearInterval(sampler)
    await store.close()
    rmSync(scratch, { recursive: true })
  }
}

async function readCoordinatesOnly(some: string[]): Promise<{ seconds: number; failed: number }> {
  const module = await h5wasm.ready
  module.activate_throwing_error_handler()
  const began = performance.now()
  let failed = 0
  for (const path of some) {
    try {
      const file = new File(path, 'r')
      for (const name of file.paths()) {
        if (!/(^|\/)(nav_)?(lon|lat|longitude|latitude)(_\d+[a-z]*)?$/i.test(name)) continue
        const dataset = file.get(name)
        if (dataset instanceof Dataset) void dataset.value
      }
      file.close()
    } catch {
      failed++
    }
  }
  return { seconds: (performance.now() - began) / 1000, failed }
}

function isHdf5(path: string): boolean {
  const head = Buffer.alloc(4)
  const descriptor = openSync(path, 'r')
  readSync(descriptor, head, 0, 4, 0)
  closeSync(descriptor)
  return head.toString('latin1') === '\x89HDF'
}

function line(count: number, seconds: number): string {
  return `${(count / seconds).toFixed(1)} files/s (${count} in ${seconds.toFixed(2)} s)`
}
