import { InvalidQueryError } from '../errors.ts'
import type { PreciseInstant } from '../granule.ts'
import type { Store } from '../store.ts'
import { type KnownTrack, knownTracks } from './known-tracks.ts'
import { legsOfFile } from './legs.ts'
import { motionAlong } from './motion.ts'
import { type Nodes, nodesOf, returnLag } from './nodes.ts'
import type { PredictedPass } from './pass.ts'
import { lengthByNumbers, measureCycle, type RepeatCycle } from './repeat-cycle.ts'

/** What a collection's tracks tell of those to come. */
export interface Repetition {
  collection: string
  cycle: RepeatCycle
  /** The latest track of each part of the cycle. */
  tracks: KnownTrack[]
  /** When the latest track ends: predictions begin after it. */
  end: PreciseInstant
}

/** Beside the track by more than this, kilometres, or by more seconds, it is no repetition. */
const worst = { besideKm: 25, seconds: 60 }
/** Cycles over which a part that is missing in the last one is looked for. */
const CYCLES = 3

/**
 * How the tracks of a collection repeat themselves: by the numbers of cycle and pass that its files have, else by where they cross the
 * equator.
 *
 * @param before as if the catalogue ended there
 * @throws InvalidQueryError where they do not, or where less than a cycle is known
 */
export async function findRepetition(
  store: Store,
  collection: string,
  { parameter, before }: { parameter: string; before?: PreciseInstant | undefined },
): Promise<Repetition> {
  const tracks: KnownTrack[] = []
  const nodes: Nodes = [[], []]
  let cycle: RepeatCycle | undefined
  for await (const page of knownTracks(store, collection, before)) {
    tracks.push(...page)
    nodesOf(page).forEach((some, i) => {
      nodes[i]!.unshift(...some)
    })
    cycle = cycleOf(tracks, nodes)
    if (cycle && spanOf(tracks) >= 2 * cycle.length) break
    // So that a server answers others meanwhile.
    await new Promise(setImmediate)
  }
  if (tracks.length === 0) {
    throw new InvalidQueryError(parameter, `${collection} has no ground tracks: index files of tracks again`)
  }
  if (!cycle) {
    const days = (spanOf(tracks) / 86_400_000).toFixed(1)
    throw new InvalidQueryError(
      parameter,
      `the tracks of ${collection} do not come back to where they were in the ${days} days that the catalogue has of them: ` +
        'index a cycle and more, or predict from two-line elements (oceanid predict --tle)',
    )
  }
  const end = tracks.reduce((latest, { track }) => Math.max(latest, track.end), -Infinity)
  return { collection, cycle, tracks: latestParts(tracks, cycle.length, end), end }
}

/** The passes of a period, whole, in order; none before the known tracks end. */
export function carryForward(
  { collection, cycle, tracks, end }: Repetition,
  from: PreciseInstant,
  to: PreciseInstant,
): PredictedPass[] {
  const passes = tracks.flatMap(({ id, cycle: number, pass, track }) => {
    const first = Math.max(1, Math.ceil((Math.max(from, end) - track.end) / cycle.length))
    const last = Math.floor((to - track.start) / cycle.length)
    const legs = first > last ? [] : legsOfFile(motionAlong(track), track.start, track.end)
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => {
      const cycles = first + k
      const delay = cycles * cycle.length
      const motion = motionAlong(track, delay)
      return legs.map(
        (leg): PredictedPass => ({
          name: collection,
          motion,
          start: leg.start + delay,
          end: leg.end + delay,
          direction: leg.direction,
          ...(number !== undefined && { cycle: number + cycles }),
          ...(pass !== undefined && legs.length === 1 && { pass }),
          source: { collection, id, cycles },
        }),
      )
    }).flat()
  })
  return passes.filter((pass) => pass.end > from && pass.start <= to).sort((a, b) => a.start - b.start)
}

function cycleOf(tracks: KnownTrack[], nodes: Nodes): RepeatCycle | undefined {
  const byNumbers = lengthByNumbers(tracks)
  const told = byNumbers === undefined ? undefined : measureCycle(tracks, byNumbers)
  if (told && isGood(told)) return told
  const lag = returnLag(nodes)
  const seen = lag === undefined ? undefined : measureCycle(tracks, lag)
  return seen && isGood(seen) ? seen : undefined
}

function isGood({ besideKm, seconds }: RepeatCycle): boolean {
  return besideKm.rms <= worst.besideKm && seconds.rms <= worst.seconds
}

function spanOf(tracks: readonly KnownTrack[]): number {
  let [start, end] = [Infinity, -Infinity]
  for (const { track } of tracks) {
    start = Math.min(start, track.start)
    end = Math.max(end, track.end)
  }
  return end - start
}

/** Less of the usual length of a track is a part of one: what came broken, or is not all there yet. */
const WHOLE = 0.8

/** Tracks as their parts of the cycle are: what a later one has, an earlier one is not asked for, unless the later one is broken. */
function latestParts(tracks: readonly KnownTrack[], length: number, end: PreciseInstant): KnownTrack[] {
  const durations = tracks.map(({ track }) => track.end - track.start).sort((a, b) => a - b)
  const usual = durations[durations.length >> 1]!
  const isBroken = ({ track }: KnownTrack) => Number(track.end - track.start < WHOLE * usual)
  const ordered = tracks.toSorted((a, b) => isBroken(a) - isBroken(b) || b.track.end - a.track.end)
  const taken: [start: number, end: number][] = []
  return ordered.filter(({ track }) => {
    if (end - track.start > CYCLES * length + (track.end - track.start)) return false
    // Ends reach half a step on, so that neighbours share an instant.
    const margin = (track.end - track.start) / 100
    const span = { start: track.start + margin, end: track.end - margin }
    const isTaken = taken.some(([from, to]) => {
      const cycles = Math.ceil((from - span.end) / length)
      return span.start + cycles * length < to
    })
    if (!isTaken) taken.push([span.start, span.end])
    return !isTaken
  })
}
