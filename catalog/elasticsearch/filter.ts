import { instantFields } from '../fields.ts'
import { comparable } from '../filter.ts'
import type { Filter, PropertyScalar } from '../query.ts'
import { anyOf, none, nothing, type Query } from './combine.ts'

type Comparison = '<' | '<=' | '>' | '>='

const keywordFields: ReadonlySet<string> = new Set(['id', 'collection', 'kind'])
const rangeNames = { '<': 'lt', '<=': 'lte', '>': 'gt', '>=': 'gte' } as const

/**
 * The field in which a property's strings, numbers or booleans are indexed. They stand apart, so that files that disagree
 * about the type of a property are all taken; names are percent-encoded, as a dot would make an object.
 */
export function fieldName(type: 'strings' | 'numbers' | 'booleans', property: string): string {
  return `${type}.${encodeName(property)}`
}

export function encodeName(property: string): string {
  const known = encoded.get(property)
  if (known !== undefined) return known
  const name =
    encodeURIComponent(property.toWellFormed()).replaceAll('.', '%2E').replaceAll('*', '%2A') || '%'
  if (encoded.size < mostEncoded) encoded.set(property, name)
  return name
}

export function decodeName(encoded: string): string {
  return encoded === '%' ? '' : decodeURIComponent(encoded)
}

/** Every field in which values of a property are indexed, and how they read back. */
export function fieldsOf(property: string): {
  type: 'string' | 'number' | 'boolean'
  field: string
  read: (key: string | number) => PropertyScalar
}[] {
  const number = { type: 'number' as const, read: Number }
  const string = { type: 'string' as const, read: String }
  if (instantFields.has(property)) return [{ ...number, field: property }]
  if (keywordFields.has(property)) return [{ ...string, field: property }]
  return [
    { ...string, field: fieldName('strings', property) },
    { ...number, field: fieldName('numbers', property) },
    { type: 'boolean', field: fieldName('booleans', property), read: (key) => key === 'true' },
  ]
}

/** Granules of a collection have the same properties: their names are encoded once. */
const encoded = new Map<string, string>()
const mostEncoded = 10_000

/**
 * That a condition on one property is true; or that it is false, which it is not where the property is missing or of
 * another type. The meaning is that of `compileFilter`.
 *
 * @throws InvalidQueryError for a date that cannot be read
 */
export function propertyQuery(filter: PropertyFilter, truth: boolean): Query {
  const is = isTrue(filter)
  if (truth) return is
  const { property } = filter
  if (filter.op === 'isNull') return none(is)
  const types = new Set(limitsOf(filter).map((limit) => typeof comparable(property, limit)))
  const ordered = !['=', '<>', 'in'].includes(filter.op)
  const [type] = types
  if (type === undefined) return none(isNull(property))
  if (types.size > 1 || (ordered && type === 'boolean')) return nothing
  const field = fieldFor(property, comparable(property, limitsOf(filter)[0]!))
  return field === undefined ? nothing : { bool: { filter: [{ exists: { field } }], must_not: [is] } }
}

export type PropertyFilter = Extract<Filter, { property: string }>

function limitsOf(filter: PropertyFilter): PropertyScalar[] {
  switch (filter.op) {
    case 'isNull':
      return []
    case 'in':
      return filter.values
    case 'between':
      return [filter.low, filter.high]
    default:
      return [filter.value]
  }
}

function isTrue(filter: PropertyFilter): Query {
  switch (filter.op) {
    case 'isNull':
      return isNull(filter.property)
    case 'in':
      return equalsAny(filter.property, filter.values)
    case 'between':
      return between(filter.property, filter.low, filter.high)
    case '=':
      return equalsAny(filter.property, [filter.value])
    case '<>':
      return differs(filter.property, filter.value)
    default:
      return ordered(filter.property, { [filter.op]: filter.value })
  }
}

/** That no value of the property is there. */
export function isNull(property: string): Query {
  if (instantFields.has(property) || keywordFields.has(property)) return nothing
  return none(
    anyOf(
      (['strings', 'numbers', 'booleans'] as const).map((type) => ({
        exists: { field: fieldName(type, property) },
      })),
    ),
  )
}

export function equalsAny(property: string, values: PropertyScalar[]): Query {
  const byField = new Map<string, PropertyScalar[]>()
  for (const value of values.map((one) => comparable(property, one))) {
    const field = fieldFor(property, value)
    if (field === undefined || (instantFields.has(property) && !Number.isSafeInteger(value))) continue
    byField.set(field, [...(byField.get(field) ?? []), value])
  }
  return anyOf([...byField].map(([field, own]) => ({ terms: { [field]: own } })))
}

function differs(property: string, value: PropertyScalar): Query {
  const field = fieldFor(property, comparable(property, value))
  if (field === undefined) return nothing
  return { bool: { filter: [{ exists: { field } }], must_not: [equalsAny(property, [value])] } }
}

function between(property: string, low: PropertyScalar, high: PropertyScalar): Query {
  return ordered(property, { '>=': low, '<=': high })
}

function ordered(property: string, limits: { [op in Comparison]?: PropertyScalar }): Query {
  const range: Record<string, PropertyScalar> = {}
  const fields = new Set<string | undefined>()
  for (const [op, limit] of Object.entries(limits) as [Comparison, PropertyScalar][]) {
    const value = comparable(property, limit)
    fields.add(typeof value === 'boolean' ? undefined : fieldFor(property, value))
    const [name, bound] = instantFields.has(property) ? wholeBound(op, Number(value)) : [op, value]
    range[rangeNames[name]] = bound
  }
  const [field] = fields
  return fields.size === 1 && field !== undefined ? { range: { [field]: range } } : nothing
}

/** A bound on whole milliseconds with the same meaning; no instant lies beyond +-2^53. */
function wholeBound(op: Comparison, limit: number): [Comparison, number] {
  const clamped = Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, limit))
  return op === '<' || op === '>=' ? [op, Math.ceil(clamped)] : [op, Math.floor(clamped)]
}

/** The field in which a value of this type is found; `undefined` where the property never has that type. */
export function fieldFor(property: string, value: PropertyScalar): string | undefined {
  if (instantFields.has(property)) return typeof value === 'number' ? property : undefined
  if (keywordFields.has(property)) return typeof value === 'string' ? property : undefined
  return fieldName(`${typeof value as 'string' | 'number' | 'boolean'}s`, property)
}
