import { compareText } from '../../fields.ts'
import { distanceToShapeKm, type Surroundings, surround } from '../../geometry/distance.ts'
import { type Shape, shapeOf } from '../../geometry/shape.ts'
import type { Granule } from '../../granule.ts'
import { adjoin } from '../meetings.ts'
import { type Span, type Stretch, sideOf } from '../side.ts'
import { leastDifference } from '../window.ts'
import { Cells } from './cells.ts'
import type { Match, MatchCriteria, Observation } from './observation.ts'

/** Who it is. What is held for hours holds no drawing beside that in `Active`: to keep all of it alive took longer than to match. */
type Named = Pick<Granule, 'collection' | 'id' | 'properties'>

/** A segment that is in reach of the observations at hand. */
interface Active {
  granule: Named
  /** Of a granule that covers an area; its segments are drawn more coarsely. */
  footprint: Shape | undefined
  stretch: Span
  shape: Shape
}

interface Hit {
  active: Active
  distanceKm: number
  difference: number
}

/** The granules that come into reach as the time of the observations goes on. */
export class ActiveGranules {
  readonly #criteria: MatchCriteria
  readonly #cells: Cells<Active>

  constructor(criteria: MatchCriteria) {
    this.#criteria = criteria
    this.#cells = new Cells(criteria.distanceKm)
  }

  add(granule: Granule): void {
    const whole = shapeOf(granule.geometry)
    const footprint = whole.polygons.length > 0 ? whole : undefined
    const { collection, id, properties } = granule
    const named = { collection, id, properties }
    const stretches: Stretch[] = granule.segments.length > 0 ? granule.segments : [granule]
    for (const { start, end, rows, columns, geometry } of stretches) {
      const shape = shapeOf(geometry)
      const stretch = { start, end, ...(rows && { rows }), ...(columns && { columns }) }
      this.#cells.add({ granule: named, footprint, stretch, shape }, shape, end)
    }
  }

  /** Observations are asked for in the order of their start. */
  match(observation: Observation): Match[] {
    const { window, nearest = Infinity } = this.#criteria
    const { lon, lat, start } = observation
    let place: Surroundings | undefined
    let hits: Hit[] | undefined
    for (const active of this.#cells.near(lon, lat, start + window.least)) {
      const difference = leastDifference(observation, active.stretch, window)
      if (difference === undefined) continue
      place ??= surround(lon, lat, this.#criteria.distanceKm)
      const distanceKm = distanceTo(place, active)
      if (distanceKm === Infinity) continue
      hits ??= []
      hits.push({ active, distanceKm, difference })
    }
    if (!hits) return []
    const matches = groupHits(hits).map(matchOf)
    if (matches.length > 1) matches.sort(byNearness)
    return matches.length > nearest ? matches.slice(0, nearest) : matches
  }
}

function distanceTo(place: Surroundings, { shape, footprint }: Active): number {
  const toSegment = distanceToShapeKm(place, shape)
  if (footprint === undefined || toSegment === Infinity) return toSegment
  return Math.max(toSegment, distanceToShapeKm(place, footprint))
}

/** Of each granule, those whose rows follow on one another. */
function groupHits(hits: Hit[]): Hit[][] {
  if (hits.length === 1) return [hits]
  return [...Map.groupBy(hits, ({ active }) => active.granule).values()].flatMap(joinAdjoining)
}

function joinAdjoining(hits: Hit[]): Hit[][] {
  const groups: Hit[][] = []
  for (const hit of hits) {
    const joined = groups.filter((group) =>
      group.some(({ active }) => adjoin(active.stretch, hit.active.stretch)),
    )
    const merged = [hit, ...joined.flat()]
    for (const group of joined) groups.splice(groups.indexOf(group), 1)
    groups.push(merged)
  }
  return groups
}

function matchOf(hits: Hit[]): Match {
  let [distanceKm, difference] = [Infinity, Infinity]
  for (const hit of hits) {
    distanceKm = Math.min(distanceKm, hit.distanceKm)
    if (Math.abs(hit.difference) < Math.abs(difference)) difference = hit.difference
  }
  const stretches = hits.map(({ active }) => active.stretch)
  return { granule: sideOf(hits[0]!.active.granule, stretches), distanceKm, difference }
}

/** Ties go by name, so that the answer does not hang on the order in which granules came. */
function byNearness(a: Match, b: Match): number {
  return (
    a.distanceKm - b.distanceKm ||
    Math.abs(a.difference) - Math.abs(b.difference) ||
    compareText(a.granule.collection, b.granule.collection) ||
    compareText(a.granule.id, b.granule.id) ||
    a.granule.start - b.granule.start
  )
}
