import pLimit from 'p-limit'
import { CatalogUnavailableError, PartlyStoredError } from '../catalog/errors.ts'
import type { Granule } from '../catalog/granule.ts'
import type { FileRecord } from '../catalog/ledger.ts'
import type { PutOutcome, Store } from '../catalog/store.ts'

/** A granule on its way to the catalogue, and the file it is of. */
export interface Pending {
  file: string
  granule: Granule
  /** Another file of the run went before it under the same key. */
  again: boolean
  /** To be remembered of the file once its granule is stored. */
  record?: FileRecord
}

export type Stored = Pending & ({ outcome: PutOutcome } | { error: Error })

export interface Batch {
  /** Waits while the catalogue is behind. @throws {CatalogUnavailableError} once the catalogue does not answer */
  add(pending: Pending): Promise<void>
  /** Remembers a file without a granule, with the next that are stored. */
  note(record: FileRecord): Promise<void>
  /** Stores what is left. */
  close(): Promise<void>
}

export interface BatchOptions {
  /** Granules in one put. */
  size?: number
  /** Puts under way at once. */
  concurrency?: number
}

const milliseconds = 1000

/**
 * Gathers granules and puts them 100 at a time, or what there is after a second; one put after the other, unless said otherwise.
 * Where the catalogue refuses a batch as a whole it is put granule by granule, so that one does not keep out the rest.
 * @param onStored is told what became of each
 */
export function createBatch(
  store: Pick<Store, 'put'>,
  onStored: (stored: Stored) => void,
  { size = 100, concurrency = 1 }: BatchOptions = {},
): Batch {
  const limit = pLimit(concurrency)
  const underWay = new Set<Promise<void>>()
  let gathered: Pending[] = []
  let notes: FileRecord[] = []
  let timer: NodeJS.Timeout | undefined
  let failure: unknown

  function flush(): void {
    clearTimeout(timer)
    timer = undefined
    const [batch, records] = [gathered, notes]
    gathered = []
    notes = []
    const writing = limit(() => write(batch, records))
      .catch((error: unknown) => {
        failure ??= error
      })
      .finally(() => underWay.delete(writing))
    underWay.add(writing)
  }

  async function write(batch: Pending[], records: FileRecord[]): Promise<void> {
    if (batch.length + records.length === 0 || failure !== undefined) return
    let outcomes: PutOutcome[]
    try {
      const all = [...batch.flatMap(({ record }) => record ?? []), ...records]
      outcomes = await store.put(
        batch.map(({ granule }) => granule),
        all,
      )
    } catch (error) {
      if (error instanceof CatalogUnavailableError || !(error instanceof Error)) throw error
      if (error instanceof PartlyStoredError) return tellParts(batch, error)
      if (batch.length === 0) throw error
      if (records.length > 0) await write([], records)
      if (batch.length === 1) return onStored({ ...batch[0]!, error })
      for (const pending of batch) await write([pending], [])
      return
    }
    for (const [i, pending] of batch.entries()) onStored({ ...pending, outcome: outcomes[i]! })
  }

  function tellParts(batch: Pending[], { outcomes, refused }: PartlyStoredError): void {
    for (const [i, pending] of batch.entries()) {
      const { collection, id } = pending.granule
      const refusal = refused.find((one) => one.collection === collection && one.id === id)
      const outcome = outcomes[i]
      if (outcome) onStored({ ...pending, outcome })
      else onStored({ ...pending, error: new Error(refusal?.reason ?? 'it was not stored') })
    }
  }

  async function makeRoom(): Promise<void> {
    timer ??= setTimeout(flush, milliseconds)
    // The next batch is gathered while those before it are stored.
    while (gathered.length + notes.length >= size && failure === undefined) {
      if (underWay.size < concurrency) flush()
      else await Promise.race(underWay)
    }
    if (failure !== undefined) throw failure
  }

  return {
    add(pending) {
      gathered.push(pending)
      return makeRoom()
    },
    note(record) {
      notes.push(record)
      return makeRoom()
    },
    async close() {
      // What is refused is noted in turn.
      do {
        flush()
        await Promise.all(underWay)
      } while (gathered.length + notes.length > 0 && failure === undefined)
      clearTimeout(timer)
      if (failure !== undefined) throw failure
    },
  }
}
