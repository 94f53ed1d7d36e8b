/** Reads little-endian numbers one after the other. What lies past the end throws a RangeError. */
export class Cursor {
  readonly bytes: Uint8Array
  readonly view: DataView
  at = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get left(): number {
    return this.bytes.length - this.at
  }

  skip(count: number): void {
    this.at += count
  }

  /** An unsigned number of 1 to 8 bytes. All bits set in 8 bytes, HDF5's undefined address, is Infinity. */
  uint(size: number): number {
    const at = this.at
    this.at += size
    switch (size) {
      case 1:
        return this.view.getUint8(at)
      case 2:
        return this.view.getUint16(at, true)
      case 4:
        return this.view.getUint32(at, true)
      case 8: {
        const [low, high] = [this.view.getUint32(at, true), this.view.getUint32(at + 4, true)]
        return low === 0xffffffff && high === 0xffffffff ? Number.POSITIVE_INFINITY : low + high * 2 ** 32
      }
      default: {
        let value = 0
        for (let i = size - 1; i >= 0; i--) value = value * 256 + this.view.getUint8(at + i)
        return value
      }
    }
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
      if (this.view.getUint8(this.at++) !== signature.charCodeAt(i))
        throw new Error(`no ${signature} where one belongs`)
    }
  }

  /** Text up to a zero byte. */
  text(): string {
    const end = this.bytes.indexOf(0, this.at)
    const bytes = this.take((end < 0 ? this.bytes.length : end) - this.at)
    return utf8.decode(bytes)
  }
}

const utf8 = new TextDecoder()
