import { setTimeout as sleep } from 'node:timers/promises'
import { boundingBox } from '../catalog/geometry/bounds.ts'
import type { Geometry } from '../catalog/geometry/types.ts'
import type { Asset, Granule, GranuleKind, Instant } from '../catalog/granule.ts'
import { boxArea } from '../catalog/parse/box.ts'
import type { PutOutcome, Store } from '../catalog/store.ts'
import { keyOf } from './search.ts'
import { type FoundGranule, isTimeout, type Source, SourceError } from './source.ts'

export interface HarvestOptions {
  /** What the source calls the collection; all that it has without. */
  from?: string
  /** The collection to fill. */
  into: string
  start: Instant
  end: Instant
  /** Milliseconds between two requests at least. */
  interval: number
  signal?: AbortSignal
}

/** A stretch of time is done: everything that the source had of it is stored. */
export interface HarvestStep extends Record<PutOutcome, number> {
  start: Instant
  end: Instant
  /** Entries that make no granule, and why. */
  refused: { entry: string; reason: string }[]
}

const day = 86_400_000
const pageSize = 500
/** Entries of a stretch that is neither too long nor too short. */
const [manyEntries, fewEntries] = [5_000, 500]

/**
 * Fills a collection from a source, stretch of time by stretch of time: whoever keeps the end of the last step can go on from
 * there. Stretches grow and shrink with what is found in them.
 *
 * @throws SourceError where the source fails, after a few tries
 */
export async function* harvest(
  source: Source,
  store: Store,
  options: HarvestOptions,
): AsyncGenerator<HarvestStep> {
  let length = day
  // A granule that starts where two stretches meet belongs to the later.
  const lastOf = (end: Instant) => (end < options.end ? end - 1 : end)
  for (let start = options.start; start < options.end; ) {
    const end = Math.min(options.end, start + length)
    const step: HarvestStep = { start, end, added: 0, replaced: 0, refused: [] }
    let entries = 0
    for await (const found of pagesOf(source, { ...options, start, end: lastOf(end) })) {
      entries += found.length
      const granules = found.flatMap((one) => {
        const granule = toGranule(one, options.into)
        if (typeof granule !== 'string') return [granule]
        step.refused.push({ entry: one.identifier, reason: granule })
        return []
      })
      if (granules.length > 0) for (const outcome of await store.put(granules)) step[outcome]++
    }
    yield step
    start = end
    if (entries < fewEntries) length = Math.min(400 * day, 2 * length)
    if (entries > manyEntries) length = Math.max(day / 24, length / 4)
  }
}

async function* pagesOf(
  source: Source,
  { from, start, end, interval, signal }: HarvestOptions,
): AsyncGenerator<FoundGranule[]> {
  const question = {
    query: { period: { start, end } },
    tokens: new Map<string, string>(),
    ...(from !== undefined && { collection: from }),
  }
  let at: string | undefined
  let first: string | undefined
  do {
    const began = Date.now()
    const page = await withTries(() => {
      const timeout = AbortSignal.timeout(source.timeout)
      return source.page(question, at, pageSize, signal ? AbortSignal.any([signal, timeout]) : timeout)
    }, signal)
    const begin = page.first ?? page.found[0]?.identifier
    if (begin !== undefined && begin === first) return
    first = begin
    yield page.found
    at = page.next
    const wait = interval - (Date.now() - began)
    if (at !== undefined && wait > 0) await sleep(wait, undefined, signal && { signal })
  } while (at !== undefined)
}

/** Services are down for a minute now and then. */
async function withTries<T>(work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  for (const wait of [1_000, 5_000, 20_000]) {
    try {
      return await work()
    } catch (error) {
      signal?.throwIfAborted()
      const passing = error instanceof SourceError ? error.passing : isTimeout(error)
      if (!passing) throw error
      await sleep(wait, undefined, signal && { signal })
    }
  }
  return work()
}

/** As the catalogue has it, or why it cannot. */
function toGranule(found: FoundGranule, collection: string): Granule | string {
  const { title, start, end, updated, geometry: shape, bbox } = found
  if (start === undefined || end === undefined) return 'says no time'
  const geometry = shape ?? (bbox && boxArea(bbox))
  const box = geometry && boundingBox(geometry)
  if (!geometry || !box) return 'says no place'
  return {
    collection,
    id: keyOf(found) || found.identifier,
    kind: kindOf(geometry),
    start,
    end,
    geometry,
    bbox: box,
    segments: [],
    properties: { title },
    assets: assetsOf(found),
    updated: updated ?? Date.now(),
  }
}

function assetsOf({ identifier, links }: FoundGranule): Record<string, Asset> {
  const files = links.filter(({ rel }) => ['enclosure', 'icon', 'describedby'].includes(rel))
  return Object.fromEntries(
    files.map(({ rel, href, type, title = identifier, length }, i) => [
      i === 0 ? 'data' : `link-${i + 1}`,
      {
        href,
        type: type || 'application/octet-stream',
        roles: [rel === 'icon' ? 'thumbnail' : rel === 'describedby' ? 'metadata' : 'data'],
        title,
        ...(length !== undefined && { size: length }),
      },
    ]),
  )
}

/** What a footprint alone tells. */
function kindOf({ type }: Geometry): GranuleKind {
  if (type === 'Point' || type === 'MultiPoint') return 'points'
  return type === 'LineString' || type === 'MultiLineString' ? 'track' : 'swath'
}
