/**
 * Measures the memory that `oceanid matchups` takes for files of so many observations: `node bench/matchup-files.ts [COUNT...]`. Each
 * file has its lines in no order, and is read, put in the order of time and held against the same 2,000 swaths in a process of its own.
 */
import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { matchInPortions } from '../catalog/crossovers/matchups/match-observations.ts'
import type { Granule } from '../catalog/granule.ts'
import { openSqliteStore } from '../catalog/sqlite/open.ts'
import { openObservations } from '../cli/observations/open.ts'
import { seeded } from '../test/seeded.ts'
import { firstInstant, outline, polarOrbit } from './synthetic.ts'

const minutes5 = 300_000
const granuleCount = 2000
const [first = '1000000', second, ...more] = process.argv.slice(2)

if (first === '--of') await measure(second!)
else for (const count of [first, second ?? '5000000', ...more]) measureApart(Number(count))

function measureApart(count: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'oceanid-bench-'))
  try {
    const path = join(folder, 'observations.csv')
    writeObservations(path, count)
    const own = fileURLToPath(import.meta.url)
    process.stdout.write(execFileSync(process.execPath, [own, '--of', path]))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function writeObservations(path: string, count: number): void {
  const random = seeded(1)
  const file = openSync(path, 'w')
  writeSync(file, 'time,lon,lat\n')
  for (let i = 0; i < count; i += 10_000) {
    const lines = Array.from({ length: Math.min(10_000, count - i) }, () => {
      const time = new Date(firstInstant + random() * granuleCount * minutes5).toISOString()
      const lat = (Math.asin(2 * random() - 1) * 180) / Math.PI
      return `${time},${(360 * random() - 180).toFixed(4)},${lat.toFixed(4)}\n`
    })
    writeSync(file, lines.join(''))
  }
  closeSync(file)
}

async function measure(path: string): Promise<void> {
  const store = await openSqliteStore(':memory:')
  await store.put(swaths())
  const begun = performance.now()
  const table = await openObservations(path, store, {})
  const read = performance.now()
  const criteria = {
    collections: ['swaths'],
    window: { least: -minutes5, greatest: minutes5 },
    distanceKm: 25,
  }
  let [matches, before] = [0, -Infinity]
  for await (const portion of matchInPortions(store, table.inOrder(), criteria)) {
    for (const matchup of portion) {
      matches += matchup.matches.length
      if (matchup.observation.start < before) throw new Error('not in the order of time')
      before = matchup.observation.start
    }
  }
  const matched = performance.now()
  const rate = (milliseconds: number) => `${Math.round((1000 * table.size) / milliseconds)} observations/s`
  console.log(
    `${table.size} observations: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most; ` +
      `read ${rate(read - begun)}, matched ${rate(matched - read)}, ${matches} matches`,
  )
  table.close()
  await store.close()
}

/** One satellite that looks all the time, 2300 km wide. */
function swaths(): Granule[] {
  const orbit = polarOrbit(seeded(2))
  return Array.from({ length: granuleCount }, (_, i) => {
    const start = firstInstant + i * minutes5
    const geometry = outline(orbit, start, start + minutes5, 0.18, 12, 6)
    return {
      ...{ collection: 'swaths', id: `swath-${i}`, kind: 'swath', start, end: start + minutes5, geometry },
      ...{ bbox: [-180, -90, 180, 90], properties: {}, assets: {}, updated: start },
      segments: [{ start, end: start + minutes5, rows: [0, 999], geometry }],
    }
  })
}
