import type { Geometry } from '../../catalog/geometry/types.ts'
import { cellCount, cellsOf } from '../../catalog/usage/grid.ts'
import { type CellCount, dayOf, type UsageLog, type UseCount, useKey } from '../../catalog/usage/usage.ts'

export interface Use {
  kind: UseCount['kind']
  protocol: string
  client: string
  /** Those that the request names. */
  collections: readonly string[]
  /** Whether it counts among all searches; not where all that it names is private. */
  isOpen: boolean
  /** Granules by collection; `isOpen` by itself says nothing of these. */
  found: readonly { collection: string; granules: number; isOpen: boolean }[]
  area?: Geometry
  /** Of the file that is fetched. */
  bytes?: number
}

export interface Recorder {
  /** Keeps it in memory, and comes back at once. */
  record(use: Use): void
  /** Writes what is kept. @throws what the log throws; what is kept stays then */
  flush(): Promise<UsageLog>
  /** Writes what is kept, if it can. */
  close(): Promise<void>
}

export interface RecorderOptions {
  /** Days for which statistics are kept. */
  days: number
  /** Told once when they cannot be written, and once when they can again. */
  tell(message: string, error?: unknown): void
  /** Milliseconds between two writes. */
  interval?: number
  now?: () => number
}

/** Searches that reached into each cell, on one day. */
interface CellTally {
  day: string
  collection: string | undefined
  counts: Uint32Array
}

/** Keys in memory; beyond, what is new is not counted, as while a disk stays full. */
const most = 100_000
/** Days and collections of which cells are in memory: 10 kB each. */
const mostTallies = 2_000
const millisecondsOfDay = 86_400_000

/** Counts uses in memory and adds them to a log from time to time. The log is opened when it is needed: it may be away, and no request waits for it. */
export function createRecorder(open: () => Promise<UsageLog>, options: RecorderOptions): Recorder {
  const { days, tell, interval = 10_000, now = Date.now } = options
  let uses = new Map<string, UseCount>()
  let cells = new Map<string, CellTally>()
  let log: UsageLog | undefined
  let lastForgotten = ''
  let isFailing = false
  let writing: Promise<unknown> = Promise.resolve()

  const count = (key: Omit<UseCount, 'requests' | 'granules' | 'bytes'>, more: Partial<UseCount>) => {
    const name = useKey(key)
    const known = uses.get(name)
    if (!known && uses.size >= most) return
    const sum = known ?? { ...key, requests: 0, granules: 0, bytes: 0 }
    sum.requests += more.requests ?? 0
    sum.granules += more.granules ?? 0
    sum.bytes += more.bytes ?? 0
    uses.set(name, sum)
  }
  const tallyOf = (day: string, collection: string | undefined): Uint32Array => {
    const name = `${day} ${collection ?? ''}`
    const tally = cells.get(name) ?? { day, collection, counts: new Uint32Array(cellCount) }
    if (cells.size < mostTallies) cells.set(name, tally)
    return tally.counts
  }
  const write = async (): Promise<UsageLog> => {
    log ??= await open()
    const [someUses, someCells] = [uses, cells]
    uses = new Map()
    cells = new Map()
    try {
      await log.add([...someUses.values()], [...someCells.values()].flatMap(listCells))
    } catch (error) {
      // What came meanwhile joins what was to be written.
      const [laterUses, laterCells] = [uses, cells]
      uses = someUses
      cells = someCells
      for (const { requests, granules, bytes, ...key } of laterUses.values())
        count(key, { requests, granules, bytes })
      for (const { day, collection, counts } of laterCells.values()) {
        const tally = tallyOf(day, collection)
        for (const [cell, requests] of counts.entries()) tally[cell]! += requests
      }
      throw error
    }
    const oldest = dayOf(now() - days * millisecondsOfDay)
    if (oldest !== lastForgotten) await log.forget(oldest)
    lastForgotten = oldest
    return log
  }
  /** One write after the other. */
  const flush = (): Promise<UsageLog> => {
    const written = writing.catch(() => {}).then(write)
    writing = written
    return written
  }
  const tryFlush = () =>
    flush().then(
      () => {
        if (isFailing) tell('statistics of use are written again')
        isFailing = false
      },
      (error: unknown) => {
        if (!isFailing) tell('statistics of use cannot be written, and are kept in memory', error)
        isFailing = true
      },
    )
  const timer = setInterval(tryFlush, interval).unref()

  return {
    record({ kind, protocol, client, collections, isOpen, found, area, bytes = 0 }) {
      const key = { day: dayOf(now()), kind, protocol, client }
      const openFound = found.reduce((sum, one) => sum + (one.isOpen ? one.granules : 0), 0)
      if (isOpen && kind === 'search') count(key, { requests: 1, granules: openFound })
      for (const collection of new Set(collections)) count({ ...key, collection }, { requests: 1, bytes })
      for (const { collection, granules } of found) count({ ...key, collection }, { granules })
      if (!area) return
      const reached = cellsOf(area)
      for (const collection of [...(isOpen ? [undefined] : []), ...new Set(collections)]) {
        const tally = tallyOf(key.day, collection)
        for (const cell of reached) tally[cell]!++
      }
    },
    flush,
    async close() {
      clearInterval(timer)
      await tryFlush()
      await log?.close()
    },
  }
}

function listCells({ day, collection, counts }: CellTally): CellCount[] {
  const reached: CellCount[] = []
  for (const [cell, requests] of counts.entries()) {
    if (requests > 0) reached.push({ day, cell, requests, ...(collection !== undefined && { collection }) })
  }
  return reached
}
