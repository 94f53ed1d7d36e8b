import { inflateSync } from 'node:zlib'
import { Cursor } from './cursor.ts'

const deflate = 1
const shuffle = 2

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

/**
 * Undoes deflate and shuffle.
 * @param length bytes of the chunk unpacked
 * @throws Error for other filters, and when the bytes are damaged
 */
export function unpack(packed: Uint8Array, filters: number[], size: number, length: number): Uint8Array {
  let bytes = packed
  for (const filter of filters.toReversed()) {
    if (filter === deflate) bytes = inflateSync(bytes, { maxOutputLength: length })
    else if (filter === shuffle) bytes = unshuffle(bytes, size)
    else throw new Error(`filter ${filter}`)
  }
  if (bytes.length !== length) throw new Error(`${bytes.length} bytes where ${length} belong`)
  return bytes
}

/** Brings together the bytes of each element: first bytes of all, then second bytes of all... */
function unshuffle(bytes: Uint8Array, size: number): Uint8Array {
  const count = Math.floor(bytes.length / size)
  if (size === 4) {
    const words = new Uint32Array(count)
    const [second, third, fourth] = [count, 2 * count, 3 * count]
    for (let i = 0; i < count; i++) {
      words[i] =
        bytes[i]! | (bytes[second + i]! << 8) | (bytes[third + i]! << 16) | (bytes[fourth + i]! << 24)
    }
    return new Uint8Array(words.buffer)
  }
  const joined = new Uint8Array(bytes.length)
  for (let part = 0, from = 0; part < size; part++) {
    for (let to = part; from < (part + 1) * count; to += size) joined[to] = bytes[from++]!
  }
  return joined
}
