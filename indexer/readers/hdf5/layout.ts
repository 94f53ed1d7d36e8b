import { Cursor } from './cursor.ts'
import type { StoredBytes } from './stored-bytes.ts'

/** How the values of a variable lie in the file. */
export type Layout =
  | { kind: 'whole'; read: (offset: number, length: number) => Uint8Array }
  | { kind: 'chunked'; chunkShape: number[]; chunks: () => Iterable<Chunk> }

export interface Chunk {
  address: number
  /** Bytes as packed. */
  length: number
  /** Index of its first element along each dimension. */
  offset: number[]
}

const deepest = 32

/**
 * Reads a data layout message (HDF5 File Format Specification, section IV.A.2.i): compact, contiguous, and chunks that
 * are alone or in a version 1 B-tree.
 * @throws Error for other indexes of chunks, and for values that were never written
 */
export function readLayout(stored: StoredBytes, message: Uint8Array): Layout {
  const cursor = new Cursor(message)
  const version = cursor.uint(1)
  if (version !== 3 && version !== 4) throw new Error(`a layout of version ${version}`)
  const kind = cursor.uint(1)
  if (kind === 0) {
    const bytes = cursor.take(cursor.uint(2))
    return { kind: 'whole', read: (offset, length) => bytes.subarray(offset, offset + length) }
  }
  if (kind === 1) {
    const address = cursor.uint(stored.offsetSize)
    return { kind: 'whole', read: (offset, length) => stored.at(address + offset, length).bytes }
  }
  if (kind !== 2) throw new Error('a layout of another class')
  return version === 3 ? readTree(stored, cursor) : readSingle(stored, cursor)
}

function readTree(stored: StoredBytes, cursor: Cursor): Layout {
  const rank = cursor.uint(1) - 1
  const root = cursor.uint(stored.offsetSize)
  const chunkShape = Array.from({ length: rank }, () => cursor.uint(4))

  function* walk(node: number, depth: number): Iterable<Chunk> {
    const head = stored.at(node, 8)
    head.expect('TREE')
    if (head.uint(1) !== 1 || depth > deepest) throw new Error('no tree of chunks')
    const [level, count] = [head.uint(1), head.uint(2)]
    const entry = 8 + 8 * (rank + 1) + stored.offsetSize
    const body = stored.at(node + 8 + 2 * stored.offsetSize, count * entry)
    for (let i = 0; i < count; i++) {
      const [length, unfiltered] = [body.uint(4), body.uint(4)]
      const offset = Array.from({ length: rank }, () => body.uint(8))
      body.skip(8)
      const address = body.uint(stored.offsetSize)
      if (level > 0) yield* walk(address, depth + 1)
      else if (unfiltered !== 0) throw new Error('a chunk that passed by some filters')
      else yield { address, length, offset }
    }
  }
  return { kind: 'chunked', chunkShape, chunks: () => walk(root, 0) }
}

function readSingle(stored: StoredBytes, cursor: Cursor): Layout {
  const flags = cursor.uint(1)
  const rank = cursor.uint(1) - 1
  const width = cursor.uint(1)
  const chunkShape = Array.from({ length: rank }, () => cursor.uint(width))
  const elementSize = cursor.uint(width)
  if (cursor.uint(1) !== 1) throw new Error('chunks in another index')
  const isFiltered = (flags & 2) !== 0
  const length = isFiltered
    ? cursor.uint(stored.lengthSize)
    : chunkShape.reduce((product, size) => product * size, elementSize)
  if (isFiltered && cursor.uint(4) !== 0) throw new Error('a chunk that passed by some filters')
  const chunk = { address: cursor.uint(stored.offsetSize), length, offset: chunkShape.map(() => 0) }
  return { kind: 'chunked', chunkShape, chunks: () => [chunk] }
}
