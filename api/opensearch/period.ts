import { InvalidQueryError } from '../../catalog/errors.ts'
import { parseInstantSpan, parsePeriod } from '../../catalog/parse/instant.ts'
import type { Filter, Period } from '../../catalog/query.ts'
import { findSent as find, type SentParameters } from './parameters.ts'

const relations = ['intersects', 'contains', 'during', 'disjoint', 'equals']

interface Asked {
  /** That the time span overlaps. */
  period?: Period
  /** What is asked of the time span beside that. */
  where?: Filter
}

/**
 * The period, and how the time span of a granule must stand to it (OGC 10-032r8): overlap it, hold it (`contains`), lie
 * inside it (`during`), lie apart (`disjoint`), or begin and end with it (`equals`, as exactly as the dates are written).
 *
 * @throws InvalidQueryError naming the parameter
 */
export function readPeriod(sent: SentParameters): Asked {
  const [start, end] = [find(sent, 'start'), find(sent, 'end')]
  const given = find(sent, 'timeRelation')
  const relation = given?.value.toLowerCase() ?? 'intersects'
  if (!relations.includes(relation)) {
    throw new InvalidQueryError(given!.as, `"${given!.value}" is none of ${relations.join(', ')}`)
  }
  const period = parsePeriod(start?.value, end?.value, { start: start?.as ?? 'start', end: end?.as ?? 'end' })
  if (!period) return {}
  switch (relation) {
    case 'during':
      return { period, where: all([...from('start', period.start), ...until('end', period.end)]) }
    case 'disjoint':
      return { where: { op: 'or', args: [...before('end', period.start), ...after('start', period.end)] } }
    case 'contains':
    case 'equals': {
      if (!start || !end) throw new InvalidQueryError(given!.as, `${relation} needs both a start and an end`)
      const [first, last] = [parseInstantSpan(start.value, start.as), parseInstantSpan(end.value, end.as)]
      if (relation === 'contains') {
        // A time of day stands for itself here, a date for the whole day.
        const endsAt = /\d[T ]\d/i.test(end.value) ? last.first : last.last
        return { period, where: all([...until('start', first.first), ...from('end', endsAt)]) }
      }
      const [starts, ends] = [
        [...from('start', first.first), ...until('start', first.last)],
        [...from('end', last.first), ...until('end', last.last)],
      ]
      return { period, where: all([...starts, ...ends]) }
    }
    default:
      return { period }
  }
}

type Edge = 'start' | 'end'

function from(property: Edge, value: number | undefined): Filter[] {
  return value === undefined ? [] : [{ op: '>=', property, value }]
}

function until(property: Edge, value: number | undefined): Filter[] {
  return value === undefined ? [] : [{ op: '<=', property, value }]
}

function after(property: Edge, value: number | undefined): Filter[] {
  return value === undefined ? [] : [{ op: '>', property, value }]
}

function before(property: Edge, value: number | undefined): Filter[] {
  return value === undefined ? [] : [{ op: '<', property, value }]
}

function all(args: Filter[]): Filter {
  return { op: 'and', args }
}
