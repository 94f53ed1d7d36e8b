import { durationUnit, parseTimeUnits, type TimeReference } from '../metadata/cf-time.ts'
import type { Dataset, Variable } from '../readers/dataset.ts'
import { isNumeric, squeezed, standardNameOf, textOf, wordsOf } from './names.ts'

/** A variable that tells time, and how. */
export interface TimeVariable {
  variable: Variable
  /** Absent where the file gives no epoch. */
  reference?: TimeReference
  /** Milliseconds in its unit; without an epoch and without units, in each of those that it may be. */
  units: number[]
  /** Its values are added to those of another (`sst_dtime`, `delta_time`). */
  isOffset: boolean
}

/** Times of something else than the measurement, or no instants at all. */
const otherTimes = new Set([
  'creation',
  'created',
  'processing',
  'production',
  'update',
  'updated',
  'received',
  'receipt',
  'report',
  'reported',
  'bounds',
  'bnds',
  'leap',
  'calibration',
  'calib',
  'qc',
  'quality',
  'flag',
  'error',
  'threshold',
  'equator',
  'crossing',
  'history',
  'local',
  'lst',
  'sidereal',
  'integration',
  'exposure',
  'travel',
  'lag',
  'resolution',
  'interval',
  'window',
  'index',
  'climatology',
  'analysis',
  'forecast',
  'latency',
  'zone',
  'uncertainty',
  'since',
  'correction',
  'delay',
  'deploy',
  'deployed',
  'deployment',
  'launch',
])

const offsetName =
  /(^|_)d_?time$|delta_?t(ime)?s?$|time_?(offset|diff(erence)?|delta)s?$|offset_?time$|elapsed_?time|relative_?time/

/** Every variable of a file that tells the time of measurements. */
export function findTimeVariables(dataset: Dataset): TimeVariable[] {
  return dataset.variables.flatMap((variable) => describeTime(variable) ?? [])
}

function describeTime(variable: Variable): TimeVariable | undefined {
  if (!isNumeric(variable)) return undefined
  const words = wordsOf(variable.name)
  const name = words.join('_')
  const isOffset = offsetName.test(name)
  const named =
    isOffset ||
    words.some((word) => /^(time|times|juld|utc|tai|dtime|timestamp|jd|timeobs)$|time$/.test(word))
  const units = textOf(variable, 'units', 'unit') ?? ''
  if (!named && !/\b(since|after|from)\b/i.test(units)) return undefined
  if (!isOffset && words.some((word) => otherTimes.has(word))) return undefined
  const hints = [
    variable.name,
    ...['long_name', 'comment', 'description', 'standard_name', 'timescale', 'time_scale'].map((key) =>
      textOf(variable, key),
    ),
  ]
  const reference = parseTimeUnits(
    units,
    textOf(variable, 'calendar'),
    hints.join(' ; ').replaceAll('_', ' '),
  )
  if (reference !== undefined) return { variable, reference, units: [reference.unit], isOffset: false }
  const unit = durationUnit(units)
  const told = unit === undefined ? undefined : readToldEpoch(hints, units)
  if (told !== undefined) return { variable, reference: told, units: [unit!], isOffset: false }
  if (!named || (unit === undefined && units !== '')) return undefined
  return { variable, units: unit === undefined ? [1000, 1e-3, 1] : [unit], isOffset }
}

/** Units of `s` alone, of which a description says the rest: `Transmit time of the shot since Jan 1 00:00 2018`. */
function readToldEpoch(hints: (string | undefined)[], units: string): TimeReference | undefined {
  for (const hint of hints) {
    const since = hint?.match(/\bsince\s+([^,;()]*\d{4}[^,;()]*)/i)?.[1]?.trim()
    const reference = since && parseTimeUnits(`${units} since ${since.replace(/\.$/, '')}`, undefined, hint)
    if (reference) return reference
  }
  return undefined
}

/** How well a time variable goes with a latitude, both of shapes that fit: words in common, groups, plain names. */
export function affinity({ variable }: TimeVariable, lat: Variable, named: Set<Variable>): number {
  const words = wordsOf(variable.name)
  const theirs = new Set(wordsOf(lat.name).filter((word) => !/^lat/.test(word)))
  let score = 0
  for (const word of words) {
    if (theirs.has(word)) score += 3
    else if (/^(start|begin|first|nominal|location|frame|cor|mid)$/.test(word)) score -= 1
    else if (/^(end|stop|last)$/.test(word)) score -= 2
    if (word === 'tai' || word === 'gps') score -= 2
  }
  if (words.join('_') === 'time') score += 4
  else if (words.length === 1) score += 1
  if (standardNameOf(variable) === 'time') score += 3
  if (variable.group === lat.group) score += 3
  else if (variable.group.startsWith(lat.group)) score += 2
  if (named.has(variable)) score += 2
  return score
}

/** Whether values of a variable can be laid along positions of this shape: one each, one a row, or one a column. */
export function fitsAlong(variable: Variable, lat: Variable): boolean {
  const own = squeezed(variable.shape)
  const wanted = squeezed(lat.shape)
  if (own.length === 0) return wanted.length === 0
  if (own.length > wanted.length) return false
  if (own.every((size, d) => size === wanted[d])) return sharesDimension(variable, lat)
  // One value for each of the second dimension: a transposed swath.
  return own.length === 1 && wanted.includes(own[0]!) && mayShare(variable, lat)
}

/** Lengths being equal, names may tell that it is another dimension. */
function sharesDimension(variable: Variable, lat: Variable): boolean {
  const ours = variable.dimensions().filter(({ size }) => size !== 1)
  const theirs = lat.dimensions()
  if (ours.some(({ name }) => name === undefined) || theirs.some(({ name }) => name === undefined))
    return true
  if (variable.group !== lat.group) return true
  return ours.every(({ name }) => theirs.some((dimension) => dimension.name === name))
}

function mayShare(variable: Variable, lat: Variable): boolean {
  const [own] = variable.dimensions().filter(({ size }) => size !== 1)
  const theirs = lat.dimensions()
  if (own?.name === undefined || theirs.some(({ name }) => name === undefined)) return true
  return theirs.some(({ name }) => name === own.name)
}
