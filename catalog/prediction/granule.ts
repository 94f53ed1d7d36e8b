import { boundingBox } from '../geometry/bounds.ts'
import type { Position } from '../geometry/types.ts'
import type { Granule, Segment } from '../granule.ts'
import { encodeTracks } from '../track/encode.ts'
import type { DescribedPass } from './columns.ts'
import { lineOf, type Spot } from './path.ts'

/** Milliseconds between two places of the track that is kept. */
const STEP = 10_000
/** Milliseconds that a segment takes at most: some 450 km. */
const LONGEST_SEGMENT = 60_000

/** A pass as the catalogue would have it, to be held against others; its rows count places that no file has. */
export function passGranule({ id, pass, path, geometry }: DescribedPass, collection: string): Granule {
  const { name, direction, cycle, pass: number, motion, start, end } = pass
  const count = Math.max(2, Math.round((end - start) / STEP))
  const width = (end - start) / count
  // A track reaches half a step on at both ends: so one pass begins where the one before it ended.
  const time = Array.from({ length: count }, (_, k) => start + (k + 0.5) * width)
  const places = time.map((instant): Position => motion(instant) ?? [Number.NaN, Number.NaN])
  const track = encodeTracks([{ lon: places.map(([lon]) => lon), lat: places.map(([, lat]) => lat), time }])
  return {
    collection,
    id,
    kind: 'track',
    start: Math.floor(start),
    end: Math.ceil(end),
    geometry,
    bbox: boundingBox(geometry)!,
    segments: segmentsOf(path, start, width, count),
    ...(track && { track }),
    properties: {
      platform: name,
      direction,
      ...(cycle !== undefined && { cycle }),
      ...(number !== undefined && { pass: number }),
    },
    assets: {},
    updated: Math.floor(start),
  }
}

function segmentsOf(path: Spot[][], start: number, width: number, count: number): Segment[] {
  const rowAt = (time: number) => Math.min(count - 1, Math.max(0, Math.floor((time - start) / width)))
  return path.flatMap((run) => {
    const segments: Segment[] = []
    for (let from = 0; from < run.length - 1; ) {
      let to = from + 1
      while (to < run.length - 1 && run[to + 1]!.time - run[from]!.time <= LONGEST_SEGMENT) to++
      const [first, last] = [run[from]!.time, run[to]!.time]
      const geometry = lineOf([run.slice(from, to + 1)])
      if (geometry) {
        const rows: [number, number] = [rowAt(first), rowAt(last)]
        segments.push({ start: Math.floor(first), end: Math.ceil(last), rows, geometry })
      }
      from = to
    }
    return segments
  })
}
