import { InvalidQueryError, NotSupportedError } from '../../catalog/errors.ts'
import type { Relation } from '../../catalog/query.ts'

/**
 * The spatial relations of OGC 10-032r8 by what they mean for the footprint: the standard has the area of the request before
 * what is found, so that `contains` finds what lies inside it.
 */
const meanings = new Map<string, Relation>([
  ['intersects', 'intersects'],
  ['contains', 'within'],
  ['within', 'contains'],
  ['disjoint', 'disjoint'],
  ['equals', 'equals'],
  ['touches', 'touches'],
  ['crosses', 'crosses'],
  ['overlaps', 'overlaps'],
])

/** The relations that an engine answers, as requests name them. */
export function relationNames(supported: readonly Relation[]): string[] {
  return [...meanings].filter(([, meaning]) => supported.includes(meaning)).map(([name]) => name)
}

/**
 * @throws InvalidQueryError for what is no relation
 * @throws NotSupportedError for one that the engine does not answer
 */
export function readRelation(
  given: { as: string; value: string } | undefined,
  supported: readonly Relation[],
): Relation {
  if (!given) return 'intersects'
  const meaning = meanings.get(given.value.toLowerCase())
  const known = relationNames(supported).join(', ')
  if (meaning === undefined) throw new InvalidQueryError(given.as, `"${given.value}" is none of ${known}`)
  if (supported.includes(meaning)) return meaning
  throw new NotSupportedError(`${given.as}: ${given.value} is not supported, ${known} are`)
}
