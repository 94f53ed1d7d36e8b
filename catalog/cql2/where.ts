import type { Filter } from '../query.ts'
import { parseCql2Text } from './text.ts'
import { toFilter } from './to-filter.ts'

/**
 * A condition as people write it, CQL2 text with the catalogue's own names: `cycle = 12 and platform in ('Jason-1', 'Jason-2')`.
 *
 * @throws InvalidQueryError with the position
 */
export function parseWhere(text: string, parameter: string): Filter {
  return toFilter(parseCql2Text(text, parameter), { parameter })
}
