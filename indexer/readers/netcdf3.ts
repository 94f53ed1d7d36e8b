import type { ClassicAttribute, ClassicHeader } from './classic-header.ts'
import type { Attributes, Dataset, Hyperslab, NumericType, RawValues, Variable } from './dataset.ts'
import { forEachRun, wholeOf } from './hyperslab.ts'
import { readClassicHeader } from './netcdf3-header.ts'
import { decodeBigEndian, widthOf } from './netcdf3-wide-header.ts'
import type { PositionedFile } from './positioned-file.ts'
import { release } from './release.ts'

const formats = { 1: 'NetCDF-3 classic', 2: 'NetCDF-3 64-bit offset', 5: 'NetCDF-3 64-bit data (CDF-5)' }

/**
 * Opens a NetCDF classic file: the header is read, variables are read by position when asked for.
 * @throws Error when the header is broken, or the file is shorter than the header says
 */
export function openNetcdf3(file: PositionedFile): Dataset {
  const header = readClassicHeader(file)
  const layout = layOut(header, file)
  return {
    format: formats[header.version],
    mediaType: 'application/x-netcdf',
    groups: [{ path: '/', attributes: toAttributes(header.attributes) }],
    variables: header.variables.map((_, index) => toVariable(header, layout, index, file)),
    close: () => file.close(),
  }
}

const blockBytes = 1024 * 1024

interface Layout {
  /** Bytes from one record to the next. */
  recordStep: number
  sizes: number[]
  recordDimension: number
}

/** Where things are, by the rules of the format, with the file's size checked against them. */
function layOut(header: ClassicHeader, file: PositionedFile): Layout {
  const recordDimension = header.dimensions.findIndex((dimension) => dimension.size === 0)
  for (const { name, dimensions } of header.variables) {
    if (dimensions.some((d) => header.dimensions[d] === undefined)) {
      throw new Error(
        `the header is damaged: ${name} lies along a dimension that is not there; fetch the file again`,
      )
    }
  }
  const isRecord = (v: { dimensions: number[] }) =>
    recordDimension >= 0 && v.dimensions[0] === recordDimension
  const bytesOf = (v: ClassicHeader['variables'][number]) => {
    const shape = v.dimensions.slice(isRecord(v) ? 1 : 0).map((d) => header.dimensions[d]!.size)
    return shape.reduce((product, size) => product * size, widthOf(v.type))
  }
  const padded = (bytes: number) => Math.ceil(bytes / 4) * 4
  const recordVariables = header.variables.filter(isRecord)
  // A record variable that is alone is not padded.
  const alone = recordVariables.length === 1
  const recordStep = recordVariables.reduce((sum, v) => sum + (alone ? bytesOf(v) : padded(bytesOf(v))), 0)
  const firstRecord = Math.min(...recordVariables.map((v) => v.begin))
  let records = header.records
  if (records === undefined) records = recordStep ? Math.floor((file.size - firstRecord) / recordStep) : 0

  for (const v of header.variables) {
    const last = isRecord(v) ? (records - 1) * recordStep + bytesOf(v) : bytesOf(v)
    if (last > 0 && v.begin + last > file.size) {
      throw new Error(
        `the file is cut off: ${v.name} ends at byte ${v.begin + last}, the file at ${file.size}; fetch it again`,
      )
    }
  }
  const sizes = header.dimensions.map((d, i) => (i === recordDimension ? records : d.size))
  return { recordStep, sizes, recordDimension }
}

function toVariable(header: ClassicHeader, layout: Layout, index: number, file: PositionedFile): Variable {
  const { name, dimensions, attributes, type, begin } = header.variables[index]!
  const shape = dimensions.map((d) => layout.sizes[d]!)
  const width = widthOf(type)
  const isRecord = dimensions.length > 0 && dimensions[0] === layout.recordDimension

  /** Where each element of the first dimension begins. */
  const rowBytes = shape.slice(1).reduce((product, size) => product * size, width)
  const step = isRecord ? layout.recordStep : rowBytes

  function readBytes(slab: Hyperslab): Uint8Array<ArrayBuffer> {
    const total = slab.count.reduce((product, count) => product * count, 1)
    const bytes = new Uint8Array(total * width)
    let filled = 0
    if (step === rowBytes || shape.length === 0) {
      forEachRun(shape, slab, (offset, length, stride) => {
        filled = readRun(begin + offset * width, length, stride, bytes, filled)
      })
      return bytes
    }
    const inner = dropFirst(slab)
    const stride = slab.stride?.[0] ?? 1
    // Records are read by the block where they are short, one by one where they are long.
    const perBlock = Math.max(1, Math.floor(blockBytes / (step * stride)))
    for (let i = 0; i < slab.count[0]!; i += perBlock) {
      const rows = Math.min(perBlock, slab.count[0]! - i)
      const first = begin + (slab.start[0]! + i * stride) * step
      const block = rows > 1 ? file.read(first, (rows - 1) * stride * step + rowBytes) : undefined
      for (let row = 0; row < rows; row++) {
        forEachRun(shape.slice(1), inner, (offset, length, runStride) => {
          const at = row * stride * step + offset * width
          if (block === undefined) filled = readRun(first + at, length, runStride, bytes, filled)
          else filled = copyRun(block.subarray(at), length, runStride, bytes, filled)
        })
      }
      if (block !== undefined) release(block)
    }
    return bytes
  }

  function readRun(position: number, length: number, stride: number, into: Uint8Array, filled: number) {
    const read = file.read(position, ((length - 1) * stride + 1) * width)
    const after = copyRun(read, length, stride, into, filled)
    release(read)
    return after
  }

  function copyRun(from: Uint8Array, length: number, stride: number, into: Uint8Array, filled: number) {
    if (stride === 1) {
      into.set(from.subarray(0, length * width), filled)
    } else {
      for (let i = 0; i < length; i++) {
        into.set(from.subarray(i * stride * width, i * stride * width + width), filled + i * width)
      }
    }
    return filled + length * width
  }

  return {
    path: `/${name}`,
    name,
    group: '/',
    type,
    shape,
    dimensions: () => dimensions.map((d, i) => ({ name: `/${header.dimensions[d]!.name}`, size: shape[i]! })),
    attributes: toAttributes(attributes),
    read(slab: Hyperslab = wholeOf(shape)): RawValues {
      if (type === 'text') throw new Error(`${name} holds characters, not numbers`)
      return decodeBigEndian(readBytes(slab), type as NumericType)
    },
    readText() {
      if (type !== 'text') throw new Error(`${name} holds numbers, not characters`)
      const characters = Buffer.from(readBytes(wholeOf(shape)))
      const rowLength = shape.at(-1) ?? 1
      const rows: string[] = []
      for (let at = 0; at < characters.length; at += rowLength) {
        rows.push(characters.toString('utf8', at, at + rowLength).replace(/\0.*$/s, ''))
      }
      return rows
    },
  }
}

function dropFirst(slab: Hyperslab): Hyperslab {
  return {
    start: slab.start.slice(1),
    count: slab.count.slice(1),
    ...(slab.stride ? { stride: slab.stride.slice(1) } : {}),
  }
}

function toAttributes(list: ClassicAttribute[]): Attributes {
  const byName = new Map(list.map(({ name, value }) => [name, value]))
  return { names: () => [...byName.keys()], get: (name) => byName.get(name) }
}
