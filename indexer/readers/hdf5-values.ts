import type { Metadata, OutputData } from 'h5wasm/node'
import type { AttributeValue, NumericType, RawValues, VariableType } from './dataset.ts'

// Classes of HDF5 types (H5T_class_t).
const integerClass = 0
const floatClass = 1
const stringClass = 3
const enumClass = 8

export function typeOf(metadata: Pick<Metadata, 'type' | 'size' | 'signed'>): VariableType {
  switch (metadata.type) {
    case integerClass:
    case enumClass: {
      const bits = metadata.size * 8
      return [8, 16, 32, 64].includes(bits)
        ? (`${metadata.signed ? 'int' : 'uint'}${bits}` as NumericType)
        : 'other'
    }
    case floatClass:
      return metadata.size === 4 ? 'float32' : metadata.size === 8 ? 'float64' : 'other'
    case stringClass:
      return 'text'
    default:
      return 'other'
  }
}

/** @throws Error when it is not numbers */
export function toNumbers(data: OutputData | null): RawValues {
  if (typeof data === 'number') return Float64Array.of(data)
  if (typeof data === 'bigint') return Float64Array.of(Number(data))
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) {
    return Float64Array.from(data as Iterable<bigint>, Number)
  }
  if (ArrayBuffer.isView(data)) return data as RawValues
  throw new Error('the values are not numbers')
}

export function toTexts(data: OutputData | null): string[] {
  if (typeof data === 'string') return [data]
  if (Array.isArray(data)) return data.filter((text) => typeof text === 'string')
  throw new Error('the values are not strings')
}

/** Undefined for references, compounds and the empty. */
export function toAttributeValue(data: OutputData | null): AttributeValue | undefined {
  if (typeof data === 'string' || typeof data === 'number') return data
  if (typeof data === 'bigint' || typeof data === 'boolean') return Number(data)
  if (ArrayBuffer.isView(data)) {
    const numbers = Array.from(toNumbers(data))
    return numbers.length === 1 ? numbers[0]! : numbers
  }
  if (Array.isArray(data)) {
    if (data.length > 0 && data.every((item) => typeof item === 'string')) {
      return data.length === 1 ? data[0]! : (data as string[])
    }
    if (data.length > 0 && data.every((item) => typeof item === 'number')) return data as number[]
  }
  return undefined
}
