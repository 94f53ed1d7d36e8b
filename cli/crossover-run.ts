import type { Crossover } from '../catalog/crossovers/crossover.ts'
import { decodePlace, encodePlace, type Place, placeAfter } from '../catalog/crossovers/cursor.ts'
import { findCrossovers, type GranuleSource } from '../catalog/crossovers/find.ts'
import type { CrossoverRequest } from '../catalog/crossovers/request.ts'
import { exitCodes } from './exit-codes.ts'
import { interruption } from './interruption.ts'
import type { Format } from './output/crossovers/formats.ts'
import { type SearchProgress, searchProgress } from './output/crossovers/progress.ts'
import type { Sinks } from './output/crossovers/sinks.ts'
import { counted, say } from './output/print.ts'

export interface RunOptions {
  format: Format | undefined
  output: string | undefined
  limit: number
  /** Whether another run may go on where this one was interrupted. */
  resumable?: boolean
  /** What becomes of crossovers before they are written. */
  finish?: (crossovers: Crossover[]) => Promise<Crossover[]>
}

/** Crossovers that are written at once; fewer where they are slow to come, but of a table, which has its columns from all. */
const batchSize = 500
const longestWait = 1000

/** Writes the crossovers of a request, and says how it went. */
export async function runCrossovers(
  store: GranuleSource,
  request: CrossoverRequest,
  sinks: Sinks,
  options: RunOptions,
): Promise<void> {
  const { signal, end } = interruption('writing what was found; Ctrl-C again to stop at once')
  const { finish = async (crossovers: Crossover[]) => crossovers } = options
  const progress = await progressOf(store, request, options)
  const before = sinks.written
  let complete = false
  try {
    let place: Place | undefined = sinks.after === undefined ? undefined : decodePlace(sinks.after)
    let batch: Crossover[] = []
    let flushed = performance.now()
    const patience = options.format === 'table' ? Number.POSITIVE_INFINITY : longestWait
    const flush = async () => {
      if (batch.length > 0) await sinks.take(await finish(batch), encodePlace(place!))
      batch = []
      flushed = performance.now()
    }
    let trackless = 0
    const search = findCrossovers(store, request, {
      signal,
      ...(place && { after: encodePlace(place) }),
      onStep: (step) => {
        trackless = step.trackless
        progress?.tell(step.until, sinks.written + batch.length)
      },
    })
    let more = false
    for await (const crossover of search) {
      more = sinks.written + batch.length >= options.limit
      if (more) break
      batch.push(crossover)
      place = placeAfter(crossover, place)
      if (batch.length >= batchSize || performance.now() - flushed > patience) await flush()
    }
    await flush()
    complete = !signal.aborted
    progress?.close()
    if (trackless > 0) {
      say(
        `${counted(trackless, 'granule')} without a ground track, and so without crossings: index the files again`,
      )
    }
    const continued = before > 0 ? `, ${before.toLocaleString('en')} of them before` : ''
    say(
      `${counted(sinks.written, 'crossover')}${continued} found${more ? '; more follow: raise --limit' : ''}`,
    )
  } finally {
    end()
    progress?.close()
    await (complete ? sinks.finish() : sinks.leave())
  }
  if (complete) return
  say(`interrupted: ${options.resumable ? 'run it again with --resume to go on' : 'run it again'}`)
  process.exitCode = exitCodes.interrupted
}

/** None where it would stand between the results on a terminal. */
async function progressOf(
  store: GranuleSource,
  { pairs, period }: CrossoverRequest,
  { output }: RunOptions,
): Promise<SearchProgress | undefined> {
  if (output === undefined && process.stdout.isTTY) return undefined
  const summaries = await Promise.all([...new Set(pairs.flat())].map((id) => store.collection(id)))
  const extents = summaries.flatMap((summary) => summary?.extent ?? [])
  const start = Math.max(
    period?.start ?? -Infinity,
    extents.reduce((least, one) => Math.min(least, one.start), Infinity),
  )
  const end = Math.min(
    period?.end ?? Infinity,
    extents.reduce((most, one) => Math.max(most, one.end), -Infinity),
  )
  return Number.isFinite(start) && start < end
    ? searchProgress(start, end, process.stderr.isTTY === true)
    : undefined
}
