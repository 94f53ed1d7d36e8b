/** A use of one kind on one day, as often as it came. Nothing here tells who it was. */
export interface UseCount {
  /** In UTC, YYYY-MM-DD. */
  day: string
  kind: 'search' | 'download'
  /** Absent for all searches together, each once, whatever collections it names. */
  collection?: string
  /** The interface that was used; of a download the scheme of the address. */
  protocol: string
  /** Sort of program, as the server tells it. */
  client: string
  requests: number
  /** Granules that were found, or fetched. */
  granules: number
  /** Of the files that were fetched, where their sizes are known. */
  bytes: number
}

/** How often the boxes of searches reached into a cell of the grid (`grid.ts`). */
export interface CellCount {
  day: string
  /** Absent for all searches together. */
  collection?: string
  cell: number
  requests: number
}

/** Statistics of use, beside a catalogue; several servers that add to the same one are summed up. */
export interface UsageLog {
  /** All or nothing: where it rejects, the same may be added again. */
  add(uses: readonly UseCount[], cells: readonly CellCount[]): Promise<void>
  /** Sums of each day, both days included, in order. */
  uses(from: string, to: string): Promise<UseCount[]>
  /** Sums over the days, both included. */
  cells(from: string, to: string): Promise<Omit<CellCount, 'day'>[]>
  /** Days before are forgotten. */
  forget(before: string): Promise<void>
  close(): Promise<void>
}

/** Only what is counted differs between two of the same key. */
export function useKey({
  day,
  kind,
  collection = '',
  protocol,
  client,
}: Omit<UseCount, 'requests' | 'granules' | 'bytes'>): string {
  return JSON.stringify([day, kind, collection, protocol, client])
}

export function dayOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10)
}
