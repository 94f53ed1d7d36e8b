import { textOfBytes } from './text.ts'

/** Reads little-endian numbers one after the other. What lies past the end throws a RangeError. */
export class Cursor {
  readonly bytes: Uint8Array
  at = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  get left(): number {
    return this.bytes.length - this.at
  }

  skip(count: number): void {
    this.at += count
  }

  /** An unsigned number of 1 to 8 bytes. All bits set in 8 bytes, HDF5's undefined address, is Infinity. */
  uint(size: number): number {
    const { bytes, at } = this
    if (!(at + size <= bytes.length)) throw new RangeError(`${size} bytes where ${this.left} are left`)
    this.at = at + size
    if (size === 1) return bytes[at]!
    if (size === 2) return bytes[at]! | (bytes[at + 1]! << 8)
    let value = 0
    for (let i = at + size - 1; i >= at; i--) value = value * 256 + bytes[i]!
    return size === 8 && value === undefinedAddress ? Number.POSITIVE_INFINITY : value
  }

  take(length: number): Uint8Array {
    if (!(length >= 0 && length <= this.left))
      throw new RangeError(`${length} bytes where ${this.left} are left`)
    this.at += length
    return this.bytes.subarray(this.at - length, this.at)
  }

  /** @throws Error when other bytes stand here */
  expect(signature: string): void {
    for (let i = 0; i < signature.length; i++) {
      if (this.bytes[this.at++] !== signature.charCodeAt(i))
        throw new Error(`no ${signature} where one belongs`)
    }
  }

  /** Text up to a zero byte. */
  text(): string {
    const end = this.bytes.indexOf(0, this.at)
    const bytes = this.take((end < 0 ? this.bytes.length : end) - this.at)
    return textOfBytes(bytes)
  }
}

/** All bits of eight bytes set, as the nearest double. */
const undefinedAddress = 2 ** 64
