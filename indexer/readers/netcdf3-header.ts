import { NetCDFReader } from 'netcdfjs'
import type { ClassicAttribute, ClassicHeader } from './classic-header.ts'
import type { NumericType } from './dataset.ts'
import { parseWideHeader } from './netcdf3-wide-header.ts'
import type { PositionedFile } from './positioned-file.ts'

/** What a file says that is being written, in place of the number of records. */
const streaming = 0xffffffff

const firstGuess = 64 * 1024
const largestHeader = 256 * 1024 * 1024

/**
 * Reads the header and nothing after it: some kilobytes at first, twice as many each time they did not hold all of it.
 * @throws Error when the header is broken, or the file ends in it
 */
export function readClassicHeader(file: PositionedFile): ClassicHeader {
  for (let length = firstGuess; ; length *= 2) {
    const bytes = file.read(0, Math.min(length, file.size))
    try {
      return parseHeader(bytes)
    } catch (error) {
      if (length >= file.size) throw new Error('the header is broken or cut off', { cause: error })
      if (length >= largestHeader) throw new Error('the header has no end', { cause: error })
    }
  }
}

function parseHeader(bytes: Uint8Array): ClassicHeader {
  const version = bytes[3]
  if (version === 5) return parseWideHeader(bytes)
  try {
    return parseNarrowHeader(bytes)
  } catch (error) {
    // netcdfjs stops at data beyond 4 GiB, which version 2 was made for.
    if (version === 2 && error instanceof Error && error.message.includes('4GB'))
      return parseWideHeader(bytes)
    throw error
  }
}

function parseNarrowHeader(bytes: Uint8Array): ClassicHeader {
  const { header } = new NetCDFReader(bytes)
  return {
    version: header.version === 2 ? 2 : 1,
    records: header.recordDimension.length === streaming ? undefined : header.recordDimension.length,
    dimensions: (header.dimensions ?? []).map(({ name, size }) => ({ name: fromUtf8(name), size })),
    attributes: header.globalAttributes.map(toAttribute),
    variables: (header.variables ?? []).map((variable) => ({
      name: fromUtf8(variable.name),
      dimensions: variable.dimensions,
      attributes: (variable.attributes as NarrowAttribute[]).map(toAttribute),
      type: narrowType(variable.type),
      begin: variable.offset,
    })),
  }
}

interface NarrowAttribute {
  name: string
  type: string
  value: number | string | number[]
}

function toAttribute({ name, type, value }: NarrowAttribute): ClassicAttribute {
  if (typeof value === 'string') return { name: fromUtf8(name), value: fromUtf8(value) }
  // netcdfjs gives bytes without their sign.
  const numbers = (typeof value === 'number' ? [value] : value).map((v) =>
    type === 'byte' && v > 127 ? v - 256 : v,
  )
  return { name: fromUtf8(name), value: numbers.length === 1 ? numbers[0]! : numbers }
}

/** netcdfjs makes one character of each byte. */
function fromUtf8(characters: string): string {
  return Buffer.from(characters, 'latin1').toString('utf8')
}

function narrowType(type: string): NumericType | 'text' {
  switch (type) {
    case 'byte':
      return 'int8'
    case 'char':
      return 'text'
    case 'short':
      return 'int16'
    case 'int':
      return 'int32'
    case 'float':
      return 'float32'
    case 'double':
      return 'float64'
    default:
      throw new Error(`no such type in NetCDF classic: ${type}`)
  }
}
