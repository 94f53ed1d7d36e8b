import { Presets, SingleBar } from 'cli-progress'
import { seconds } from '../formats.ts'
import { counted, say } from '../print.ts'

/** Says how far along time a search for crossovers is. */
export interface SearchProgress {
  tell(until: number, found: number): void
  close(): void
}

const plainInterval = 10_000

/**
 * A bar on a terminal, else a line now and then.
 * @param what is found: one, and several
 */
export function searchProgress(
  start: number,
  end: number,
  bar: boolean,
  what: [one: string, several: string] = ['crossover', 'crossovers'],
): SearchProgress {
  return bar ? barProgress(start, end) : plainProgress(end, what)
}

function barProgress(start: number, end: number): SearchProgress {
  const bar = new SingleBar(
    {
      format: '{bar} {date}  {found} found  {eta_formatted} left',
      // Ctrl-C lets what is in hand be written, and the bar with it.
      gracefulExit: false,
      stream: process.stderr,
    },
    Presets.shades_classic,
  )
  bar.start(Math.max(1, end - start), 0, { date: seconds(start).slice(0, 10), found: 0 })
  return {
    tell(until, found) {
      const at = Math.min(Math.max(until, start), end)
      bar.update(at - start, { date: seconds(at).slice(0, 10), found: found.toLocaleString('en') })
    },
    close: () => bar.stop(),
  }
}

function plainProgress(end: number, what: [string, string]): SearchProgress {
  let told = performance.now()
  return {
    tell(until, found) {
      if (performance.now() - told < plainInterval) return
      told = performance.now()
      say(`${seconds(Math.min(until, end))}: ${counted(found, ...what)} so far`)
    },
    close() {},
  }
}
