import { bytesFor, treeRecords } from './b-tree.ts'
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
 * blocks, the huge ones, which stand alone, and the tiny ones, which are in the identifier.
 * @throws Error for heaps that are packed
 */
export function openFractalHeap(stored: StoredBytes, address: number): (id: Uint8Array) => Uint8Array {
  const { offsetSize, lengthSize } = stored
  const head = stored.at(address, 26 + 12 * lengthSize + 3 * offsetSize)
  verifyChecksum(head.bytes)
  head.expect('FRHP')
  head.skip(1)
  const idSize = head.uint(2)
  if (head.uint(2) > 0) throw new Error('a packed heap')
  head.skip(1)
  const mostManaged = head.uint(4)
  head.skip(lengthSize)
  const hugeTree = head.uint(offsetSize)
  head.skip(9 * lengthSize + offsetSize)
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
    // A huge object is told by its place where the identifier has room for that, else by its number.
    if (kind === 1)
      return idSize > offsetSize + lengthSize
        ? stored.at(cursor.uint(offsetSize), cursor.uint(lengthSize)).bytes
        : findHuge(stored, hugeTree, cursor.uint(Math.min(idSize - 1, lengthSize)))
    if (kind !== 0) throw new Error('an object of an unknown kind in a heap')
    const offset = cursor.uint(table.offsetWidth)
    const length = cursor.uint(lengthWidth)
    const at = rows === 0 ? root + offset : locate(stored, table, root, rows, offset)
    return stored.at(at, length).bytes
  }
}

/** Records of the tree are an address, a length and a number each (section III.A.2, type 1). */
function findHuge(stored: StoredBytes, tree: number, wanted: number): Uint8Array {
  for (const record of treeRecords(stored, tree)) {
    const cursor = new Cursor(record)
    const [address, length] = [cursor.uint(stored.offsetSize), cursor.uint(stored.lengthSize)]
    if (cursor.uint(stored.lengthSize) === wanted) return stored.at(address, length).bytes
  }
  throw new Error(`no huge object ${wanted} in its heap`)
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
