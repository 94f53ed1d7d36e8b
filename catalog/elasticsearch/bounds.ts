import { propertiesIn } from '../expression.ts'
import { instantFields } from '../fields.ts'
import { anyOne, anyRun, readPattern } from '../like.ts'
import type { Expression, Filter } from '../query.ts'
import { areaBounds, type Bounds } from './area.ts'
import { allOf, anyOf, everything, none, nothing, type Query } from './combine.ts'
import { equalsAny, fieldFor, isNull, propertyQuery } from './filter.ts'
import { fold, foldedField, tooLong } from './fold.ts'

/** A cluster lets queries nest 30 deep, of which a condition on one property takes up to 4 and the rest of a search some. */
const deepest = 20
/** A cluster takes some 1,024 conditions in a query, at the least. */
const most = 250
/** Characters and wildcards of a pattern that the engine is asked about. */
const longestPattern = 500

/**
 * What certainly matches a condition, and what possibly does. The two are one and the same where the engine can tell. What
 * nests deeper or is longer than a cluster takes is possible everywhere.
 */
export function filterBounds(filter: Filter): Bounds {
  const { depth, leaves } = sizeOf(filter)
  return depth > deepest || leaves > most ? undecided(everything) : boundsOf(filter, true)
}

function sizeOf(filter: Filter): { depth: number; leaves: number } {
  if (filter.op === 'not') return sizeOf(filter.arg)
  if (filter.op !== 'and' && filter.op !== 'or') {
    return { depth: 0, leaves: filter.op === 'sets' ? filter.left.length + filter.right.length : 1 }
  }
  const sizes = filter.args.map(sizeOf)
  return {
    depth: 1 + sizes.reduce((greatest, { depth }) => Math.max(greatest, depth), 0),
    leaves: sizes.reduce((sum, { leaves }) => sum + leaves, 0),
  }
}

/** Of a condition to be true, or to be false: `not` asks for the other, so that what is not known is neither. */
function boundsOf(filter: Filter, truth: boolean): Bounds {
  switch (filter.op) {
    case 'and':
    case 'or': {
      const parts = filter.args.map((arg) => boundsOf(arg, truth))
      const join = (filter.op === 'and') === truth ? allOf : anyOf
      const maybe = join(parts.map((part) => part.maybe))
      const isDecided = parts.every((part) => part.sure === part.maybe)
      return isDecided ? decided(maybe) : { sure: join(parts.map(({ sure }) => sure)), maybe }
    }
    case 'not':
      return boundsOf(filter.arg, !truth)
    case 'relates': {
      const { sure, maybe } = areaBounds(filter.area, filter.relation)
      return truth ? { sure, maybe } : { sure: none(maybe), maybe: none(sure) }
    }
    case 'like':
      return 'property' in filter.text
        ? likeBounds(filter.text.property, filter.pattern, truth)
        : undecided(truth ? foldedLike(filter.text, filter.pattern) : hasAll([filter.text]))
    case 'compare':
      return undecided(truth && filter.by === '=' ? foldedEqual(filter) : hasAll([filter.left, filter.right]))
    case 'sets':
      return setBounds(filter, truth)
    case 'isUnknown':
      return undecided('op' in filter.value || truth ? everything : hasAll([filter.value]))
    default:
      return decided(propertyQuery(filter, truth))
  }
}

function decided(query: Query): Bounds {
  return { sure: query, maybe: query }
}

function undecided(maybe: Query): Bounds {
  return { sure: nothing, maybe }
}

function has(property: string): Query {
  return none(isNull(property))
}

/** Without one of these an expression has no value. */
function hasAll(expressions: Expression[]): Query {
  return allOf([...new Set(expressions.flatMap(propertiesIn))].map(has))
}

/** The property of which an expression asks nothing but the text without case or accents. */
function foldedProperty(expression: Expression): string | undefined {
  if (!('without' in expression)) return undefined
  const { of } = expression
  const property = 'property' in of ? of.property : foldedProperty(of)
  return property === undefined || (property !== 'id' && ownFields.has(property)) ? undefined : property
}

const ownFields: ReadonlySet<string> = new Set(['collection', 'kind', ...instantFields])

/** What may equal once case and accents are gone. */
function foldedEqual({ left, right }: Extract<Filter, { op: 'compare' }>): Query {
  const [of, value] = 'value' in left ? [right, left] : [left, right]
  const property = foldedProperty(of)
  if (property === undefined || !('value' in value)) return hasAll([left, right])
  if (typeof value.value !== 'string') return nothing
  return { terms: { [foldedField(property)]: [fold(value.value), tooLong] } }
}

function foldedLike(text: Expression, pattern: string): Query {
  const property = foldedProperty(text)
  const parts = readPattern(pattern)
  if (property === undefined || parts.length > longestPattern) return hasAll([text])
  const field = foldedField(property)
  // One character may be none folded, or several.
  const value = parts.map((part) => (typeof part === 'string' ? escapeWildcards(fold(part)) : '*')).join('')
  return anyOf([{ wildcard: { [field]: { value } } }, { term: { [field]: tooLong } }])
}

function escapeWildcards(text: string): string {
  return text.replace(/[*?\\]/g, '\\$&')
}

function likeBounds(property: string, pattern: string, truth: boolean): Bounds {
  const field = fieldFor(property, '')
  if (field === undefined) return decided(nothing)
  const parts = readPattern(pattern)
  if (parts.length > longestPattern) return undecided(has(property))
  const value = parts
    .map((part) => (part === anyRun ? '*' : part === anyOne ? '?' : part.replace(/[*?\\]/, '\\$&')))
    .join('')
  const fits: Query = { wildcard: { [field]: { value } } }
  return decided(truth ? fits : { bool: { filter: [{ exists: { field } }], must_not: [fits] } })
}

function setBounds({ by, left, right }: Extract<Filter, { op: 'sets' }>, truth: boolean): Bounds {
  const [property] = left
  const literals = right.flatMap((one) => ('value' in one ? [one.value] : []))
  if (left.length !== 1 || !property || !('property' in property) || literals.length < right.length) {
    return undecided(hasAll([...left, ...right]))
  }
  const there = has(property.property)
  const shares = equalsAny(property.property, literals)
  if (by === 'overlaps') return decided(truth ? shares : allOf([there, none(shares)]))
  if (by === 'contains') {
    const all = allOf([there, ...literals.map((value) => equalsAny(property.property, [value]))])
    return decided(truth ? all : allOf([there, none(all)]))
  }
  // Whether there are others too the engine cannot tell.
  return truth ? undecided(shares) : { sure: allOf([there, none(shares)]), maybe: there }
}
