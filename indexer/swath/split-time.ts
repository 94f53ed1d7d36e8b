import type { Dataset, Variable } from '../readers/dataset.ts'
import { readUnpacked } from './decode.ts'
import type { MeasurementTimes } from './measurement-times.ts'
import { isNumeric, sizeOf, squeezed, wordsOf } from './names.ts'
import { fitsAlong } from './time-variables.ts'

type Field =
  | 'year'
  | 'month'
  | 'day'
  | 'dayOfYear'
  | 'hour'
  | 'minute'
  | 'second'
  | 'millisecond'
  | 'secondOfDay'
  | 'millisecondOfDay'

const names: Record<string, Field> = {
  year: 'year',
  yyyy: 'year',
  yr: 'year',
  month: 'month',
  mm: 'month',
  mon: 'month',
  day: 'day',
  dd: 'day',
  day_of_month: 'day',
  dayofmonth: 'day',
  day_of_year: 'dayOfYear',
  dayofyear: 'dayOfYear',
  doy: 'dayOfYear',
  jday: 'dayOfYear',
  hour: 'hour',
  hh: 'hour',
  hr: 'hour',
  minute: 'minute',
  mi: 'minute',
  min: 'minute',
  second: 'second',
  ss: 'second',
  sec: 'second',
  millisecond: 'millisecond',
  milli_second: 'millisecond',
  second_of_day: 'secondOfDay',
  secondofday: 'secondOfDay',
  sod: 'secondOfDay',
  msec: 'millisecondOfDay',
  msecs: 'millisecondOfDay',
  millisec: 'millisecondOfDay',
  msec_of_day: 'millisecondOfDay',
}

/**
 * Times kept as a year, a month or day of year, and the time of day in variables of their own, one value a row:
 * `Year`, `Month`, `DayOfMonth`, `Hour`... or `year`, `day`, `msec`.
 */
export function readSplitTime(dataset: Dataset, lat: Variable): MeasurementTimes | undefined {
  const groups = new Map<string, Map<Field, Variable>>()
  for (const variable of dataset.variables) {
    const field = names[wordsOf(variable.name).join('_')]
    const shape = squeezed(variable.shape)
    if (field === undefined || !isNumeric(variable) || shape.length > 2) continue
    if (shape.length > 0 && !fitsAlong(variable, lat)) continue
    const fields = groups.get(variable.group) ?? new Map<Field, Variable>()
    groups.set(variable.group, fields.set(field, variable))
  }
  const complete = [...groups.values()].filter(
    (fields) => fields.has('year') && (fields.has('dayOfYear') || fields.has('day')),
  )
  // Of several sets, the one next to the coordinates.
  const fields = complete.toSorted((a, b) => nearness(b, lat) - nearness(a, lat))[0]
  return fields === undefined ? undefined : combine(fields)
}

function nearness(fields: Map<Field, Variable>, lat: Variable): number {
  const group = fields.get('year')!.group
  return group === lat.group ? 2 : group.startsWith(lat.group) ? 1 : 0
}

function combine(fields: Map<Field, Variable>): MeasurementTimes | undefined {
  const year = fields.get('year')!
  const count = sizeOf(year.shape)
  const read = (field: Field) => {
    const variable = fields.get(field)
    return variable === undefined || sizeOf(variable.shape) !== count ? undefined : readUnpacked(variable)
  }
  const [years, months, days, ordinals] = [read('year')!, read('month'), read('day'), read('dayOfYear')]
  const clock: [values: Float32Array | Float64Array | undefined, milliseconds: number][] = fields.has(
    'secondOfDay',
  )
    ? [[read('secondOfDay'), 1000]]
    : fields.has('millisecondOfDay')
      ? [[read('millisecondOfDay'), 1]]
      : [
          [read('hour'), 3_600_000],
          [read('minute'), 60_000],
          [read('second'), 1000],
          [read('millisecond'), 1],
        ]
  // Without months, a day is that of the year.
  const ordinal = ordinals ?? (months === undefined ? days : undefined)
  const instants = Float64Array.from(years, (y, i) => {
    const midnight = ordinal ? Date.UTC(y, 0, ordinal[i]) : Date.UTC(y, months![i]! - 1, days?.[i] ?? 1)
    return clock.reduce((sum, [values, unit]) => sum + (values?.[i] ?? 0) * unit, midnight)
  })
  if (!instants.some(Number.isFinite)) return undefined
  return {
    instants,
    source: `variables ${[...fields.values()].map(({ path }) => path).join(', ')}`,
  }
}
