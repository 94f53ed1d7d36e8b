/**
 * The checksum that HDF5 puts behind its newer structures: Bob Jenkins' lookup3 (`hashlittle`) with a seed of zero
 * (HDF5 File Format Specification, section III.A).
 */
function checksumOf(bytes: Uint8Array): number {
  const { length } = bytes
  const view = new DataView(bytes.buffer, bytes.byteOffset, length)
  let a = (0xdeadbeef + length) | 0
  let b = a
  let c = a
  let at = 0
  for (; length - at > 12; at += 12) {
    a = (a + view.getUint32(at, true)) | 0
    b = (b + view.getUint32(at + 4, true)) | 0
    c = (c + view.getUint32(at + 8, true)) | 0
    a = ((a - c) ^ rotate(c, 4)) | 0
    c = (c + b) | 0
    b = ((b - a) ^ rotate(a, 6)) | 0
    a = (a + c) | 0
    c = ((c - b) ^ rotate(b, 8)) | 0
    b = (b + a) | 0
    a = ((a - c) ^ rotate(c, 16)) | 0
    c = (c + b) | 0
    b = ((b - a) ^ rotate(a, 19)) | 0
    a = (a + c) | 0
    c = ((c - b) ^ rotate(b, 4)) | 0
    b = (b + a) | 0
  }
  if (at === length) return c >>> 0
  const last = new Uint8Array(12)
  last.set(bytes.subarray(at))
  const tail = new DataView(last.buffer)
  a = (a + tail.getUint32(0, true)) | 0
  b = (b + tail.getUint32(4, true)) | 0
  c = (c + tail.getUint32(8, true)) | 0
  c = ((c ^ b) - rotate(b, 14)) | 0
  a = ((a ^ c) - rotate(c, 11)) | 0
  b = ((b ^ a) - rotate(a, 25)) | 0
  c = ((c ^ b) - rotate(b, 16)) | 0
  a = ((a ^ c) - rotate(c, 4)) | 0
  b = ((b ^ a) - rotate(a, 14)) | 0
  c = ((c ^ b) - rotate(b, 24)) | 0
  return c >>> 0
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits))
}

/** @throws Error unless the last four bytes are the checksum of those before */
export function verifyChecksum(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const stored = view.getUint32(bytes.length - 4, true)
  if (checksumOf(bytes.subarray(0, bytes.length - 4)) !== stored) throw new Error('a checksum does not match')
}

export const fletcher32Bytes = 4

/** Sums of 16 bits may be added up so often before they pass 32 bits. */
const mostWords = 360

/**
 * What stands before the checksum of Fletcher that HDF5 puts behind a chunk, over words of two bytes, the high one first.
 * @throws Error where it does not match
 */
export function verifyFletcher32(bytes: Uint8Array): Uint8Array {
  const length = bytes.length - fletcher32Bytes
  if (length < 0) throw new Error('a chunk shorter than its checksum')
  let one = 0
  let two = 0
  for (let at = 0; at < length; ) {
    for (const end = Math.min(length, at + 2 * mostWords); at < end; at += 2) {
      one += (bytes[at]! << 8) | (at + 1 < length ? bytes[at + 1]! : 0)
      two += one
    }
    one = (one & 0xffff) + (one >>> 16)
    two = (two & 0xffff) + (two >>> 16)
  }
  one = (one & 0xffff) + (one >>> 16)
  two = (two & 0xffff) + (two >>> 16)
  const stored = new DataView(bytes.buffer, bytes.byteOffset + length, 4).getUint32(0, true)
  if (((two << 16) | one) >>> 0 !== stored) throw new Error('a checksum does not match')
  return bytes.subarray(0, length)
}
