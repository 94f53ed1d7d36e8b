import {
  degreesLat,
  degreesLong,
  eciToGeodetic,
  gstime,
  type SatRec,
  sgp4,
  twoline2satrec,
} from 'satellite.js'
import { InvalidQueryError } from '../errors.ts'
import type { PreciseInstant } from '../granule.ts'
import { type Leg, legsOf } from './legs.ts'
import type { Motion } from './motion.ts'
import type { PredictedPass } from './pass.ts'

/** Two-line elements of a satellite. */
export interface Elements {
  /** As the line before them has it, else its catalogue number. */
  name: string
  epoch: PreciseInstant
  /** Of a revolution, milliseconds. */
  period: number
  record: SatRec
}

const day = 86_400_000
const UNIX_EPOCH_JD = 2_440_587.5

/**
 * Two-line elements, each with or without a line for the name before it.
 * @throws InvalidQueryError naming the line that is none
 */
export function readElements(text: string, parameter: string): Elements[] {
  const lines = text.split(/\r?\n/).map((line) => line.trimEnd())
  const found: Elements[] = []
  let name: string | undefined
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!
    if (line.trim() === '' || line.startsWith('#')) continue
    if (!/^1 [ \d]/.test(line)) {
      if (/^2 [ \d]/.test(line)) throw refusal(parameter, i, 'has no line 1 before it')
      name = line.replace(/^0 /, '').trim()
      continue
    }
    const second = lines[i + 1] ?? ''
    checkLine(line, '1', parameter, i)
    checkLine(second, '2', parameter, i + 1)
    if (line.slice(2, 7) !== second.slice(2, 7)) {
      throw refusal(parameter, i + 1, 'is of another satellite than the line before it')
    }
    found.push(elementsOf(line, second, name, parameter, i))
    name = undefined
    i++
  }
  if (found.length === 0) throw new InvalidQueryError(parameter, 'holds no two-line elements')
  return found
}

/** By SGP4, on the ellipsoid WGS 84 (geodetic latitudes); UT1 is taken for UTC. Undefined where the elements lead nowhere. */
export function motionOf({ record, epoch }: Elements): Motion {
  return (instant) => {
    const state = sgp4(record, (instant - epoch) / 60_000)
    if (!state) return undefined
    const place = eciToGeodetic(state.position, gstime(UNIX_EPOCH_JD + instant / day))
    return [degreesLong(place.longitude), degreesLat(place.latitude)]
  }
}

/**
 * The passes of a period, whole, in order, each as it is asked for.
 * @throws InvalidQueryError where the elements do not reach as far
 */
export function* passesOf(
  elements: Elements,
  from: PreciseInstant,
  to: PreciseInstant,
  parameter: string,
): Generator<PredictedPass> {
  const { name, period } = elements
  const motion = motionOf(elements)
  for (const instant of [from - period, to + period]) {
    if (motion(instant)) continue
    const date = new Date(instant).toISOString().slice(0, 10)
    throw new InvalidQueryError(parameter, `the elements of ${name} lead nowhere on ${date}: take newer ones`)
  }
  // The first began before what is looked at, and the last ends after it.
  let held: Leg | undefined
  let isWhole = false
  for (const leg of legsOf(motion, from - period, to + period)) {
    if (held && isWhole && held.end > from && held.start <= to) yield { name, motion, ...held }
    isWhole = held !== undefined
    held = leg
  }
}

/** The sum of digits, a minus counting as one, modulo 10, stands at the end. */
function checkLine(line: string, number: string, parameter: string, i: number): void {
  if (!line.startsWith(`${number} `) || line.length < 69) {
    throw refusal(
      parameter,
      i,
      `is no line ${number} of two-line elements: it has 69 characters and begins with ${number}`,
    )
  }
  let sum = 0
  for (const character of line.slice(0, 68)) sum += character === '-' ? 1 : Number(/\d/.exec(character) ?? 0)
  if (sum % 10 !== Number(line[68])) throw refusal(parameter, i, 'has another sum of digits than it says')
}

function elementsOf(
  first: string,
  second: string,
  name: string | undefined,
  parameter: string,
  i: number,
): Elements {
  const record = twoline2satrec(first, second)
  const [year, days] = [Number(first.slice(18, 20)), Number(first.slice(20, 32))]
  if (record.error || !(record.no > 0) || !(days >= 1 && days < 367)) {
    throw refusal(parameter, i, 'and the one after it are no elements of an orbit')
  }
  return {
    name: name || first.slice(2, 7).trim(),
    epoch: Date.UTC(year < 57 ? 2000 + year : 1900 + year, 0, 1) + (days - 1) * day,
    period: (2 * Math.PI * 60_000) / record.no,
    record,
  }
}

function refusal(parameter: string, i: number, reason: string): InvalidQueryError {
  return new InvalidQueryError(parameter, `line ${i + 1} ${reason}`)
}
