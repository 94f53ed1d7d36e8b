import { verifyChecksum } from './checksum.ts'
import { Cursor } from './cursor.ts'
import type { StoredBytes } from './stored-bytes.ts'

/** Deeper, a tree is damaged. */
const deepest = 32

/**
 * Addresses of the leaves of a version 1 B-tree of a group, in order (HDF5 File Format Specification, section III.A.1).
 */
export function* groupNodes(stored: StoredBytes, address: number, depth = 0): Iterable<number> {
  const head = stored.at(address, 8)
  head.expect('TREE')
  if (head.uint(1) !== 0 || depth > deepest) throw new Error('no tree of a group')
  const [level, count] = [head.uint(1), head.uint(2)]
  const { offsetSize, lengthSize } = stored
  const body = stored.at(address + 8 + 2 * offsetSize, count * (offsetSize + lengthSize))
  for (let i = 0; i < count; i++) {
    body.skip(lengthSize)
    const child = body.uint(offsetSize)
    if (level === 0) yield child
    else yield* groupNodes(stored, child, depth + 1)
  }
}

/** All records of a version 2 B-tree, in order (section III.A.2). */
export function* treeRecords(stored: StoredBytes, address: number): Iterable<Uint8Array> {
  const { offsetSize, lengthSize } = stored
  const head = stored.at(address, 22 + offsetSize + lengthSize)
  verifyChecksum(head.bytes)
  head.expect('BTHD')
  head.skip(2)
  const nodeSize = head.uint(4)
  const recordSize = head.uint(2)
  const depth = head.uint(2)
  head.skip(2)
  const root = head.uint(offsetSize)
  const rootCount = head.uint(2)
  if (rootCount === 0 || root === Number.POSITIVE_INFINITY) return
  if (depth > deepest) throw new Error('a tree without an end')
  const widths = pointerWidths(nodeSize, recordSize, depth, offsetSize)

  function* walk(node: number, count: number, level: number): Iterable<Uint8Array> {
    const width = level === 0 ? 0 : widths.child(level)
    const length = 6 + count * recordSize + (level === 0 ? 0 : (count + 1) * width)
    const body = stored.at(node, length + 4)
    verifyChecksum(body.bytes)
    body.expect(level === 0 ? 'BTLF' : 'BTIN')
    body.skip(2)
    const records = Array.from({ length: count }, () => body.take(recordSize))
    if (level === 0) {
      yield* records
      return
    }
    for (let i = 0; i <= count; i++) {
      const pointer = new Cursor(body.take(width))
      const child = pointer.uint(offsetSize)
      yield* walk(child, pointer.uint(widths.count), level - 1)
      if (i < count) yield records[i]!
    }
  }
  yield* walk(root, rootCount, depth)
}

/**
 * Bytes of a pointer to a child, and of the count of records in it: as many as the fullest leaf needs, and above the
 * lowest level as many more as the records below it need.
 */
function pointerWidths(nodeSize: number, recordSize: number, depth: number, offsetSize: number) {
  const overhead = 10
  const mostInLeaf = Math.floor((nodeSize - overhead) / recordSize)
  const count = bytesFor(mostInLeaf)
  /** Records in all that a node of each level may have below it. */
  const below = [mostInLeaf]
  const child = (level: number) => offsetSize + count + (level > 1 ? bytesFor(below[level - 1]!) : 0)
  for (let level = 1; level <= depth; level++) {
    const most = Math.floor((nodeSize - overhead - child(level)) / (recordSize + child(level)))
    below[level] = (most + 1) * below[level - 1]! + most
  }
  return { count, child }
}

/** Bytes that hold a number. */
export function bytesFor(limit: number): number {
  return Math.floor(Math.log2(Math.max(limit, 1)) / 8) + 1
}
