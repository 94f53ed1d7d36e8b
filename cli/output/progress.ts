import { relative } from 'node:path'
import { Presets, SingleBar } from 'cli-progress'
import type { IndexEvent, IndexReport } from '../../indexer/pipeline.ts'
import { isoInstant } from './feature.ts'
import { counted, print, say } from './print.ts'

/** Tells people, or programs, how a run goes. */
export interface Progress {
  tell(event: IndexEvent): void
  /** After the last event, however the run went. */
  close(): void
  /** At the end of a run that came to its end. */
  sum(report: IndexReport): Promise<void>
}

/** How often plain progress is told, in milliseconds. */
const plainInterval = 10_000

/** A bar on a terminal; what fails is listed when it is over. */
export function terminalProgress(total: number): Progress {
  const lines: string[] = []
  let failed = 0
  const bar = new SingleBar(
    {
      format: '{bar} {value}/{total}  {rate} files/s  {eta_formatted} left  {failed} failed',
      etaBuffer: 500,
      // Ctrl-C lets the files in hand be finished, and the bar with them.
      gracefulExit: false,
      stream: process.stderr,
    },
    Presets.shades_classic,
  )
  const began = performance.now()
  let done = 0
  bar.start(total, 0, { rate: '-', failed: 0 })
  return {
    tell(event) {
      if (event.event !== 'granule') lines.push(eventLine(event))
      if (event.event === 'warning') return
      if (event.event === 'failed') failed++
      done++
      bar.update(Math.min(done, total), { rate: rate(done, (performance.now() - began) / 1000), failed })
    },
    close() {
      bar.stop()
      for (const line of lines) say(line)
    },
    sum: (report) => print(reportLine(report)),
  }
}

/** A line for each file that fails or is odd, and now and then how far the run is. */
export function plainProgress(total: number): Progress {
  let done = 0
  let told = performance.now()
  return {
    tell(event) {
      if (event.event !== 'granule') say(eventLine(event))
      if (event.event !== 'warning') done++
      if (performance.now() - told < plainInterval) return
      told = performance.now()
      say(`${done} of ${total} files`)
    },
    close() {},
    sum: (report) => print(reportLine(report)),
  }
}

/** One JSON object a line on the standard output. */
export function jsonProgress(): Progress {
  return {
    tell(event) {
      if (event.event !== 'granule') return void print(`${JSON.stringify(event)}\n`)
      const { file, outcome, granule } = event
      const { collection, id, start, end, bbox } = granule
      const line = {
        event: 'granule',
        file,
        outcome,
        collection,
        id,
        start: isoInstant(start),
        end: isoInstant(end),
        bbox,
      }
      void print(`${JSON.stringify(line)}\n`)
    },
    close() {},
    sum: (report) => print(`${JSON.stringify({ event: 'report', ...report })}\n`),
  }
}

/** `failed  PATH: reason` */
export function eventLine(event: Exclude<IndexEvent, { event: 'granule' }>): string {
  return event.event === 'failed'
    ? `failed   ${shortPath(event.file)}: ${event.reason}`
    : `warning  ${shortPath(event.file)}: ${event.message}`
}

function reportLine({ added, replaced, failed, superseded, seconds }: IndexReport): string {
  const done = added + replaced + failed + superseded
  const parts = [
    `${counted(added + replaced, 'granule')} indexed (${added} new, ${replaced} replaced)`,
    ...(superseded > 0 ? [`${superseded} left out for another of the same id`] : []),
    `${failed} failed`,
  ]
  return `${parts.join(', ')} in ${seconds.toFixed(1)} s (${rate(done, seconds)} files/s)\n`
}

function rate(files: number, seconds: number): string {
  const value = files / Math.max(seconds, 1e-3)
  return value.toFixed(value < 10 ? 1 : 0)
}

/** From the working folder where that is shorter. */
function shortPath(file: string): string {
  const fromHere = relative('', file)
  return fromHere !== '' && fromHere.length < file.length ? fromHere : file
}
