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
  /** Not in the usual bits: only the library converts it. */
  odd: boolean
}

export function readDatatype(bytes: Uint8Array): StoredType {
  const cursor = new Cursor(bytes)
  const typeClass = cursor.uint(1) & 0x0f
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
