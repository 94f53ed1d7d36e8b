import type { GranuleKind, Instant } from '../../catalog/granule.ts'
import type { FileAttributes } from '../metadata/attributes.ts'
import type { Coverage } from '../metadata/coverage.ts'
import type { Dataset } from '../readers/dataset.ts'
import { release } from '../readers/release.ts'
import { type Arrangement, arrangePair } from './arrange.ts'
import { cleanInstants } from './clean-instants.ts'
import type { CoordinatePair } from './coordinate-pairs.ts'
import { readGridTimes } from './grid-time.ts'
import type { DeclaredKind } from './kind.ts'
import { NoCoordinatesError, type Observed } from './observed.ts'
import { isSame, liesWithin } from './overlap.ts'
import type { Part } from './part.ts'
import { timesOfRows } from './row-times.ts'
import { shapeParts } from './shape-parts.ts'
import { findMargins } from './tie-points.ts'
import { type Extent, extentOf, namedTimes, readTimes } from './time.ts'
import { timeDimensionOf } from './time-dimension.ts'
import { findTimeVariables } from './time-variables.ts'

/**
 * Reads pairs of coordinates that go element by element, the main one first; of the others those that cover more.
 * @throws {NoCoordinatesError} when there is not one position
 */
export function observeJoint(
  dataset: Dataset,
  pairs: CoordinatePair[],
  declared: DeclaredKind,
  attributes: FileAttributes,
  coverage: Coverage,
  days: readonly Instant[],
): Observed {
  const timeVariables = findTimeVariables(dataset)
  const parts: Part[] = []
  const sources: Record<string, string> = {}
  const warnings: string[] = []
  const named = namedTimes(dataset, timeVariables)
  const context = { dataset, all: timeVariables, named, attributes, coverage, days, warnings }
  let extent: Extent | undefined
  for (const pair of pairs) {
    const timeDimension = timeDimensionOf(timeVariables, pair.lat)
    const margins = findMargins(dataset, pair)
    const arranged = arrangePair(pair, timeDimension, margins)
    // A sibling group is another beam or side unless it is the same over again; within a group, what lies in between the
    // positions of another set is no more than finer. Points that are told at several levels count one by one.
    const repeats = pair.lat.group === pairs[0]!.lat.group ? liesWithin : isSame
    const known = (part: Arrangement) => part.valid === 0 || parts.some((other) => repeats(part, other))
    if (parts.length > 0 && declared.kind !== 'points' && arranged.every(known)) continue
    const times = readTimes(context, pair.lat)
    if (times !== undefined) {
      const cleaned = cleanInstants(times.instants, coverage)
      if (cleaned > 0)
        warnings.push(`${cleaned} times of ${times.source} are far from all others and left out`)
      // An accessory in the same group does not make the measurements longer; another beam does.
      if (declared.kind === 'points' || pair.lat.group !== pairs[0]!.lat.group || extent === undefined) {
        extent = join(extent, extentOf(times.instants))
      }
      sources.time ??= times.source
    }
    for (const [index, part] of arranged.entries()) {
      const told = times && timesOfRows(times.instants, part, arranged.length, index)
      parts.push({ ...part, pair, tied: margins.length > 0, ...told })
    }
    if (times !== undefined && !parts.some(({ time }) => time?.buffer === times.instants.buffer))
      release(times.instants)
    sources.coordinates = [sources.coordinates, `variables ${pair.lon.path}, ${pair.lat.path}`]
      .filter(Boolean)
      .join('; ')
  }
  if (!parts.some(({ lat }) => lat.length > 0)) {
    throw new NoCoordinatesError(
      `the coordinates (${pairs[0]!.lat.path}) are empty: there is not one position in the file`,
    )
  }
  const apart = extent === undefined ? readTimesApart(dataset, parts) : undefined
  if (apart !== undefined) {
    extent = apart.extent
    sources.time = apart.source
  }
  const shaped = shapeParts(dataset, parts, declared, extent, coverage)
  sources.kind = shaped.source
  const nominal =
    extent === undefined && isOfOneTime(shaped.observation.kind) ? readGridTimes(dataset) : undefined
  if (nominal !== undefined) {
    extent = nominal.extent
    sources.time = nominal.source
  }
  return { observation: shaped.observation, ...(extent === undefined ? {} : { extent }), sources, warnings }
}

/**
 * Times that do not go with the positions one by one: of a station, or of rows that are finer than the tie points. A
 * single one is only nominal where there are several positions.
 */
function readTimesApart(dataset: Dataset, parts: Part[]) {
  const times = readGridTimes(dataset)
  const lasts = times !== undefined && times.extent.last > times.extent.first
  return lasts || parts.every(({ lat }) => lat.length === 1) ? times : undefined
}

/** A single time is that of the whole where nothing passes by while it is measured (CF section 5.7). */
function isOfOneTime(kind: GranuleKind): boolean {
  return kind === 'grid' || kind === 'points' || kind === 'profile'
}

function join(a: Extent | undefined, b: Extent | undefined): Extent | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return { first: Math.min(a.first, b.first), last: Math.max(a.last, b.last) }
}
