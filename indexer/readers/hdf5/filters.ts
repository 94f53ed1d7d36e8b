import { inflateSync } from 'node:zlib'
import { fletcher32Bytes, verifyFletcher32 } from './checksum.ts'
import { Cursor } from './cursor.ts'

const deflate = 1
const shuffle = 2
const fletcher32 = 3

/**
 * Reads a filter pipeline message (HDF5 File Format Specification, section IV.A.2.l).
 * @returns the numbers of the filters, as applied when packing
 */
export function readFilters(message: Uint8Array): number[] {
  const cursor = new Cursor(message)
  const version = cursor.uint(1)
  const count = cursor.uint(1)
  if (version === 1) cursor.skip(6)
  return Array.from({ length: count }, () => {
    const id = cursor.uint(2)
    const nameLength = version === 1 || id >= 256 ? cursor.uint(2) : 0
    cursor.skip(2)
    const values = cursor.uint(2)
    cursor.skip(version === 1 ? Math.ceil(nameLength / 8) * 8 : nameLength)
    cursor.skip(4 * (version === 1 && values % 2 === 1 ? values + 1 : values))
    return id
  })
}

/** A chunk of which only the order of bytes may still be undone. */
export interface Inflated {
  bytes: Uint8Array
  /** First bytes of all elements, then second bytes of all... */
  isShuffled: boolean
}

/**
 * Undoes deflate and Fletcher's checksum, and leaves shuffling to `unshuffle`, where it is known which of the elements are wanted and where.
 * @param length bytes of the chunk unpacked
 * @param size bytes of an element
 * @throws Error for other filters and other orders of them, and when the bytes are damaged
 */
export function inflate(packed: Uint8Array, filters: number[], length: number, size = 1): Inflated {
  let bytes = packed
  let isShuffled = false
  // The checksum may be packed with the data.
  const checked = filters.includes(fletcher32) ? fletcher32Bytes : 0
  const chunkSize = Math.min(Math.max(length + checked, leastChunkSize), mostChunkSize)
  for (const filter of filters.toReversed()) {
    if (isShuffled) {
      if (filter !== fletcher32) throw new Error('a filter before shuffling')
      bytes = unshuffleAll(bytes, size)
      isShuffled = false
    }
    // One buffer of the right size spares the joining of many.
    if (filter === deflate) bytes = inflateSync(bytes, { maxOutputLength: length + checked, chunkSize })
    else if (filter === shuffle) isShuffled = true
    else if (filter === fletcher32) bytes = verifyFletcher32(bytes)
    else throw new Error(`filter ${filter}`)
  }
  if (bytes.length !== length) throw new Error(`${bytes.length} bytes where ${length} belong`)
  return { bytes, isShuffled }
}

/** Of zlib; and what is reserved for a chunk that may be as damaged as its length. */
const leastChunkSize = 64
const mostChunkSize = 2 ** 25

/** What is left over after whole elements stays where it is. */
function unshuffleAll(bytes: Uint8Array, size: number): Uint8Array {
  const count = Math.floor(bytes.length / size)
  const elements = new Uint8Array(bytes.length)
  unshuffle({ bytes, isShuffled: true }, size, 0, count, elements, 0)
  elements.set(bytes.subarray(count * size), count * size)
  return elements
}

/** Brings together the bytes of each of some elements of a shuffled chunk. */
export function unshuffle(
  { bytes }: Inflated,
  size: number,
  first: number,
  count: number,
  into: Uint8Array<ArrayBuffer>,
  at: number,
): void {
  const total = Math.floor(bytes.length / size)
  if (size === 4 && (into.byteOffset + at) % 4 === 0) {
    const words = new Uint32Array(into.buffer, into.byteOffset + at, count)
    for (let i = 0, one = first, two = one + total, three = two + total, four = three + total; i < count; i++)
      words[i] = bytes[one++]! | (bytes[two++]! << 8) | (bytes[three++]! << 16) | (bytes[four++]! << 24)
    return
  }
  if (size === 2 && (into.byteOffset + at) % 2 === 0) {
    const words = new Uint16Array(into.buffer, into.byteOffset + at, count)
    for (let i = 0, one = first, two = one + total; i < count; i++)
      words[i] = bytes[one++]! | (bytes[two++]! << 8)
    return
  }
  for (let part = 0; part < size; part++) {
    const from = part * total + first
    for (let i = 0, to = at + part; i < count; i++, to += size) into[to] = bytes[from + i]!
  }
}
