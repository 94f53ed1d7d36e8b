/** Whole numbers as bytes, seven bits each, the least first; those of either sign interleaved (0, -1, 1, -2...). */
export interface ByteWriter {
  /** 0 to 2^53 - 1. */
  unsigned(value: number): void
  signed(value: number): void
  float(value: number): void
  bytes(values: Uint8Array): void
  finish(): Uint8Array
}

export function writeBytes(): ByteWriter {
  let bytes = new Uint8Array(256)
  let used = 0
  const reserve = (count: number) => {
    if (used + count <= bytes.length) return
    const longer = new Uint8Array(2 * (used + count))
    longer.set(bytes)
    bytes = longer
  }
  const unsigned = (value: number) => {
    reserve(8)
    let left = value
    for (; left >= 128; left = Math.floor(left / 128)) bytes[used++] = (left % 128) | 128
    bytes[used++] = left
  }
  return {
    unsigned,
    signed: (value) => unsigned(value < 0 ? -2 * value - 1 : 2 * value),
    float(value) {
      reserve(8)
      new DataView(bytes.buffer).setFloat64(used, value, true)
      used += 8
    },
    bytes(values) {
      reserve(values.length)
      bytes.set(values, used)
      used += values.length
    },
    finish: () => bytes.slice(0, used),
  }
}

export interface ByteReader {
  unsigned(): number
  /** Of what takes a byte each at least. */
  count(): number
  signed(): number
  float(): number
}

/** @throws RangeError (all of them) where the bytes end too early */
export function readBytes(bytes: Uint8Array): ByteReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const unsigned = () => {
    let value = 0
    for (let unit = 1; ; unit *= 128) {
      const byte = view.getUint8(at++)
      value += (byte & 127) * unit
      if (byte < 128) return value
    }
  }
  return {
    unsigned,
    count() {
      const count = unsigned()
      if (count > bytes.length - at) throw new RangeError(`${count} of them in ${bytes.length - at} bytes`)
      return count
    },
    signed() {
      const value = unsigned()
      return value % 2 === 0 ? value / 2 : -(value + 1) / 2
    },
    float() {
      at += 8
      return view.getFloat64(at - 8, true)
    },
  }
}
