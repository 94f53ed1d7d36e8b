import type { Store } from '../../catalog/store.ts'
import { describeAggregating } from './contract/aggregating.ts'
import { describeAnswering } from './contract/answering.ts'
import { describeChanging } from './contract/changing.ts'
import { describeFinding } from './contract/finding.ts'
import { describeRemembering } from './contract/remembering.ts'

export interface ContractOptions {
  /** Random searches to compare with the linear scan. */
  searches?: number
}

/**
 * What every engine has to do, held against the linear scan on seeded random granules. `open` gives an empty
 * catalogue of its own each time; the suite closes it.
 */
export function describeStore(
  name: string,
  open: () => Promise<Store>,
  { searches = 600 }: ContractOptions = {},
) {
  describeFinding(`${name}: finds what a linear scan finds`, open, searches)
  describeChanging(`${name}: changes`, open)
  describeAggregating(`${name}: aggregates`, open, searches)
  describeRemembering(`${name}: remembers files`, open)
  describeAnswering(`${name}: answers`, open)
}
