import type { Arrangement } from './arrange.ts'
import type { CoordinatePair } from './coordinate-pairs.ts'
import type { RowTimes } from './row-times.ts'

/** One set of positions with its times. */
export interface Part extends Arrangement, RowTimes {
  pair: CoordinatePair
  /** There are data between the positions. */
  tied: boolean
}
