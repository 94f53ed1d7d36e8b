import type { Observation } from '../coordinates.ts'
import type { Extent } from './time.ts'

/** What a file's coordinates say, and when. */
export interface Observed {
  observation: Observation
  /** First and last instant of the measurements themselves, where each has its own. */
  extent?: Extent
  sources: Record<string, string>
  warnings: string[]
}

/** Nothing in a file tells where it is: the message says what was looked for. */
export class NoCoordinatesError extends Error {}
