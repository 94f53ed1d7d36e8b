import { compareText } from '../../../catalog/fields.ts'
import { groupNodes, treeRecords } from './b-tree.ts'
import { Cursor } from './cursor.ts'
import { openFractalHeap } from './fractal-heap.ts'
import { openLocalHeap } from './heaps.ts'
import { messageTypes, type ObjectHeader } from './object-header.ts'
import type { StoredBytes } from './stored-bytes.ts'
import { textOfBytes } from './text.ts'

/** What a group holds under a name: an object by its address, or the path of one. Links to other files are left out. */
export type Link = { name: string } & ({ address: number } | { target: string })

/** The links of a group, by name. */
export function readLinks(stored: StoredBytes, { messages }: ObjectHeader): Link[] {
  const links: Link[] = []
  for (const { type, bytes } of messages) {
    if (type === messageTypes.symbolTable) links.push(...readSymbolTable(stored, bytes))
    if (type === messageTypes.link) links.push(...readLink(stored, bytes))
    if (type === messageTypes.linkInfo) links.push(...readDenseLinks(stored, bytes))
  }
  return links.sort((a, b) => compareText(a.name, b.name))
}

/** Section IV.A.2.r, and the nodes of section III.C. */
function* readSymbolTable(stored: StoredBytes, bytes: Uint8Array): Iterable<Link> {
  const { offsetSize } = stored
  const cursor = new Cursor(bytes)
  const tree = cursor.uint(offsetSize)
  const nameAt = openLocalHeap(stored, cursor.uint(offsetSize))
  for (const node of groupNodes(stored, tree)) {
    const head = stored.at(node, 8)
    head.expect('SNOD')
    head.skip(2)
    const count = head.uint(2)
    const body = stored.at(node + 8, count * (2 * offsetSize + 24))
    for (let i = 0; i < count; i++) {
      const name = nameAt(body.uint(offsetSize))
      const address = body.uint(offsetSize)
      const isSymbolic = body.uint(4) === 2
      body.skip(4)
      const target = body.uint(4)
      body.skip(12)
      yield isSymbolic ? { name, target: nameAt(target) } : { name, address }
    }
  }
}

/** Section IV.A.2.g. */
function* readLink(stored: StoredBytes, bytes: Uint8Array): Iterable<Link> {
  const cursor = new Cursor(bytes)
  if (cursor.uint(1) !== 1) throw new Error('a link of another version')
  const flags = cursor.uint(1)
  const kind = flags & 8 ? cursor.uint(1) : 0
  if (flags & 4) cursor.skip(8)
  if (flags & 16) cursor.skip(1)
  const length = cursor.uint(1 << (flags & 3))
  const name = textOfBytes(cursor.take(length))
  if (kind === 0) yield { name, address: cursor.uint(stored.offsetSize) }
  else if (kind === 1) yield { name, target: textOfBytes(cursor.take(cursor.uint(2))) }
}

/** Section IV.A.2.c. The identifier of a link in its heap follows the hash of its name. */
function* readDenseLinks(stored: StoredBytes, bytes: Uint8Array): Iterable<Link> {
  const cursor = new Cursor(bytes)
  cursor.skip(1)
  if (cursor.uint(1) & 1) cursor.skip(8)
  const heapAddress = cursor.uint(stored.offsetSize)
  if (heapAddress === Number.POSITIVE_INFINITY) return
  const objectOf = openFractalHeap(stored, heapAddress)
  for (const record of treeRecords(stored, cursor.uint(stored.offsetSize))) {
    yield* readLink(stored, objectOf(record.subarray(4)))
  }
}
