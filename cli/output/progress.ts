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

/** Failures from which on they are counted by reason. */
const worthCounting = 20

/** A bar on a terminal; what fails is listed when it is over. */
export function terminalProgress(total: number): Progress {
  const lines: string[] = []
  let failed = 0
  let skipped = 0
  const bar = new SingleBar(
    {
      format:
        '{bar} {value}/{total}  {rate} files/s  {eta_formatted} left  {skipped} unchanged  {failed} failed',
      etaBuffer: 500,
      // Ctrl-C lets the files in hand be finished, and the bar with them.
      gracefulExit: false,
      stream: process.stderr,
    },
    Presets.shades_classic,
  )
  const began = performance.now()
  let done = 0
  bar.start(total, 0, { rate: '-', failed: 0, skipped: 0 })
  return {
    tell(event) {
      if (event.event === 'failed' || event.event === 'warning') lines.push(eventLine(event))
      if (event.event === 'warning') return
      if (event.event === 'failed') failed++
      if (event.event === 'skipped') skipped++
      done++
      const read = rate(done - skipped, (performance.now() - began) / 1000)
      bar.update(Math.min(done, total), { rate: read, failed, skipped })
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
  const count = countEvents(total)
  let told = performance.now()
  return {
    tell(event) {
      if (event.event === 'failed' || event.event === 'warning') say(eventLine(event))
      const state = count(event)
      if (performance.now() - told < plainInterval) return
      told = performance.now()
      const left = state.secondsLeft === undefined ? '' : `, ${Math.ceil(state.secondsLeft / 60)} min left`
      say(
        `${state.done} of ${total} files, ${rate(state.filesPerSecond, 1)} files/s${left}, ` +
          `${state.skipped} unchanged, ${state.failed} failed`,
      )
    },
    close() {},
    sum: (report) => print(reportLine(report)),
  }
}

/** One JSON object a line on the standard output; now and then one that says how far the run is. */
export function jsonProgress(total: number): Progress {
  const count = countEvents(total)
  let told = performance.now()
  return {
    tell(event) {
      const state = count(event)
      if (performance.now() - told >= plainInterval) {
        told = performance.now()
        void print(`${JSON.stringify({ event: 'progress', ...state })}\n`)
      }
      if (event.event !== 'granule') return void print(`${JSON.stringify(event)}\n`)
      void print(granuleLine(event, true))
    },
    close() {},
    sum: (report) => print(`${JSON.stringify({ event: 'report', ...report })}\n`),
  }
}

/** A granule that was stored, for programs as JSON. */
export function granuleLine(event: Extract<IndexEvent, { event: 'granule' }>, json: boolean): string {
  const { file, outcome, granule } = event
  const { collection, id, bbox } = granule
  const [start, end] = [isoInstant(granule.start), isoInstant(granule.end)]
  if (!json) return `${outcome.padEnd(8)} ${collection}/${id}  ${start} ${end}\n`
  return `${JSON.stringify({ event: 'granule', file, outcome, collection, id, start, end, bbox })}\n`
}

/** `failed  PATH: reason` */
export function eventLine(event: Extract<IndexEvent, { event: 'failed' | 'warning' }>): string {
  return event.event === 'failed'
    ? `failed   ${shortPath(event.file)}: ${event.reason}`
    : `warning  ${shortPath(event.file)}: ${event.message}`
}

function reportLine(report: IndexReport): string {
  const { added, replaced, failed, superseded, skipped, failedBefore, older, seconds } = report
  const done = added + replaced + failed + superseded
  const parts = [
    `${counted(added + replaced, 'granule')} indexed (${added} new, ${replaced} replaced)`,
    ...(superseded > 0 ? [`${superseded} left out for another of the same id`] : []),
    ...(skipped > 0 ? [`${skipped} skipped as unchanged`] : []),
    ...(failedBefore > 0 ? [`${failedBefore} failed before (--retry-failed tries them again)`] : []),
    ...(older > 0 ? [`${older} older than asked for`] : []),
    `${failed} failed`,
  ]
  return `${parts.join(', ')} in ${seconds.toFixed(1)} s (${rate(done, seconds)} files/s)\n${reasonLines(report)}`
}

/** How many failed by each reason, the most frequent first, where there are enough that nobody reads them one by one. */
function reasonLines({ failed, failures }: IndexReport): string {
  if (failed < worthCounting) return ''
  const kinds = Object.entries(failures).sort(([, a], [, b]) => b - a)
  return kinds.map(([kind, count]) => `${String(count).padStart(8)}  ${kind}\n`).join('')
}

interface RunState {
  done: number
  total: number
  failed: number
  skipped: number
  filesPerSecond: number
  secondsLeft?: number
}

/** Keeps count of a run; files that are skipped take no time and say nothing of how fast the others are read. */
function countEvents(total: number): (event: IndexEvent) => RunState {
  const began = performance.now()
  let [done, failed, skipped] = [0, 0, 0]
  return ({ event }) => {
    if (event !== 'warning') done++
    if (event === 'failed') failed++
    if (event === 'skipped') skipped++
    const filesPerSecond = (done - skipped) / Math.max((performance.now() - began) / 1000, 1e-3)
    const secondsLeft = filesPerSecond > 0 ? Math.max(0, total - done) / filesPerSecond : undefined
    return { done, total, failed, skipped, filesPerSecond, ...(secondsLeft !== undefined && { secondsLeft }) }
  }
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
