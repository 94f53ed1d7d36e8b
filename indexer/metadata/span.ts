import type { GranuleKind, Instant } from '../../catalog/granule.ts'
import { type Belief, type Stretch, weigh } from './contradiction.ts'
import type { Bound, Coverage } from './coverage.ts'
import { taiMinusUtc } from './leap-seconds.ts'

export interface Span {
  start: Instant
  end: Instant
  sources: { start: string; end: string }
  warnings: string[]
  /** The measurements' own times are not to be believed, neither those of the whole nor of a row. */
  withoutTimes: boolean
}

export interface Told {
  kind: GranuleKind
  /** What the attributes say, or was asked for in their place. */
  coverage: Coverage
  /** First and last instant of the measurements themselves. */
  extent?: Stretch | undefined
  extentSource?: string | undefined
  asked?: { start?: Instant; end?: Instant }
  /** What the name says by the collection's pattern. */
  named?: Coverage
  fileName?: string
  /** Later than this nothing was measured. */
  now?: Instant
}

/** Attributes and variables that differ by more than this are worth a word, milliseconds. */
const worthAWord = 60_000

/**
 * When a granule starts and ends: as asked for; else by the measurements' own times; else by the attributes; else by its
 * name. For grids, whose time variable is nominal, the attributes come first.
 * @returns undefined when nothing says when
 * @throws Error when measurements and attributes contradict each other and the name both
 */
export function decideSpan(told: Told): Span | undefined {
  const { kind, coverage, extentSource = 'the time variable', asked = {}, named = {} } = told
  const belief = kind === 'grid' ? 'either' : weighTold(told)
  const extent = belief === 'stated' ? undefined : told.extent
  const warnings: string[] = []
  const measured = extent && {
    start: { instant: Math.floor(extent.first), source: extentSource },
    end: { instant: Math.ceil(extent.last - 1e-3), source: extentSource },
  }
  const stated =
    coverage.start && (coverage.end ?? measured ?? named.end) === undefined
      ? { start: coverage.start, end: coverage.start }
      : { start: coverage.start, end: coverage.end }
  const [first, second] = kind === 'grid' ? [stated, measured] : [measured, stated]
  const start =
    asked.start === undefined
      ? (first?.start ?? second?.start ?? named.start)
      : { instant: asked.start, source: 'asked for' }
  const end =
    asked.end === undefined
      ? (first?.end ?? second?.end ?? named.end)
      : { instant: asked.end, source: 'asked for' }
  if (start === undefined || end === undefined) return undefined
  if (end === start) {
    warnings.push('no end is given: taken to end when it starts')
  }
  if (belief === 'stated') {
    const { first, last } = told.extent!
    warnings.push(
      `${extentSource} says ${show(first)} to ${show(last)}, more than a day from what ${coverage.start!.source} says: it is not believed`,
    )
  }
  if (measured !== undefined && kind !== 'grid' && asked.start === undefined && asked.end === undefined) {
    warnings.push(...compare(measured, coverage))
  }
  return {
    start: start.instant,
    end: Math.max(end.instant, start.instant),
    sources: { start: start.source, end: end.source },
    warnings,
    withoutTimes: belief === 'stated',
  }
}

function weighTold({
  coverage,
  extent,
  extentSource = 'the time variable',
  named = {},
  fileName = '',
  now = Date.now(),
}: Told): Belief {
  // A start alone may be that of something longer: a deployment, a mission.
  const stated = coverage.end && stretchOf(coverage)
  if (extent === undefined || stated === undefined) return 'either'
  const belief = weigh(extent, stated, { named: stretchOf(named), fileName, now })
  if (belief !== 'neither') return belief
  throw new Error(
    `${extentSource} says ${show(extent.first)}, ${coverage.start!.source} says ${show(stated.first)}, and its name says neither: say when it was measured with --start and --end`,
  )
}

function stretchOf({ start, end = start }: Coverage): Stretch | undefined {
  return start && end && { first: start.instant, last: Math.max(start.instant, end.instant) }
}

interface Bounds {
  start: Bound
  end: Bound
}

/** What the measurements and the attributes disagree on. */
function compare(measured: Bounds, coverage: Coverage): string[] {
  const warnings: string[] = []
  for (const side of ['start', 'end'] as const) {
    const stated = coverage[side]
    if (stated === undefined || Math.abs(measured[side].instant - stated.instant) <= worthAWord) continue
    warnings.push(
      `${side}: ${stated.source} says ${show(stated.instant)}, the measurements say ${show(measured[side].instant)}, which is taken`,
    )
  }
  const clock = coverage.start && tellClock(measured.start.instant, coverage.start.instant)
  if (clock !== undefined) {
    warnings.push(
      `start: the measurements are as far ahead of ${coverage.start!.source} as ${clock} is of UTC, though they do not say that they are in ${clock}: taken for UTC`,
    )
  }
  return warnings
}

/** The clock that is ahead of UTC by the difference of two instants, to within half a second. */
function tellClock(ahead: Instant, behind: Instant): 'GPS' | 'TAI' | undefined {
  const difference = (ahead - behind) / 1000
  const tai = taiMinusUtc(behind)
  if (Math.abs(difference - tai) < 0.5) return 'TAI'
  return Math.abs(difference - (tai - 19)) < 0.5 && tai > 22 ? 'GPS' : undefined
}

function show(instant: Instant): string {
  return new Date(instant).toISOString()
}
