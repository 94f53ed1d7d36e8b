import { compareText } from '../../../catalog/fields.ts'
import { readAttribute, type StoredAttribute } from './attribute.ts'
import { treeRecords } from './b-tree.ts'
import { Cursor } from './cursor.ts'
import { readDataspace, readDatatype, type StoredType } from './datatype.ts'
import { openFractalHeap } from './fractal-heap.ts'
import { readLinks } from './links.ts'
import {
  contentOf,
  type HeaderMessage,
  messageTypes,
  type ObjectHeader,
  readObjectHeader,
} from './object-header.ts'
import type { StoredBytes } from './stored-bytes.ts'

/** A group or a variable of a file. */
export interface StoredObject {
  /** From the root, `/group/name`. */
  path: string
  address: number
  header: ObjectHeader
  /** Of variables alone. */
  type?: StoredType
  /** Of variables; undefined where one holds nothing. */
  shape?: number[] | undefined
}

/** Deeper, groups go round in a circle. */
const deepestGroup = 64

/**
 * Every group and variable of a file, depth first and by name, the root first. What several links lead to is listed
 * under each, but the contents of a group once.
 */
export function listObjects(stored: StoredBytes, rootAddress: number): StoredObject[] {
  const objects: StoredObject[] = []
  const symbolic: { at: number; path: string; target: string }[] = []
  const entered = new Set<number>()

  function visit(path: string, address: number, depth: number): void {
    const header = readObjectHeader(stored, address)
    const find = (type: number) => header.messages.find((message) => message.type === type)
    const [space, type] = [find(messageTypes.dataspace), find(messageTypes.datatype)]
    if (space !== undefined && type !== undefined) {
      objects.push({
        path,
        address,
        header,
        type: readDatatype(contentOf(stored, type)),
        shape: readDataspace(contentOf(stored, space), stored.lengthSize),
      })
      return
    }
    // A named type is neither group nor variable.
    if (type !== undefined) return
    objects.push({ path, address, header })
    if (entered.has(address)) return
    entered.add(address)
    if (depth > deepestGroup) throw new Error('groups without an end')
    for (const link of readLinks(stored, header)) {
      const inner = `${path === '/' ? '' : path}/${link.name}`
      if ('address' in link) visit(inner, link.address, depth + 1)
      else symbolic.push({ at: objects.length, path: inner, target: resolveFrom(path, link.target) })
    }
  }

  visit('/', rootAddress, 0)
  const byPath = new Map(objects.map((object) => [object.path, object]))
  // From the last to the first, so that places stay what they were.
  for (const { at, path, target } of symbolic.reverse()) {
    const object = byPath.get(target)
    if (object !== undefined) objects.splice(at, 0, { ...object, path })
  }
  return objects
}

function resolveFrom(group: string, target: string): string {
  const absolute = target.startsWith('/') ? target : `${group}/${target}`
  return `/${absolute
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')}`
}

/** The attributes of an object, in the order of their creation where it is kept, else by name. */
export function readAttributes(
  stored: StoredBytes,
  { messages, attributesInOrder }: ObjectHeader,
): StoredAttribute[] {
  const found: { order: number | undefined; attribute: StoredAttribute }[] = []
  for (const message of messages) {
    if (message.type === messageTypes.attribute) {
      found.push({ order: message.order, attribute: readAttribute(stored, contentOf(stored, message)) })
    }
    if (message.type === messageTypes.attributeInfo) found.push(...readDenseAttributes(stored, message))
  }
  found.sort((a, b) =>
    attributesInOrder && a.order !== undefined && b.order !== undefined
      ? a.order - b.order
      : compareText(a.attribute.name, b.attribute.name),
  )
  return found.map(({ attribute }) => attribute)
}

/** HDF5 File Format Specification, section IV.A.2.v. A record is an identifier, flags, the order of creation and a hash. */
function* readDenseAttributes(
  stored: StoredBytes,
  { bytes }: HeaderMessage,
): Iterable<{ order: number; attribute: StoredAttribute }> {
  const cursor = new Cursor(bytes)
  cursor.skip(1)
  if (cursor.uint(1) & 1) cursor.skip(2)
  const heapAddress = cursor.uint(stored.offsetSize)
  if (heapAddress === Number.POSITIVE_INFINITY) return
  const objectOf = openFractalHeap(stored, heapAddress)
  for (const record of treeRecords(stored, cursor.uint(stored.offsetSize))) {
    const [id, rest] = [record.subarray(0, 8), new Cursor(record.subarray(8))]
    if (rest.uint(1) & 2) throw new Error('an attribute in the shared heap')
    yield { order: rest.uint(4), attribute: readAttribute(stored, objectOf(id)) }
  }
}
