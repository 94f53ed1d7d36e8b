import { InvalidQueryError } from '../../../catalog/errors.ts'
import { knownProperties } from '../../../catalog/properties.ts'
import type { Filter, PropertyScalar } from '../../../catalog/query.ts'
import { toCatalogName } from '../../../catalog/stac/names.ts'

const comparisons = { eq: '=', neq: '<>', lt: '<', lte: '<=', gt: '>', gte: '>=' } as const

const patterns: Record<string, (text: string) => string> = {
  startsWith: (text) => `${text}%`,
  endsWith: (text) => `%${text}`,
  contains: (text) => `%${text}%`,
}

const names = [...Object.keys(comparisons), ...Object.keys(patterns), 'in']

/**
 * The conditions of the Query extension (1.0.0), all of which have to hold: `{"eo:cloud_cover": {"gte": 0, "lt": 10}}`.
 *
 * @throws InvalidQueryError
 */
export function readQueryExtension(query: Record<string, Record<string, unknown>>): Filter[] {
  return Object.entries(query).flatMap(([field, conditions]) =>
    Object.entries(conditions).map(([name, value]) => readCondition(field, name, value)),
  )
}

function readCondition(field: string, name: string, value: unknown): Filter {
  const property = toCatalogName(field)
  const refuse = (reason: string): never => {
    throw new InvalidQueryError('query', `${field}: ${reason}`)
  }
  if (Object.hasOwn(comparisons, name)) {
    if (!isScalar(value)) return refuse(`${name} compares with text, a number, true or false`)
    return { op: comparisons[name as keyof typeof comparisons], property, value: asTyped(property, value) }
  }
  if (Object.hasOwn(patterns, name)) {
    if (typeof value !== 'string') return refuse(`${name} wants text`)
    return { op: 'like', text: { property }, pattern: patterns[name]!(escapePattern(value)) }
  }
  if (name !== 'in') return refuse(`there is no ${name}, but ${names.join(', ')}`)
  if (!Array.isArray(value) || !value.every(isScalar)) return refuse('in wants a list of values')
  return { op: 'in', property, values: value }
}

/** Clients that fill in a form write numbers as text. */
function asTyped(property: string, value: PropertyScalar): PropertyScalar {
  const { type } = (knownProperties as Record<string, { type: string } | undefined>)[property] ?? {}
  const isNumber = type === 'number' && typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)
  return isNumber ? Number(value) : value
}

/** So that every character stands for itself. */
export function escapePattern(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}

function isScalar(value: unknown): value is PropertyScalar {
  return ['string', 'number', 'boolean'].includes(typeof value)
}
