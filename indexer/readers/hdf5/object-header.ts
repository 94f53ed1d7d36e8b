import { verifyChecksum } from './checksum.ts'
import { Cursor } from './cursor.ts'
import type { StoredBytes } from './stored-bytes.ts'

/** Types of header messages (HDF5 File Format Specification, section IV.A.2). */
export const messageTypes = {
  dataspace: 0x01,
  linkInfo: 0x02,
  datatype: 0x03,
  link: 0x06,
  layout: 0x08,
  filters: 0x0b,
  attribute: 0x0c,
  continuation: 0x10,
  symbolTable: 0x11,
  attributeInfo: 0x15,
} as const

export interface HeaderMessage {
  type: number
  /** The bytes say where the message is rather than what it is. */
  isShared: boolean
  /** When it was created, where the object keeps account. */
  order: number | undefined
  bytes: Uint8Array
}

export interface ObjectHeader {
  messages: HeaderMessage[]
  /** Attributes are in the order of their creation; else they go by name. */
  attributesInOrder: boolean
}

/** Longer, and a header is damaged. */
const mostBlocks = 4096

/** @throws Error when what is at the address is no object header, or a damaged one */
export function readObjectHeader(stored: StoredBytes, address: number): ObjectHeader {
  return stored.at(address, 4).uint(4) === 0x5244484f
    ? readNewer(stored, address)
    : readOlder(stored, address)
}

function readOlder(stored: StoredBytes, address: number): ObjectHeader {
  const head = stored.at(address, 16)
  if (head.uint(1) !== 1) throw new Error(`no object header at ${address}`)
  head.skip(7)
  const messages: HeaderMessage[] = []
  const blocks = [stored.at(address + 16, head.uint(4))]
  for (const block of blocks) {
    while (block.left >= 8) {
      const [type, size, flags] = [block.uint(2), block.uint(2), block.uint(1)]
      block.skip(3)
      const bytes = block.take(size)
      if (type === messageTypes.continuation) blocks.push(readContinuation(stored, bytes))
      else messages.push({ type, isShared: (flags & 2) !== 0, order: undefined, bytes })
    }
    if (blocks.length > mostBlocks) throw new Error('a header without an end')
  }
  return { messages, attributesInOrder: false }
}

function readNewer(stored: StoredBytes, address: number): ObjectHeader {
  const head = stored.at(address, 6)
  head.expect('OHDR')
  if (head.uint(1) !== 2) throw new Error('an object header of another version')
  const flags = head.uint(1)
  const before = 6 + (flags & 0x20 ? 16 : 0) + (flags & 0x10 ? 4 : 0)
  const sizeWidth = 1 << (flags & 3)
  const size = stored.at(address + before, sizeWidth).uint(sizeWidth)
  const first = stored.at(address, before + sizeWidth + size + 4)
  first.skip(before + sizeWidth)
  const messages: HeaderMessage[] = []
  const blocks = [first]
  for (const block of blocks) {
    verifyChecksum(block.bytes)
    const prefix = flags & 4 ? 6 : 4
    while (block.left - 4 >= prefix) {
      const [type, length, messageFlags] = [block.uint(1), block.uint(2), block.uint(1)]
      const order = flags & 4 ? block.uint(2) : undefined
      const bytes = block.take(length)
      if (type === messageTypes.continuation) {
        const next = readContinuation(stored, bytes)
        next.expect('OCHK')
        blocks.push(next)
      } else {
        messages.push({ type, isShared: (messageFlags & 2) !== 0, order, bytes })
      }
    }
    if (blocks.length > mostBlocks) throw new Error('a header without an end')
  }
  return { messages, attributesInOrder: (flags & 8) !== 0 }
}

function readContinuation(stored: StoredBytes, bytes: Uint8Array): Cursor {
  const cursor = new Cursor(bytes)
  const address = cursor.uint(stored.offsetSize)
  return stored.at(address, cursor.uint(stored.lengthSize))
}

/** The bytes of a message, wherever they are kept. @throws Error when they are in the heap of shared messages */
export function contentOf(stored: StoredBytes, { type, isShared, bytes }: HeaderMessage): Uint8Array {
  if (!isShared) return bytes
  const cursor = new Cursor(bytes)
  const version = cursor.uint(1)
  const kind = cursor.uint(1)
  if (version === 1) cursor.skip(6)
  if (version > 3 || (version === 3 && kind !== 2)) throw new Error('a message in the shared heap')
  const { messages } = readObjectHeader(stored, cursor.uint(stored.offsetSize))
  const found = messages.find((message) => message.type === type && !message.isShared)
  if (found === undefined) throw new Error('a shared message is not where it is said to be')
  return found.bytes
}
