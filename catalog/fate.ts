import type { Granule } from './granule.ts'
import type { FileRecord } from './ledger.ts'
import type { PutOutcome } from './store.ts'

/** What became of a granule of a `put`, as engines know it. `kept`: what is stored is newer and stays. */
export type Fate = PutOutcome | 'kept'

/** As it is told: the catalogue has it, in a newer state. */
export function outcomeOf(fate: Fate): PutOutcome {
  return fate === 'kept' ? 'replaced' : fate
}

/** Records of files but for those whose granules gave way to newer ones: the catalogue does not have what is in these files. */
export function recordsToWrite(
  records: readonly FileRecord[],
  granules: readonly Granule[],
  fates: readonly (Fate | undefined)[],
): readonly FileRecord[] {
  if (!fates.includes('kept')) return records
  const keyOf = ({ collection, id }: { collection?: string; id?: string }) => JSON.stringify([collection, id])
  const taken = new Set(granules.filter((_, i) => fates[i] !== 'kept').map(keyOf))
  const kept = new Set(granules.map(keyOf).filter((key) => !taken.has(key)))
  return records.filter((record) => record.outcome !== 'indexed' || !kept.has(keyOf(record)))
}
