import type { GranuleKind, Instant } from '../../catalog/granule.ts'
import type { Bound, Coverage } from './coverage.ts'
import { taiMinusUtc } from './leap-seconds.ts'

/** First and last instant of the measurements themselves. */
interface Extent {
  first: Instant
  last: Instant
}

export interface Span {
  start: Instant
  end: Instant
  sources: { start: string; end: string }
  warnings: string[]
}

/** Attributes and variables that differ by more than this are worth a word, milliseconds. */
const worthAWord = 60_000

/**
 * When a granule starts and ends: as asked for; else by the measurements' own times; else by the attributes; else by its
 * name. For grids, whose time variable is nominal, the attributes come first.
 * @param named what the name says by the collection's pattern
 * @returns undefined when nothing says when
 */
export function decideSpan(
  kind: GranuleKind,
  coverage: Coverage,
  extent: Extent | undefined,
  extentSource = 'the time variable',
  asked: { start?: Instant; end?: Instant } = {},
  named: Coverage = {},
): Span | undefined {
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
  if (measured !== undefined && kind !== 'grid' && asked.start === undefined && asked.end === undefined) {
    warnings.push(...compare(measured, coverage))
  }
  return {
    start: start.instant,
    end: Math.max(end.instant, start.instant),
    sources: { start: start.source, end: end.source },
    warnings,
  }
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
