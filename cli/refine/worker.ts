/** The thread that reads files again for `--refine`: keeps their coordinates for a while, and answers what is asked of them. */
import { workerData } from 'node:worker_threads'
import { shapeOf } from '../../catalog/geometry/shape.ts'
import { type Sampling, takeSamples } from '../../catalog/track/sampling.ts'
import { answerJobs } from '../../indexer/answering.ts'
import type { Observation } from '../../indexer/coordinates.ts'
import { readProduct } from '../../indexer/granule.ts'
import { stretchWithin } from './pixels.ts'
import type { Answer, Question } from './question.ts'

/** Bytes of coordinates that are kept: crossovers come in the order of time, and want the same files for a while. */
const { mostBytes } = workerData as { mostBytes: number }

const kept = new Map<string, { observation: Observation; bytes: number }>()
let bytesKept = 0

answerJobs(async (question: Question): Promise<Answer> => {
  const { wanted } = question
  const observation = await observationOf(question)
  return wanted.kind === 'track'
    ? samplingOf(observation, wanted.beam)
    : stretchWithin(observation, shapeOf(wanted.geometry), wanted.rows)
})

async function observationOf({ path, wanted: _, ...options }: Question): Promise<Observation> {
  const known = kept.get(path)
  kept.delete(path)
  if (known) {
    kept.set(path, known)
    return known.observation
  }
  const { observation } = (await readProduct(path, options)).reading
  const bytes = observation.parts.reduce((sum, { lon, lat }) => sum + lon.byteLength + lat.byteLength, 0)
  kept.set(path, { observation, bytes })
  bytesKept += bytes
  for (const [oldest, one] of kept) {
    if (bytesKept <= mostBytes || oldest === path) break
    kept.delete(oldest)
    bytesKept -= one.bytes
  }
  return observation
}

function samplingOf({ parts }: Observation, beam: number): Sampling | undefined {
  const part = parts[beam]
  if (part?.layout !== 'line' || !part.time) return undefined
  return takeSamples({ lon: part.lon, lat: part.lat, time: part.time })
}
