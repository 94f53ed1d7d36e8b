import { comparable } from './filter.ts'
import type { Filter, GranuleQuery, Period } from './query.ts'

/**
 * The same question with what its condition demands of place, time, collection and id said where engines look these up
 * first. Matches are the same; a bound on time may stay in the condition too.
 */
export function narrow(query: GranuleQuery): GranuleQuery {
  // Along track, area and period are asked of segments, and a condition is not.
  if (!query.where || query.alongTrack) return query
  const parts = conjuncts(query.where)
  const narrowed: GranuleQuery = { ...query }
  const kept = parts.filter((part) => !isTaken(part, narrowed))
  if (kept.length === parts.length && narrowed.period === query.period) return query
  if (kept.length > 0) narrowed.where = kept.length === 1 ? kept[0]! : { op: 'and', args: kept }
  else delete narrowed.where
  return narrowed
}

function conjuncts(filter: Filter): Filter[] {
  return filter.op === 'and' ? filter.args.flatMap(conjuncts) : [filter]
}

/** Says a part elsewhere in the query; true where nothing of it is left to say. */
function isTaken(part: Filter, query: GranuleQuery): boolean {
  switch (part.op) {
    case 'relates':
      if (query.area) return false
      query.area = part.area
      query.relation = part.relation
      return true
    case '=':
      return isNamed(part.property, [part.value], query)
    case 'in':
      return isNamed(part.property, part.values, query)
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const { op, property } = part
      if (property !== 'start' && property !== 'end') return false
      const value = comparable(property, part.value)
      if (typeof value !== 'number' || !Number.isFinite(value)) return false
      if (op === '>' || op === '>=') bound(query, 'start', value)
      else bound(query, 'end', value)
      // That it ends at or after an instant is what the start of a period asks, that it starts at or before one what the end does.
      return (property === 'end' && op === '>=') || (property === 'start' && op === '<=')
    }
    default:
      return false
  }
}

function isNamed(property: string, values: unknown[], query: GranuleQuery): boolean {
  const names = values.filter((value) => typeof value === 'string')
  if (property === 'id') query.ids = query.ids?.filter((id) => names.includes(id)) ?? names
  else if (property === 'collection' && names.length > 0 && !query.collections?.length)
    query.collections = names
  else return false
  return true
}

function bound(query: GranuleQuery, side: 'start' | 'end', value: number): void {
  const period: Period = { ...query.period }
  const before = period[side] ?? (side === 'start' ? -Infinity : Infinity)
  period[side] = side === 'start' ? Math.max(before, value) : Math.min(before, value)
  query.period = period
}
