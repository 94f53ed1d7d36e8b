import type { Hyperslab, RawValues, Variable } from '../readers/dataset.ts'
import { release } from '../readers/release.ts'
import { numbersOf, textOf } from './names.ts'

/** Beyond this, a floating-point value is a fill value, declared or not (NC_FILL_FLOAT is 9.97e36). */
const absurd = 1e30

/** Default fill values of NetCDF, for variables that declare none. */
const defaultFills: Partial<Record<Variable['type'], number>> = {
  int16: -32767,
  int32: -2147483647,
  uint16: 65535,
  uint32: 4294967295,
}

/**
 * Reads a variable in its own units: unsigned where `_Unsigned` says so, unpacked by `scale_factor` and `add_offset`,
 * NaN where it is `_FillValue`, `missing_value` or the default fill (CF sections 2.5.1 and 8.1).
 * `valid_min`, `valid_max` and `valid_range` are not applied: they are often stale, and what is a position and what is
 * not is decided by the position.
 * @returns single precision where the file has it and nothing is to be unpacked, else double
 */
export function readUnpacked(variable: Variable, slab?: Hyperslab): Float32Array | Float64Array {
  const raw = asDeclared(variable, variable.read(slab))
  const fills = [...fillsOf(variable)]
  const scale = numbersOf(variable, 'scale_factor')[0] ?? 1
  const offset = numbersOf(variable, 'add_offset')[0] ?? 0
  const packed = scale !== 1 || offset !== 0
  const isFloat = raw instanceof Float32Array || raw instanceof Float64Array
  // Loops over one or two kinds of arrays are several times faster than over all that a file may hold.
  const values = isFloat && (!packed || raw instanceof Float64Array) ? raw : new Float64Array(raw)
  if (values !== raw) release(raw)
  // Two of them a pass: a list to look through for each value takes several times as long.
  for (let at = 2; at < fills.length; at += 2) leaveOut(values, fills.slice(at, at + 2), absurd)
  if (packed) unpack(values, fills, isFloat ? absurd : Number.POSITIVE_INFINITY, scale, offset)
  else if (isFloat || fills.length > 0) leaveOut(values, fills, isFloat ? absurd : Number.POSITIVE_INFINITY)
  return values
}

/** @param fills of which the first two count */
function leaveOut(values: Float32Array | Float64Array, fills: number[], limit: number): void {
  const [first = Number.NaN, second = Number.NaN] = fills
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (value === first || value === second || value >= limit || value <= -limit) values[i] = Number.NaN
  }
}

function unpack(
  values: Float32Array | Float64Array,
  fills: number[],
  limit: number,
  scale: number,
  offset: number,
): void {
  const [first = Number.NaN, second = Number.NaN] = fills
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    values[i] =
      value === first || value === second || value >= limit || value <= -limit
        ? Number.NaN
        : value * scale + offset
  }
}

/** The values that stand for nothing, as stored. */
export function fillsOf(variable: Variable): Set<number> {
  const declared = [
    ...numbersOf(variable, '_FillValue'),
    ...numbersOf(variable, 'missing_value'),
    ...numbersOf(variable, 'FillValue', 'fill_value', 'CodeMissingValue', 'MissingValue'),
  ]
  if (declared.length === 0) {
    const fill = defaultFills[variable.type]
    if (fill !== undefined && !isUnsigned(variable)) declared.push(fill)
  }
  const fills = new Set<number>()
  for (const fill of declared) {
    fills.add(fill)
    if (variable.type === 'float32') fills.add(Math.fround(fill))
    if (isUnsigned(variable) && fill < 0) fills.add(fill + 2 ** bitsOf(variable))
  }
  return fills
}

/** Values with the sign that `_Unsigned` gives them (NetCDF User's Guide, attribute conventions). */
export function asDeclared(variable: Variable, raw: RawValues): RawValues {
  if (!isUnsigned(variable)) return raw
  if (raw instanceof Int8Array) return new Uint8Array(raw.buffer, raw.byteOffset, raw.length)
  if (raw instanceof Int16Array) return new Uint16Array(raw.buffer, raw.byteOffset, raw.length)
  if (raw instanceof Int32Array) return new Uint32Array(raw.buffer, raw.byteOffset, raw.length)
  return raw
}

function isUnsigned(variable: Variable): boolean {
  return variable.type.startsWith('int') && textOf(variable, '_Unsigned')?.toLowerCase() === 'true'
}

function bitsOf(variable: Variable): number {
  return Number(variable.type.replace(/\D+/, ''))
}
