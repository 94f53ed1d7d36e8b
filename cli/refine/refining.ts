import type { Crossover } from '../../catalog/crossovers/crossover.ts'
import type { CrossoverRequest } from '../../catalog/crossovers/request.ts'
import type { Store } from '../../catalog/store.ts'
import { exitCodes } from '../exit-codes.ts'
import { counted, say } from '../output/print.ts'
import { Measurements, type ReadingOptions } from './measurements.ts'
import { refine } from './refine.ts'

export interface Refining {
  finish(crossovers: Crossover[]): Promise<Crossover[]>
  /** Says how many were refined, and which files could not be read. */
  tell(): void
  /** Ends the threads that read. */
  close(): Promise<void>
}

/** Files that are named of those that could not be read. */
const mostNamed = 20

/** The refining of all crossovers of a request. */
export function refining(
  store: Pick<Store, 'get' | 'collection'>,
  { window }: CrossoverRequest,
  options: ReadingOptions,
): Refining {
  const measurements = new Measurements(store, options)
  const count = { all: 0, refined: 0 }
  return {
    async finish(crossovers) {
      const refined = await Promise.all(
        crossovers.map((crossover) => refine(crossover, measurements, window)),
      )
      count.all += refined.length
      count.refined += refined.filter((one) => one.refined !== 'none').length
      return refined
    },
    tell() {
      const { failures } = measurements
      for (const [file, reason] of [...failures].slice(0, mostNamed)) say(`not refined  ${file}: ${reason}`)
      if (failures.size > mostNamed) say(`not refined  ${counted(failures.size - mostNamed, 'more', 'more')}`)
      say(`${count.refined.toLocaleString('en')} of them refined by the files`)
      if (failures.size > 0) process.exitCode ??= exitCodes.partial
    },
    close: () => measurements.close(),
  }
}
