import type { ClassicAttribute, ClassicHeader, ClassicVariable } from './classic-header.ts'
import type { AttributeValue, NumericType } from './dataset.ts'

const dimensionTag = 10
const variableTag = 11
const attributeTag = 12

/** External types by number (NetCDF classic format specification, with the additions of CDF-5). */
const types: (NumericType | 'text' | undefined)[] = [
  undefined,
  'int8',
  'text',
  'int16',
  'int32',
  'float32',
  'float64',
  'uint8',
  'uint16',
  'uint32',
  'int64',
  'uint64',
]

/**
 * Parses the header of a CDF-5 file (64-bit counts and offsets), or of a CDF-2 one (32-bit counts, 64-bit offsets).
 * @throws RangeError when the bytes end before the header does
 */
export function parseWideHeader(bytes: Uint8Array): ClassicHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const version = bytes[3] === 5 ? 5 : 2
  let at = 4

  function readUint32(): number {
    at += 4
    return view.getUint32(at - 4)
  }
  function readUint64(): number {
    at += 8
    return Number(view.getBigUint64(at - 8))
  }
  const readCount = version === 5 ? readUint64 : readUint32

  function take(length: number): Uint8Array {
    if (at + length > bytes.length) throw new RangeError('the header goes on')
    const taken = bytes.subarray(at, at + length)
    at += length + ((4 - (length % 4)) % 4)
    return taken
  }
  const readName = () => Buffer.from(take(readCount())).toString('utf8')

  function readList<T>(tag: number, readEntry: () => T): T[] {
    const found = readUint32()
    const count = readCount()
    if (found === 0 && count === 0) return []
    if (found !== tag) throw new Error(`tag ${found} where ${tag} belongs`)
    const entries: T[] = []
    for (let i = 0; i < count; i++) entries.push(readEntry())
    return entries
  }

  function readType(): NumericType | 'text' {
    const type = types[readUint32()]
    if (type === undefined) throw new Error('no such type in NetCDF classic')
    return type
  }

  function readAttribute(): ClassicAttribute {
    const name = readName()
    const type = readType()
    const count = readCount()
    if (type === 'text') return { name, value: Buffer.from(take(count)).toString('utf8') }
    const values = Array.from(decodeBigEndian(take(count * widthOf(type)).slice(), type))
    const value: AttributeValue = values.length === 1 ? values[0]! : values
    return { name, value }
  }

  function readVariable(): ClassicVariable {
    const name = readName()
    const rank = readCount()
    const dimensions: number[] = []
    for (let i = 0; i < rank; i++) dimensions.push(readCount())
    const attributes = readList(attributeTag, readAttribute)
    const type = readType()
    readCount() // The size of the data, which follows from the dimensions.
    return { name, dimensions, attributes, type, begin: readUint64() }
  }

  const records = readCount()
  const streaming = version === 5 ? 2 ** 64 : 0xffffffff
  return {
    version,
    records: records >= streaming ? undefined : records,
    dimensions: readList(dimensionTag, () => ({ name: readName(), size: readCount() })),
    attributes: readList(attributeTag, readAttribute),
    variables: readList(variableTag, readVariable),
  }
}

export function widthOf(type: NumericType | 'text'): number {
  if (type === 'text') return 1
  return Number(type.replace(/\D+/, '')) / 8
}

/** Big-endian bytes as numbers of this machine, which use their memory. */
export function decodeBigEndian(bytes: Uint8Array<ArrayBuffer>, type: NumericType) {
  const width = widthOf(type)
  const count = Math.floor(bytes.length / width)
  if (type === 'int64' || type === 'uint64') {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    return Float64Array.from({ length: count }, (_, i) =>
      Number(type === 'int64' ? view.getBigInt64(i * 8) : view.getBigUint64(i * 8)),
    )
  }
  const swapped = Buffer.from(bytes.buffer, bytes.byteOffset, count * width)
  if (width === 2) swapped.swap16()
  else if (width === 4) swapped.swap32()
  else if (width === 8) swapped.swap64()
  const { buffer, byteOffset } = swapped.byteOffset % width === 0 ? swapped : new Uint8Array(swapped)
  switch (type) {
    case 'int8':
      return new Int8Array(buffer, byteOffset, count)
    case 'uint8':
      return new Uint8Array(buffer, byteOffset, count)
    case 'int16':
      return new Int16Array(buffer, byteOffset, count)
    case 'uint16':
      return new Uint16Array(buffer, byteOffset, count)
    case 'int32':
      return new Int32Array(buffer, byteOffset, count)
    case 'uint32':
      return new Uint32Array(buffer, byteOffset, count)
    case 'float32':
      return new Float32Array(buffer, byteOffset, count)
    case 'float64':
      return new Float64Array(buffer, byteOffset, count)
  }
}
