import { matchInPortions } from '../catalog/crossovers/matchups/match-observations.ts'
import type { MatchCriteria, Matchup } from '../catalog/crossovers/matchups/observation.ts'
import type { Store } from '../catalog/store.ts'
import { exitCodes } from './exit-codes.ts'
import { interruption } from './interruption.ts'
import type { ObservationTable } from './observations/observation-table.ts'
import type { ReadObservation } from './observations/read-observation.ts'
import { searchProgress } from './output/crossovers/progress.ts'
import { type Format, matchupWriter } from './output/matchups/formats.ts'
import { counted, say } from './output/print.ts'
import { textSink } from './output/text-sink.ts'

export interface MatchupRunOptions {
  format: Format
  output: string | undefined
  /** Matches that are written at most. */
  limit: number
}

/** Observations that are written at once. */
const batchSize = 500

/** Writes the matches of all observations that have any, and says how it went. */
export async function runMatchups(
  store: Store,
  observations: ObservationTable,
  criteria: MatchCriteria,
  { format, output, limit }: MatchupRunOptions,
): Promise<void> {
  const { signal, end } = interruption('writing what was found; Ctrl-C again to stop at once')
  const terminal = output === undefined ? process.stdout.columns : undefined
  const writer = matchupWriter(format, terminal)
  const sink = await textSink(output)
  const progress = progressOf(observations, output)
  const count = { tried: 0, matched: 0, matches: 0, written: 0 }
  let batch: Matchup<ReadObservation>[] = []
  const flush = async () => {
    if (batch.length === 0) return
    await sink.write(writer.page(batch, count.written))
    count.written += batch.length
    batch = []
  }
  let more = false
  try {
    await sink.write(writer.begin)
    for await (const portion of matchInPortions(store, observations.inOrder(), criteria)) {
      progress?.tell(portion[0]!.observation.start, count.matches)
      for (const matchup of portion) {
        more = count.matches >= limit
        if (signal.aborted || more) break
        count.tried++
        if (matchup.matches.length === 0) continue
        count.matched++
        count.matches += matchup.matches.length
        batch.push(matchup)
        if (batch.length >= batchSize) await flush()
      }
      if (signal.aborted || more) break
    }
    await flush()
    await sink.write(writer.end)
  } finally {
    end()
    progress?.close()
    await sink.close()
  }
  say(
    `${counted(count.matches, 'match', 'matches')} for ${count.matched.toLocaleString('en')} of ${counted(count.tried, 'observation')}` +
      (more ? '; there may be more: raise --limit' : ''),
  )
  if (signal.aborted) process.exitCode = exitCodes.interrupted
}

/** None where it would stand between the results on a terminal. */
function progressOf(observations: ObservationTable, output: string | undefined) {
  const period = observations.period()
  if (!period || period.start === period.end || (output === undefined && process.stdout.isTTY))
    return undefined
  return searchProgress(period.start, period.end, process.stderr.isTTY === true, ['match', 'matches'])
}
