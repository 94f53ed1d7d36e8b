import { InvalidQueryError } from '../errors.ts'
import type { Granule } from '../granule.ts'
import { refuseUnknown } from '../refuse-unknown.ts'
import type { Store } from '../store.ts'
import { type Comparisons, exactComparisons } from './comparisons.ts'
import type { Crossover } from './crossover.ts'
import { decodePlace, encodePlace, givenBefore, type Place, placeAfter } from './cursor.ts'
import { judgeBy } from './judge.ts'
import { type CrossoverRequest, checkRequest } from './request.ts'
import type { Parts } from './stream.ts'
import { planStreams } from './streams.ts'
import { type Step, sweep } from './sweep.ts'

/** As much of a catalogue as a search for crossovers asks. */
export type GranuleSource = Pick<Store, 'search' | 'collection' | 'get'>

export interface FindOptions {
  /** Goes on where a page (`next`) or a step (`until`) ended. */
  after?: string
  /** Ends the search without an error. */
  signal?: AbortSignal
  /** Told now and then how far the search is. */
  onStep?: (step: Step) => void
  /** How granules are compared; exactly, unless a test says otherwise. */
  comparisons?: Comparisons
}

/**
 * The crossovers of a request, in order: by the time at which the second of the two granules first saw the place, then
 * by the keys of a and b. Takes a year of many missions with the memory of a window.
 *
 * @throws InvalidQueryError for a request that cannot be answered, NotFoundError for an unknown collection
 */
export async function* findCrossovers(
  store: GranuleSource,
  request: CrossoverRequest,
  options: FindOptions = {},
): AsyncGenerator<Crossover> {
  for await (const { crossovers } of findSteps(store, request, options)) yield* crossovers
}

export interface CrossoverPage {
  crossovers: Crossover[]
  /** Present unless all have been given; then a page may also be short, or empty. */
  next?: string
}

/**
 * A page of the crossovers, at most `limit`; fewer where finding them would take longer than `patience`, in milliseconds.
 * Pages never repeat or skip one that stays while granules come and go.
 */
export async function crossoverPage(
  store: GranuleSource,
  request: CrossoverRequest,
  { limit, patience, ...options }: FindOptions & { limit: number; patience: number },
): Promise<CrossoverPage> {
  if (!Number.isSafeInteger(limit) || limit < 1) {
    throw new InvalidQueryError('limit', `is a whole number of at least 1, not ${limit}`)
  }
  const began = performance.now()
  const start = options.after === undefined ? -Infinity : decodePlace(options.after).time
  const crossovers: Crossover[] = []
  let place: Place | undefined = options.after === undefined ? undefined : decodePlace(options.after)
  for await (const step of findSteps(store, request, options)) {
    for (const crossover of step.crossovers) {
      if (crossovers.length === limit) return { crossovers, next: encodePlace(place!) }
      crossovers.push(crossover)
      place = placeAfter(crossover, place)
    }
    if (step.until === Infinity || options.signal?.aborted) break
    if (performance.now() - began > patience && step.until > start) {
      return { crossovers, next: encodePlace({ time: step.until }) }
    }
  }
  return { crossovers }
}

async function* findSteps(
  store: GranuleSource,
  request: CrossoverRequest,
  { after, signal, onStep, comparisons = exactComparisons }: FindOptions,
): AsyncGenerator<Step> {
  checkRequest(request)
  const place = after === undefined ? undefined : decodePlace(after)
  const from = Math.max(place?.time ?? -Infinity, request.period?.start ?? -Infinity)
  await refuseUnknown(store, [...new Set(request.pairs.flat())])
  const parts = await partsFor(store, request, from)
  const judge = judgeBy(request, comparisons, completerOf(store, parts))
  const isGiven = place && givenBefore(place)
  for await (const step of sweep(store, request, parts, judge, from)) {
    if (signal?.aborted) return
    onStep?.(step)
    yield isGiven ? { ...step, crossovers: step.crossovers.filter((one) => !isGiven(one)) } : step
  }
}

/** Segments are most of a granule, and crossings need none: they are read along only where they are sure to be needed. */
async function partsFor(store: GranuleSource, request: CrossoverRequest, from: number): Promise<Parts> {
  const { mode = 'auto' } = request
  if (mode !== 'auto') return mode === 'overlap' ? { segments: true, tracks: true } : { tracks: true }
  const { queries } = planStreams(request, from)
  const first = await Promise.all(
    queries.map((query) => store.search(query, { limit: 1, uncounted: true, tracks: true })),
  )
  const tracksAlone = first.every(({ granules: [granule] }) => !granule || granule.track)
  return { tracks: true, segments: !tracksAlone }
}

function completerOf(store: GranuleSource, { segments }: Parts) {
  const completed = new WeakMap<Granule, Promise<Granule | undefined>>()
  return (granule: Granule): Granule | Promise<Granule | undefined> => {
    if (segments) return granule
    const known = completed.get(granule) ?? store.get(granule.collection, granule.id)
    completed.set(granule, known)
    return known
  }
}
