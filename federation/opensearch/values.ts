import { geoJSONToWkt } from 'betterknown'
import { boundingBox } from '../../catalog/geometry/bounds.ts'
import type { Geometry } from '../../catalog/geometry/types.ts'
import type { Question } from '../source.ts'
import type { Hole } from './template.ts'

export interface Asking {
  /** For the holes of a template. */
  values: ReadonlyMap<string, string>
  /** What the template cannot say, or says too widely, and the answer has to be looked through for. */
  unsaid: { area: boolean; period: boolean }
}

/**
 * What a question says to a template with these holes: what was sent, as it was sent, and what can be made of it.
 *
 * @param collectionToken the hole for the collection
 */
export function valuesOf(question: Question, holes: Hole[], collectionToken: string): Asking {
  const { collection, query, tokens } = question
  const has = (token: string) => holes.some((hole) => hole.token === token)
  const values = new Map(tokens)
  if (collection !== undefined) values.set(collectionToken, collection)
  const { area, period } = query
  if (period?.start !== undefined) values.set('time:start', isoOf(period.start))
  if (period?.end !== undefined) values.set('time:end', isoOf(period.end))
  if (has('sru:sortKeys')) values.set('sru:sortKeys', 'start,time,1')
  const sentAsBox = tokens.has('geo:box') && has('geo:box')
  const sentAsShape = tokens.has('geo:geometry') && has('geo:geometry')
  const sentAsPoint = tokens.has('geo:lat') && point.every((token) => has(token) || !tokens.has(token))
  const said = !area || sentAsBox || sentAsShape || sentAsPoint
  if (area && !said) {
    // Part of a point and radius would ask for less than was meant.
    for (const token of point) values.delete(token)
    sayArea(area, has, values)
  }
  const timed = has('time:start') && has('time:end')
  return { values, unsaid: { area: !said, period: period !== undefined && !timed } }
}

const point = ['geo:lat', 'geo:lon', 'geo:radius']

/** Its box at least, where a shape cannot be said: the answer is then looked through. */
function sayArea(area: Geometry, has: (token: string) => boolean, values: Map<string, string>): void {
  const box = boundingBox(area)
  if (has('geo:box') && box) values.set('geo:box', box.join(','))
  else if (has('geo:geometry')) values.set('geo:geometry', geoJSONToWkt(area))
}

function isoOf(instant: number): string {
  return new Date(instant).toISOString()
}
