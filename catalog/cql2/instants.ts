import { parseInstantSpan } from '../parse/instant.ts'
import { isDate } from './build.ts'
import type { InstantLiteral } from './tree.ts'

/** Milliseconds, of a timestamp with their fraction. */
export interface InstantSpan {
  first: number
  last: number
}

/** A date is its day in UTC, from its first to its last millisecond; a timestamp is one instant. */
export function instantSpan(literal: InstantLiteral): InstantSpan {
  return textSpan('date' in literal ? literal.date : literal.timestamp)
}

/** The same of what a date or timestamp says. */
export function textSpan(text: string): InstantSpan {
  if (isDate(text)) return parseInstantSpan(text, 'filter')
  const [, fraction] = /\.(\d+)/.exec(text) ?? []
  const { first } = parseInstantSpan(text, 'filter')
  const exact = fraction === undefined ? first : first + finerThanMilliseconds(fraction)
  return { first: exact, last: exact }
}

function finerThanMilliseconds(fraction: string): number {
  return Number(`0.${fraction.slice(3) || '0'}`)
}
