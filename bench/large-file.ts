/**
 * Peak memory of reading a file of 500 MB against one of 5 MB with the same coordinates, each in a process of its own:
 * `node bench/large-file.ts`. The files are written first, with h5wasm.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { File, ready } from 'h5wasm/node'
import { readGranuleFile } from '../indexer/read-file.ts'

const [rows, columns] = [1000, 500]
const [task, path, megabytes] = process.argv.slice(2)

if (task === 'write') {
  await ready
  const file = new File(path!, 'w')
  file.create_attribute('time_coverage_start', '2025-06-01T00:00:00Z')
  file.create_attribute('time_coverage_end', '2025-06-01T00:10:00Z')
  const create = (name: string, data: Float32Array, units: string) =>
    file
      .create_dataset({ name, data, shape: [rows, columns], chunks: [100, 500], compression: 4 })
      .create_attribute('units', units)
  create(
    'lat',
    Float32Array.from({ length: rows * columns }, (_, i) => Math.floor(i / columns) / 100),
    'degrees_north',
  )
  create(
    'lon',
    Float32Array.from({ length: rows * columns }, (_, i) => (i % columns) / 100),
    'degrees_east',
  )
  const data = Float32Array.from({ length: rows * columns }, (_, i) => i)
  const each = data.byteLength / 1e6
  for (let i = 0; i * each < Number(megabytes); i++) {
    file.create_dataset({ name: `band_${i}`, data, shape: [rows, columns] }).create_attribute('units', 'K')
  }
  file.close()
} else if (task === 'read') {
  const began = performance.now()
  await readGranuleFile(path!, { collection: 'bench' })
  console.log(JSON.stringify([performance.now() - began, process.resourceUsage().maxRSS / 1024]))
} else {
  const folder = mkdtempSync(join(tmpdir(), 'oceanid-large-'))
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [fileURLToPath(import.meta.url), ...args], { encoding: 'utf8' }).stdout
  const peaks: number[] = []
  for (const size of ['5', '500']) {
    const file = join(folder, `${size}.h5`)
    run('write', file, size)
    const [ms, peak] = JSON.parse(run('read', file)) as [number, number]
    peaks.push(peak)
    console.log(
      `${(statSync(file).size / 1e6).toFixed(0).padStart(4)} MB: ${ms.toFixed(0)} ms, peak memory ${peak.toFixed(0)} MB`,
    )
  }
  console.log(`ratio of the peaks: ${(peaks[1]! / peaks[0]!).toFixed(2)}`)
  rmSync(folder, { recursive: true })
}
