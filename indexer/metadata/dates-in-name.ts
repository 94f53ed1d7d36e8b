import type { Instant } from '../../catalog/granule.ts'
import { parseInstant } from './instants.ts'

/** A calendar date, or else a year and the day of it, where a run of digits begins. */
const dateForm =
  /(?<!\d)(?:19|20)\d{2}(?:[-_.]?(?:0[1-9]|1[0-2])[-_.]?(?:0[1-9]|[12]\d|3[01])|[-_.]?[0-3]\d{2}(?=\D|\d{4}|$))/g

/** Midnights of the dates that the name of a file may hold, of whatever they are: measuring, processing. */
export function datesInName(name: string): Instant[] {
  return [...name.matchAll(dateForm)].flatMap(([text]) => parseInstant(text.replace(/[_.]/g, '-')) ?? [])
}
