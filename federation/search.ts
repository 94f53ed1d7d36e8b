import { compareText } from '../catalog/fields.ts'
import type { Cursor } from './cursor.ts'
import { createFeeder, type Feeder, type SourceReport } from './feeder.ts'
import type { FoundGranule, Question, Source } from './source.ts'

/** A granule, and the sources that have it. */
export interface FederatedGranule extends FoundGranule {
  sources: { id: string; title: string }[]
}

export interface FederatedAnswer {
  granules: FederatedGranule[]
  /** The totals of the sources together: what several have is counted for each, until it is shown. */
  total: number
  reports: SourceReport[]
  /** Where the next page goes on; absent where no source has more. */
  next?: Cursor
}

export interface FederatedRequest {
  question: Question
  /** Granules to pass over, where there is no cursor. */
  offset: number
  count: number
  cursor?: Cursor
  /** Of the client, when it goes away. */
  signal?: AbortSignal
}

/** Milliseconds by which two sources may differ on when the same granule starts. */
const slack = 60_000
/** Granules asked of a source at once: few enough to be quick, enough to find duplicates among. */
const [leastSize, mostSize] = [20, 500]

/**
 * Asks the sources at once and merges what they have by start; of equal starts, by name. Each source is followed in its own
 * order, so that pages neither lose nor repeat what a source has even where it cannot sort. The same granule at two sources
 * (its name without the extension) is shown once, with the links of both. A source that fails is told of, and the others go on.
 */
export async function searchFederation(
  sources: Source[],
  request: FederatedRequest,
): Promise<FederatedAnswer> {
  const { question, count, cursor } = request
  const size = cursor?.size ?? Math.min(mostSize, Math.max(leastSize, count))
  const feeders = sources.flatMap((source) => {
    const collection = question.collection === undefined ? undefined : source.nameOf(question.collection)
    if (question.collection !== undefined && collection === undefined) return []
    const { collection: _, ...rest } = question
    const places = cursor?.places[source.id]
    if (cursor && !places) return []
    return createFeeder({
      source,
      question: { ...rest, ...(collection !== undefined && { collection }) },
      size,
      ...(places && { places }),
      ...(request.signal && { signal: request.signal }),
      keyOf,
    })
  })
  await Promise.all(feeders.map((feeder) => feeder.fill()))

  const granules: FederatedGranule[] = []
  let toSkip = cursor ? 0 : request.offset
  let merged = cursor?.merged ?? 0
  while (granules.length < count) {
    const next = await takeNext(feeders)
    if (!next) break
    merged += next.sources.length - 1
    if (toSkip > 0) toSkip--
    else granules.push(next)
  }
  const totals = { ...cursor?.totals }
  for (const { report } of feeders) if (report.total !== undefined) totals[report.id] = report.total
  const reports = sources.flatMap(({ id, title }): SourceReport[] => {
    const report = feeders.find((feeder) => feeder.report.id === id)?.report
    if (report) return [{ ...report, ...(totals[id] !== undefined && { total: totals[id] }) }]
    return totals[id] === undefined ? [] : [{ id, title, total: totals[id] }]
  })
  const shown = (cursor?.offset ?? request.offset) + granules.length
  const total = Object.values(totals).reduce((sum, one) => sum + one, 0) - merged
  const left = feeders.flatMap((feeder) => {
    const places = feeder.places()
    return places ? [[feeder.report.id, places] as const] : []
  })
  const follows = count > 0 && granules.length === count && left.length > 0
  return {
    granules,
    total: Math.max(total, granules.length > 0 ? shown : 0),
    reports,
    ...(follows && { next: { size, offset: shown, merged, totals, places: Object.fromEntries(left) } }),
  }
}

async function takeNext(feeders: Feeder[]): Promise<FederatedGranule | undefined> {
  await Promise.all(feeders.map((feeder) => feeder.fill()))
  const first = feeders.reduce<Feeder | undefined>((best, feeder) => {
    const head = feeder.head()
    if (!head) return best
    const other = best?.head()
    return !other || compare(head, other) < 0 ? feeder : best
  }, undefined)
  const found = first?.head()
  if (!first || !found) return undefined
  first.take()
  const granule: FederatedGranule = { ...found, sources: [nameOf(first)] }
  const key = keyOf(found)
  const beyond = (found.start ?? -Infinity) + slack
  const others = feeders.filter((feeder) => feeder !== first)
  await Promise.all(others.map((feeder) => feeder.fill(beyond)))
  for (const feeder of others) {
    const same = feeder.takeNamed(key)
    if (!same) continue
    granule.sources.push(nameOf(feeder))
    granule.links = [
      ...granule.links,
      ...same.links.filter(({ href }) => granule.links.every((one) => one.href !== href)),
    ]
  }
  return granule
}

function nameOf({ report: { id, title } }: Feeder): { id: string; title: string } {
  return { id, title }
}

/** What a granule is called wherever it lies: the name of its file without folders, compression and extension. */
export function keyOf({ title }: FoundGranule): string {
  const name = title.split('/').at(-1)!
  return name.replace(/\.(gz|bz2|zip)$/i, '').replace(/\.(nc4?|h5|hdf5?|he5|cdf)$/i, '')
}

/** Those that do not say when they start come last. */
function compare(a: FoundGranule, b: FoundGranule): number {
  return (a.start ?? Infinity) - (b.start ?? Infinity) || compareText(keyOf(a), keyOf(b)) || 0
}
