import type { RawValues } from '../dataset.ts'
import { type StoredType, typeClasses } from './datatype.ts'

/**
 * Numbers out of the bytes that hold them; 64-bit integers come as doubles.
 * @param bytes their own buffer, which the numbers may go on using
 * @throws Error for types that are no plain numbers
 */
export function decodeNumbers(bytes: Uint8Array<ArrayBuffer>, type: StoredType): RawValues {
  if (type.odd) throw new Error('numbers in odd bits')
  if (type.bigEndian) reverseEach(bytes, type.size)
  const { buffer, byteOffset } = bytes.byteOffset % type.size === 0 ? bytes : bytes.slice()
  const count = Math.floor(bytes.length / type.size)
  if (type.class === typeClasses.float) {
    if (type.size === 4) return new Float32Array(buffer, byteOffset, count)
    if (type.size === 8) return new Float64Array(buffer, byteOffset, count)
  } else if (type.class === typeClasses.integer || type.class === typeClasses.enumeration) {
    switch (type.size) {
      case 1:
        return new (type.signed ? Int8Array : Uint8Array)(buffer, byteOffset, count)
      case 2:
        return new (type.signed ? Int16Array : Uint16Array)(buffer, byteOffset, count)
      case 4:
        return new (type.signed ? Int32Array : Uint32Array)(buffer, byteOffset, count)
      case 8:
        return Float64Array.from(
          new (type.signed ? BigInt64Array : BigUint64Array)(buffer, byteOffset, count) as Iterable<bigint>,
          Number,
        )
    }
  }
  throw new Error('no plain numbers')
}

function reverseEach(bytes: Uint8Array, size: number): void {
  for (let at = 0; at + size <= bytes.length; at += size) bytes.subarray(at, at + size).reverse()
}
