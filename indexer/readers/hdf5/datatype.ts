import { bytesFor } from './b-tree.ts'
import { Cursor } from './cursor.ts'

/** Classes of types (HDF5 File Format Specification, section IV.A.2.d). */
export const typeClasses = {
  integer: 0,
  float: 1,
  string: 3,
  compound: 6,
  reference: 7,
  enumeration: 8,
  variableLength: 9,
} as const

export interface StoredType {
  class: number
  /** Bytes of an element. */
  size: number
  signed: boolean
  bigEndian: boolean
  /** Of a string: UTF-8 rather than ASCII. */
  utf8: boolean
  /** Variable-length strings, of which the file keeps references to a heap. */
  isVariableText: boolean
  /** Of variable-length sequences and enumerations: the type of what they hold. */
  base?: StoredType
  /** Of compounds of plain numbers. */
  members?: StoredMember[]
  /** Not in the usual bits: only the library converts it. */
  odd: boolean
}

export interface StoredMember {
  name: string
  /** Byte of an element at which it begins. */
  offset: number
  type: StoredType
}

export function readDatatype(bytes: Uint8Array): StoredType {
  const cursor = new Cursor(bytes)
  const first = cursor.uint(1)
  const typeClass = first & 0x0f
  const bits = cursor.uint(3)
  const type: StoredType = {
    class: typeClass,
    size: cursor.uint(4),
    signed: false,
    bigEndian: false,
    utf8: false,
    isVariableText: false,
    odd: false,
  }
  switch (typeClass) {
    case typeClasses.integer: {
      const [offset, precision] = [cursor.uint(2), cursor.uint(2)]
      return {
        ...type,
        signed: (bits & 8) !== 0,
        bigEndian: (bits & 1) !== 0,
        odd: offset !== 0 || precision !== type.size * 8,
      }
    }
    case typeClasses.float: {
      const [offset, precision] = [cursor.uint(2), cursor.uint(2)]
      return {
        ...type,
        bigEndian: (bits & 1) !== 0,
        odd: (bits & 0x40) !== 0 || offset !== 0 || precision !== type.size * 8,
      }
    }
    case typeClasses.compound: {
      const members = readMembers(cursor, first >> 4, bits & 0xffff, type.size)
      return members === undefined ? type : { ...type, members }
    }
    case typeClasses.string:
      return { ...type, utf8: ((bits >> 4) & 0x0f) === 1 }
    case typeClasses.enumeration: {
      const base = readDatatype(bytes.subarray(8))
      return { ...type, base, signed: base.signed, bigEndian: base.bigEndian, odd: base.odd }
    }
    case typeClasses.variableLength: {
      const isVariableText = (bits & 0x0f) === 1
      return {
        ...type,
        isVariableText,
        class: isVariableText ? typeClasses.string : typeClass,
        utf8: ((bits >> 8) & 0x0f) === 1,
        base: readDatatype(bytes.subarray(8)),
      }
    }
    default:
      return type
  }
}

/** Undefined where one of them is no plain number. */
function readMembers(
  cursor: Cursor,
  version: number,
  count: number,
  size: number,
): StoredMember[] | undefined {
  const members: StoredMember[] = []
  for (let i = 0; i < count; i++) {
    const name = new Cursor(cursor.bytes.subarray(cursor.at)).text()
    const nameLength = new TextEncoder().encode(name).length + 1
    cursor.skip(version < 3 ? Math.ceil(nameLength / 8) * 8 : nameLength)
    const offset = cursor.uint(version < 3 ? 4 : bytesFor(size))
    if (version === 1) cursor.skip(28)
    const type = readDatatype(cursor.bytes.subarray(cursor.at))
    if (type.class !== typeClasses.integer && type.class !== typeClasses.float) return undefined
    if (offset + type.size > size) throw new Error('a member beyond its compound')
    members.push({ name, offset, type })
    cursor.skip(type.class === typeClasses.integer ? 12 : 20)
  }
  return members
}

/** Sizes of the dimensions; undefined for a space that holds nothing (section IV.A.2.b). */
export function readDataspace(bytes: Uint8Array, lengthSize: number): number[] | undefined {
  const cursor = new Cursor(bytes)
  const version = cursor.uint(1)
  const rank = cursor.uint(1)
  cursor.skip(1)
  if (version === 1) cursor.skip(5)
  else if (version !== 2 || cursor.uint(1) === 2) return undefined
  return Array.from({ length: rank }, () => cursor.uint(lengthSize))
}
