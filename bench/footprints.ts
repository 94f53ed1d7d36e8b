// Footprints against points known to be covered or not: real granules (../shared/granules), then synthetic swaths.
// node bench/footprints.ts [synthetic swaths] [first seed]
import { basename } from 'node:path'
import { UnreadableFileError } from '../catalog/errors.ts'
import type { Geometry } from '../catalog/geometry/types.ts'
import { computeFootprint } from '../indexer/footprint/footprint.ts'
import { readGranuleFile } from '../indexer/read-file.ts'
import { faultsOf } from '../test/indexer/footprint/judge.ts'
import { judgeSwath } from '../test/indexer/footprint/judge-swath.ts'
import { randomSwath } from '../test/indexer/footprint/synthetic.ts'
import {
  granules,
  granulesAreHere,
  listGranules,
  readTruth,
  scoreAgainst,
} from '../test/indexer/footprint/truth.ts'
import { seeded } from '../test/seeded.ts'

/** Of which the fastest counts: the others are slower for what else the machine does. */
const RUNS = 9

/**
 * Seconds that podaac/forge-py takes for one granule, start-up included: the faster of its strategies that
 * gave a polygon.
 */
const forgePySeconds: [RegExp, number][] = [
  [/^ascat_20150702/, 2.3],
  [/C_EUMP_20170220041500/, 2.2],
  [/^SS_MODIS_A/, 2.6],
  [/^SS_VIIRS/, 2.6],
  [/AMSR2/, 3.4],
  [/^test_var_subsetting_tropomi/, 2.1],
  [/^GPM/, 1.4],
  [/^TEMPO.*20240601/, 1.0],
  [/^JA1_GPN/, 0.95],
]

if (granulesAreHere) await measureGranules()
else console.log('The real granules (../shared/granules) are not here.\n')
measureSynthetic(Number(process.argv[2] ?? 2000), Number(process.argv[3] ?? 0))

async function measureGranules(): Promise<void> {
  console.log(
    '| granule | positions | shape | vertices | segments | inside % | near % | far % | gap % | ms | forge-py / ours |',
  )
  console.log('|---|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|')
  const times: number[] = []
  const failures: string[] = []
  for (const file of listGranules()) {
    const name = basename(file)
    const reading = await readGranuleFile(`${granules}${file}`, {
      start: 0,
      end: 6_000_000,
      collection: 'any',
    }).catch((error: unknown) => {
      if (error instanceof UnreadableFileError) return undefined
      throw error
    })
    const truth = readTruth(file)
    if (!reading || truth.inside.length === 0) continue
    const { observation, start, end } = reading
    const compute = () => computeFootprint(observation, { start, end })
    const { geometry, segments } = compute()
    const runs = Array.from({ length: RUNS }, () => {
      const began = performance.now()
      compute()
      return performance.now() - began
    })
    const ms = Math.min(...runs)
    times.push(ms)
    const score = scoreAgainst(truth, geometry)
    const faults = [geometry, ...segments.map((segment) => segment.geometry)].flatMap(faultsOf)
    if (faults.length > 0) failures.push(`${name}: ${faults[0]}`)
    if (score.inside < 1 || score.far < 1 || score.near < 0.98 || score.gap < 0.9) failures.push(name)
    const peer = forgePySeconds.find(([pattern]) => pattern.test(name))
    const positions = observation.parts.reduce(
      (sum, part) => sum + (part.layout === 'axes' ? part.lon.length * part.lat.length : part.lon.length),
      0,
    )
    const percent = (share: number) => (100 * share).toFixed(share < 1 ? 1 : 0)
    console.log(
      `| ${shortened(name)} | ${positions} | ${geometry.type} | ${countPositions(geometry)} | ${segments.length} ` +
        `| ${percent(score.inside)} | ${percent(score.near)} | ${percent(score.far)} | ${percent(score.gap)} ` +
        `| ${ms.toFixed(1)} | ${peer ? Math.round((1000 * peer[1]) / ms) : ''} |`,
    )
  }
  times.sort((a, b) => a - b)
  console.log(
    `\n${times.length} granules; milliseconds apart from reading, segments included, the fastest of ${RUNS} runs in a warm process: ` +
      `median ${times[times.length >> 1]!.toFixed(1)}, greatest ${times.at(-1)!.toFixed(1)}; ` +
      `short of the aim: ${failures.length > 0 ? failures.join('; ') : 'none'}\n`,
  )
}

function measureSynthetic(count: number, firstSeed: number): void {
  const times: number[] = []
  const sum = { pixels: 0, missed: 0, missedBySegments: 0, near: 0, nearLeftOut: 0, faulty: 0 }
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    const random = seeded(seed)
    const swath = randomSwath(random)
    const began = performance.now()
    const footprint = computeFootprint(
      { kind: 'swath', parts: [swath.coordinates] },
      { start: 0, end: 6_000_000 },
    )
    times.push(performance.now() - began)
    const judged = judgeSwath(swath, footprint, random)
    sum.pixels += judged.pixels
    sum.missed += judged.missed
    sum.missedBySegments += judged.missedBySegments
    sum.near += judged.near
    sum.nearLeftOut += judged.nearLeftOut
    if (judged.faults.length > 0) sum.faulty++
    if (judged.missed + judged.missedBySegments + judged.faults.length > 0) {
      console.log(`seed ${seed}: ${JSON.stringify(judged)} ${swath.story}`)
    }
  }
  times.sort((a, b) => a - b)
  console.log(
    `${count} synthetic swaths: ${sum.missed} of ${sum.pixels} pixels missed (${sum.missedBySegments} by their segments), ` +
      `${sum.nearLeftOut} of ${sum.near} near points left out, ${sum.faulty} invalid; ` +
      `median ${times[count >> 1]!.toFixed(1)} ms, 99 % within ${times[Math.floor(count * 0.99)]!.toFixed(1)} ms`,
  )
}

function countPositions(geometry: Geometry): number {
  return geometry.type === 'GeometryCollection'
    ? geometry.geometries.reduce((sum, part) => sum + countPositions(part), 0)
    : geometry.coordinates.flat(3).length / 2
}

function shortened(name: string): string {
  return name.length > 44 ? `${name.slice(0, 43)}…` : name
}
