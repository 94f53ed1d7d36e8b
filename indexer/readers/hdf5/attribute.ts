import type { AttributeValue } from '../dataset.ts'
import { toAttributeValue } from '../hdf5-values.ts'
import { Cursor } from './cursor.ts'
import { readDataspace, readDatatype, type StoredType, typeClasses } from './datatype.ts'
import { decodeNumbers } from './numbers.ts'
import { contentOf, messageTypes } from './object-header.ts'
import type { StoredBytes } from './stored-bytes.ts'
import { textOfBytes } from './text.ts'

/** Objects of a global heap, by its address and their number. */
export type GlobalHeaps = (collection: number, index: number) => Uint8Array

export interface StoredAttribute {
  name: string
  /** @throws Error for a type that is kept where only the library looks */
  open(): OpenedAttribute
}

export interface OpenedAttribute {
  type: StoredType
  /** Undefined where it holds nothing. */
  shape: number[] | undefined
  /** Its values as stored. */
  bytes: Uint8Array
}

/** Reads an attribute message (HDF5 File Format Specification, section IV.A.2.m): its name, and the rest when it is asked for. */
export function readAttribute(stored: StoredBytes, message: Uint8Array): StoredAttribute {
  const { nameStart, nameSize } = readHead(new Cursor(message))
  const name = new Cursor(message.subarray(nameStart, nameStart + nameSize)).text()
  return { name, open: () => openAttribute(stored, message) }
}

function readHead(cursor: Cursor) {
  const version = cursor.uint(1)
  const flags = cursor.uint(1)
  const nameSize = cursor.uint(2)
  const typeSize = cursor.uint(2)
  const spaceSize = cursor.uint(2)
  if (version < 1 || version > 3) throw new Error(`an attribute of version ${version}`)
  if (version === 3) cursor.skip(1)
  if (nameSize > cursor.left) throw new Error('an attribute shorter than its name')
  return { version, flags, nameStart: cursor.at, nameSize, typeSize, spaceSize }
}

function openAttribute(stored: StoredBytes, message: Uint8Array): OpenedAttribute {
  const cursor = new Cursor(message)
  const { version, flags, nameSize, typeSize, spaceSize } = readHead(cursor)
  const takePadded = (size: number) => {
    const bytes = cursor.take(size)
    if (version === 1) cursor.skip((8 - (size % 8)) % 8)
    return bytes
  }
  const part = (type: number, bytes: Uint8Array, isShared: boolean) =>
    contentOf(stored, { type, isShared: version > 1 && isShared, order: undefined, bytes })
  takePadded(nameSize)
  const type = readDatatype(part(messageTypes.datatype, takePadded(typeSize), (flags & 1) !== 0))
  const space = part(messageTypes.dataspace, takePadded(spaceSize), (flags & 2) !== 0)
  const shape = readDataspace(space, stored.lengthSize)
  return { type, shape, bytes: cursor.take(cursor.left) }
}

/**
 * The value of an attribute; undefined for references, compounds and the empty.
 * @throws Error for what only the library decodes
 */
export function decodeValue(
  attribute: StoredAttribute,
  stored: StoredBytes,
  heaps: GlobalHeaps,
): AttributeValue | undefined {
  const { type, shape, bytes } = attribute.open()
  if (shape === undefined) return undefined
  const count = shape.reduce((product, size) => product * size, 1)
  if (count * type.size > bytes.length) throw new Error('an attribute shorter than it says')
  switch (type.class) {
    case typeClasses.string:
      return toAttributeValue(decodeTexts(bytes.subarray(0, count * type.size), type, stored, heaps))
    case typeClasses.integer:
    case typeClasses.float:
    case typeClasses.enumeration:
      return toAttributeValue(decodeNumbers(bytes.slice(0, count * type.size), type))
    case typeClasses.compound:
    case typeClasses.reference:
    case typeClasses.variableLength:
      return undefined
    default:
      throw new Error('an attribute of a class that is not read here')
  }
}

/** The texts in the bytes of their elements, which for those of variable length only refer to a heap. */
export function decodeTexts(
  bytes: Uint8Array,
  type: StoredType,
  stored: StoredBytes,
  heaps: GlobalHeaps,
): string[] {
  return Array.from({ length: bytes.length / type.size }, (_, i) => {
    const element = bytes.subarray(i * type.size, (i + 1) * type.size)
    return decodeText(type.isVariableText ? objectOf(element, stored, heaps) : element, type)
  })
}

/** For each dimension the address of its first scale, by `DIMENSION_LIST`: sequences of references to objects. */
export function scaleAddresses(
  attribute: StoredAttribute,
  stored: StoredBytes,
  heaps: GlobalHeaps,
): (number | undefined)[] {
  const { type, shape, bytes } = attribute.open()
  if (
    shape?.length !== 1 ||
    type.base?.class !== typeClasses.reference ||
    type.base.size !== stored.offsetSize
  ) {
    throw new Error('a list of dimensions of another make')
  }
  return Array.from({ length: shape[0]! }, (_, i) => {
    const object = objectOf(bytes.subarray(i * type.size, (i + 1) * type.size), stored, heaps)
    return object.length === 0 ? undefined : new Cursor(object).uint(stored.offsetSize)
  })
}

/** What an element of variable length refers to: a length, the address of a heap and a number in it. */
function objectOf(element: Uint8Array, stored: StoredBytes, heaps: GlobalHeaps): Uint8Array {
  const cursor = new Cursor(element)
  const count = cursor.uint(4)
  const collection = cursor.uint(stored.offsetSize)
  return count === 0 || collection === 0 ? new Uint8Array(0) : heaps(collection, cursor.uint(4))
}

/** Up to the first zero byte. */
function decodeText(bytes: Uint8Array, type: StoredType): string {
  const end = bytes.indexOf(0)
  return textOfBytes(end < 0 ? bytes : bytes.subarray(0, end), type.utf8 ? 'utf8' : 'ascii')
}
