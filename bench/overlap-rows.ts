/**
 * How tight the rows of overlaps are that the catalogue tells of swaths and grids, without reading the files:
 * `node bench/overlap-rows.ts FILE...`. Every two of the files are held against each other, at whatever time; the rows of whole segments,
 * those that the catalogue tells, and those in which measurements of the files lie.
 */
import { overlapGranules } from '../catalog/crossovers/overlap.ts'
import { shapeOf } from '../catalog/geometry/shape.ts'
import type { Granule } from '../catalog/granule.ts'
import { stretchWithin } from '../cli/refine/pixels.ts'
import type { Observation } from '../indexer/coordinates.ts'
import { describeFile, readProduct } from '../indexer/granule.ts'

const collection = 'read'
const window = { least: -1e13, greatest: 1e13 }

interface Known {
  granule: Granule
  observation: Observation
}

const known: Known[] = []
for (const path of process.argv.slice(2)) {
  try {
    const { granule } = await describeFile(path, { collection })
    const { observation } = (await readProduct(path, { collection })).reading
    if (observation.parts.every(({ layout }) => layout === 'scan' || layout === 'axes')) {
      known.push({ granule, observation })
    }
  } catch (error) {
    console.log((error as Error).message)
  }
}

const rows = { whole: 0, told: 0, measured: 0 }
const milliseconds = { whole: 0, told: 0 }
let [sides, lost] = [0, 0]
const bare = new Map(known.map(({ granule }) => [granule, withoutPixels(granule)]))
known.forEach((one, i) => {
  for (const other of known.slice(i + 1)) {
    const began = performance.now()
    const before = overlapGranules(bare.get(one.granule)!, bare.get(other.granule)!, { window })
    const between = performance.now()
    const found = overlapGranules(one.granule, other.granule, { window })
    milliseconds.whole += between - began
    milliseconds.told += performance.now() - between
    found.forEach((overlap, k) => {
      const shape = shapeOf(overlap.geometry)
      for (const [name, { observation }] of [
        ['a', one],
        ['b', other],
      ] as const) {
        const whole = before[k]![name].rows!
        const told = overlap[name].rows!
        const measured = stretchWithin(observation, shape, whole)?.rows
        if (!measured) continue
        sides++
        if (measured[0] < told[0] || measured[1] > told[1]) lost++
        rows.whole += whole[1] - whole[0] + 1
        rows.told += told[1] - told[0] + 1
        rows.measured += measured[1] - measured[0] + 1
      }
    })
  }
})

const text = known.map(({ granule }) =>
  granule.segments.reduce((sum, { pixels = '' }) => sum + pixels.length, 0),
)
const segments = known.reduce((sum, { granule }) => sum + granule.segments.length, 0)
console.log(
  `${known.length} files, ${sides} sides of overlaps, ${lost} of them without a row that has measurements in them`,
)
for (const [name, count] of Object.entries(rows)) {
  const more = (100 * (count - rows.measured)) / rows.measured
  console.log(
    `${name.padEnd(9)} ${(count / sides).toFixed(1)} rows, ${more.toFixed(1)} % more than have measurements`,
  )
}
const bytes = text.reduce((sum, length) => sum + length, 0) / segments
const [before, now] = [milliseconds.whole, milliseconds.told].map((ms) => (ms / sides).toFixed(1))
console.log(
  `${bytes.toFixed(0)} bytes a segment; ${now} ms a side of an overlap, ${before} with whole segments`,
)

function withoutPixels(granule: Granule): Granule {
  return { ...granule, segments: granule.segments.map(({ pixels: _, ...segment }) => segment) }
}
