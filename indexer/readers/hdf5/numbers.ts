import type { RawValues } from '../dataset.ts'
import { release } from '../release.ts'
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
        return fromHalves(new Uint32Array(buffer, byteOffset, 2 * count), type.signed)
    }
  }
  throw new Error('no plain numbers')
}

/** 64-bit integers, the lower half first, as the nearest doubles: only the sum is rounded. */
function fromHalves(halves: Uint32Array, signed: boolean): Float64Array {
  const values = new Float64Array(halves.length / 2)
  for (let i = 0; i < values.length; i++) {
    const high = halves[2 * i + 1]!
    values[i] = (signed ? high | 0 : high) * 2 ** 32 + halves[2 * i]!
  }
  release(halves)
  return values
}

/** @param bytes a whole number of elements */
function reverseEach(bytes: Uint8Array, size: number): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (size === 2) buffer.swap16()
  else if (size === 4) buffer.swap32()
  else if (size === 8) buffer.swap64()
  else if (size !== 1) throw new Error('numbers of an odd size')
}
