import type { Instant } from '../../catalog/granule.ts'
import type { FileAttributes } from '../metadata/attributes.ts'
import { toInstant } from '../metadata/cf-time.ts'
import type { Coverage } from '../metadata/coverage.ts'
import type { Dataset, Variable } from '../readers/dataset.ts'
import { release } from '../readers/release.ts'
import { readUnpacked } from './decode.ts'
import { guessEpoch } from './epochs.ts'
import type { MeasurementTimes } from './measurement-times.ts'
import { squeezed } from './names.ts'
import { namedCoordinates } from './references.ts'
import { readSplitTime } from './split-time.ts'
import { readTextTimes } from './text-time.ts'
import { affinity, fitsAlong, type TimeVariable } from './time-variables.ts'
import { leaveOutUnwritten } from './unwritten.ts'

/** What the times of a file are found by. */
export interface TimeContext {
  dataset: Dataset
  /** Every variable that tells time. */
  all: TimeVariable[]
  /** Those that data variables name. */
  named: Set<Variable>
  attributes: FileAttributes
  coverage: Coverage
  /** Midnights of the dates in the name of the file. */
  days: readonly Instant[]
  /** Sentences are added for variables that hold no times. */
  warnings: string[]
}

/**
 * The times of the positions of a latitude, by the variable that fits its shape and its name best: an absolute one, else
 * a reference with offsets to it, else years, days and hours apart, else seconds of which only the epoch is not said.
 */
export function readTimes(context: TimeContext, lat: Variable): MeasurementTimes | undefined {
  const { dataset, all, named, attributes, coverage, days } = context
  const fitting = all
    .filter(({ variable }) => fitsAlong(variable, lat))
    .toSorted((a, b) => affinity(b, lat, named) - affinity(a, lat, named))
  for (const time of fitting) {
    if (time.reference === undefined || time.isOffset) continue
    const instants = readWritten(time, context)
    if (instants !== undefined) return describe(time.variable, instants)
  }
  for (const offset of fitting.filter(({ isOffset }) => isOffset)) {
    const times = addOffsets(offset, context, lat)
    if (times !== undefined) return times
  }
  const written = readSplitTime(dataset, lat) ?? readTextTimes(dataset, lat)
  if (written !== undefined) return written
  for (const time of fitting) {
    if (time.reference !== undefined) continue
    const reference = guessEpoch(readUnpacked(time.variable), time.units, attributes, coverage, days)
    if (reference !== undefined) return describe(time.variable, readInstants({ ...time, reference }))
  }
  return undefined
}

export function readInstants({ variable, reference }: TimeVariable): Float64Array {
  const values = readUnpacked(variable)
  const instants = inDoubles(values)
  if (reference === undefined) return instants.fill(Number.NaN)
  for (let i = 0; i < instants.length; i++) instants[i] = toInstant(instants[i]!, reference)
  leaveOutUnwritten(instants, toInstant(0, reference))
  return instants
}

function inDoubles(values: Float32Array | Float64Array): Float64Array {
  if (values instanceof Float64Array) return values
  const doubles = new Float64Array(values)
  release(values)
  return doubles
}

/** Undefined, and worth a word, where there is no time in the variable. */
function readWritten(time: TimeVariable, { warnings }: TimeContext): Float64Array | undefined {
  const instants = readInstants(time)
  if (instants.some(Number.isFinite)) return instants
  const warning = `${time.variable.path} holds no times: they are missing, or zero since the epoch`
  if (instants.length > 0 && !warnings.includes(warning)) warnings.push(warning)
  return undefined
}

function describe(variable: Variable, instants: Float64Array): MeasurementTimes {
  return {
    instants,
    source: `variable ${variable.path}`,
  }
}

/** A reference time, one for all or one a row, plus offsets. */
function addOffsets(offset: TimeVariable, context: TimeContext, lat: Variable): MeasurementTimes | undefined {
  const bases = context.all
    .filter(({ reference, isOffset }) => reference !== undefined && !isOffset)
    .filter(({ variable }) => squeezed(variable.shape).length === 0 || fitsAlong(variable, offset.variable))
    .toSorted((a, b) => affinity(b, lat, context.named) - affinity(a, lat, context.named))
  const base = bases[0]
  if (base === undefined) return undefined
  const origin = readWritten(base, context)
  if (origin === undefined) return undefined
  const instants = inDoubles(readUnpacked(offset.variable))
  const perOrigin = instants.length / origin.length
  const unit = offset.units[0]!
  for (let o = 0, i = 0; o < origin.length; o++) {
    for (const end = (o + 1) * perOrigin; i < end; i++) instants[i] = origin[o]! + instants[i]! * unit
  }
  if (!instants.some(Number.isFinite)) return undefined
  return {
    ...describe(offset.variable, instants),
    source: `variables ${base.variable.path} and ${offset.variable.path}`,
  }
}

/** Time variables that data variables name in `coordinates`. */
export function namedTimes(dataset: Dataset, times: TimeVariable[]): Set<Variable> {
  const named = new Set<Variable>()
  if (times.length < 2) return named
  const byPath = new Map(times.map(({ variable }) => [variable.path, variable]))
  for (const variable of dataset.variables) {
    for (const path of namedCoordinates(variable)) {
      const time = byPath.get(path)
      if (time !== undefined) named.add(time)
    }
  }
  return named
}

export interface Extent {
  first: Instant
  last: Instant
}

/** First and last of the finite instants. */
export function extentOf(instants: Float64Array): Extent | undefined {
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (let i = 0; i < instants.length; i++) {
    const instant = instants[i]!
    if (instant < first) first = instant
    if (instant > last) last = instant
  }
  return first <= last ? { first, last } : undefined
}
