import { existsSync } from 'node:fs'
import type { Instant } from '../catalog/granule.ts'
import type { FileRecord } from '../catalog/ledger.ts'
import { decide, isSameState, type KnownFile } from './file-ledger.ts'
import type { DescribeOptions } from './granule.ts'

export interface SettlingOptions {
  /** Milliseconds for which size and time of a file stay the same before it is taken for complete. */
  settle: number
  /** A file is complete when one of its name and this ending is beside it, and not before. */
  ready?: string
}

/** Names of files that are being written, by convention: they get another when they are complete. */
export const unfinishedNames = [
  '.*',
  '*.part',
  '*.partial',
  '*.tmp',
  '*.temp',
  '*.filepart',
  '*.crdownload',
  '*~',
]

/** Milliseconds before a file that failed is tried again: doubled with each failure. */
const firstWait = 60_000
const longestWait = 6 * 3_600_000

/** Keeps files back until they are complete. */
export function createSettling({ settle, ready }: SettlingOptions) {
  let waiting = new Map<string, { state: NonNullable<KnownFile['state']>; since: number }>()
  return {
    /**
     * Of files as they are now, those that are complete and not indexed yet, or failed and due again.
     *
     * @param now monotonic, in milliseconds
     */
    settled(known: readonly KnownFile[], describe: DescribeOptions, now: number): string[] {
      const still: typeof waiting = new Map()
      const complete: string[] = []
      for (const file of known) {
        const { path, state, record } = file
        if (state === undefined) continue
        const decision = decide(file, describe, {})
        const isWanted = decision === 'read' || (decision === 'failed before' && isDue(record!, Date.now()))
        if (!isWanted) continue
        const before = waiting.get(path)
        const since = before && isSameState(before.state, state) ? before.since : now
        const isComplete = ready === undefined ? now - since >= settle : existsSync(`${path}${ready}`)
        if (isComplete) complete.push(path)
        else still.set(path, { state, since })
      }
      waiting = still
      return complete
    },
    /** How many are kept back. */
    waiting: () => waiting.size,
  }
}

/** A clock that was set back makes no file wait longer. */
function isDue({ attempts, at }: FileRecord, now: Instant): boolean {
  const wait = Math.min(longestWait, firstWait * 2 ** Math.max(0, attempts - 1))
  return Math.abs(now - at) >= wait
}
