import { bytesFor } from './b-tree.ts'
import { verifyChecksum } from './checksum.ts'
import { Cursor } from './cursor.ts'
import type { StoredBytes } from './stored-bytes.ts'

interface Table {
  width: number
  startSize: number
  maxDirectSize: number
  /** Bytes of an offset within the heap. */
  offsetWidth: number
}

/**
 * Finds objects of a fractal heap by their identifiers (HDF5 File Format Specification, section III.G): those in its
 * blocks and the tiny ones, which are in the identifier.
 * @throws Error for heaps that are packed, and for objects too large for a block
 */
export function openFractalHeap(stored: StoredBytes, address: number): (id: Uint8Array) => Uint8Array {
  const { offsetSize, lengthSize } = stored
  const head = stored.at(address, 26 + 12 * lengthSize + 3 * offsetSize)
  verifyChecksum(head.bytes)
  head.expect('FRHP')
  head.skip(3)
  if (head.uint(2) > 0) throw new Error('a packed heap')
  head.skip(1)
  const mostManaged = head.uint(4)
  head.skip(10 * lengthSize + 2 * offsetSize)
  const table: Table = {
    width: head.uint(2),
    startSize: head.uint(lengthSize),
    maxDirectSize: head.uint(lengthSize),
    offsetWidth: Math.ceil(head.uint(2) / 8),
  }
  head.skip(2)
  const root = head.uint(offsetSize)
  const rows = head.uint(2)
  const lengthWidth = Math.min(Math.ceil(Math.log2(table.maxDirectSize) / 8), bytesFor(mostManaged))

  return (id) => {
    const cursor = new Cursor(id)
    const kind = (cursor.uint(1) >> 4) & 3
    if (kind === 2) return cursor.take((id[0]! & 0x0f) + 1)
    if (kind !== 0) throw new Error('an object outside of the blocks of its heap')
    const offset = cursor.uint(table.offsetWidth)
    const length = cursor.uint(lengthWidth)
    const at = rows === 0 ? root + offset : locate(stored, table, root, rows, offset)
    return stored.at(at, length).bytes
  }
}

/** Address of an offset below an indirect block. Rows double in size from the second on. */
function locate(stored: StoredBytes, table: Table, block: number, rows: number, offset: number): number {
  const { width, startSize, maxDirectSize, offsetWidth } = table
  let row = 0
  let rowStart = 0
  let size = startSize
  while (offset >= rowStart + width * size) {
    rowStart += width * size
    row++
    size = startSize * 2 ** Math.max(row - 1, 0)
    if (row >= rows) throw new Error('an offset beyond its heap')
  }
  const column = Math.floor((offset - rowStart) / size)
  const head = stored.at(block, 4)
  head.expect('FHIB')
  const entry = block + 5 + stored.offsetSize + offsetWidth + (row * width + column) * stored.offsetSize
  const child = stored.at(entry, stored.offsetSize).uint(stored.offsetSize)
  const within = offset - rowStart - column * size
  if (size <= maxDirectSize) return child + within
  const childRows = Math.log2(size) - Math.log2(startSize * width) + 1
  return locate(stored, table, child, childRows, within)
}
