import type { Hyperslab, RawValues } from '../dataset.ts'
import { wholeOf } from '../hyperslab.ts'
import { release } from '../release.ts'
import { decodeTexts, type GlobalHeaps } from './attribute.ts'
import { typeClasses } from './datatype.ts'
import { inflate, readFilters, unshuffle } from './filters.ts'
import { type Chunk, readLayout } from './layout.ts'
import type { StoredObject } from './listing.ts'
import { decodeNumbers } from './numbers.ts'
import { contentOf, messageTypes } from './object-header.ts'
import type { StoredBytes } from './stored-bytes.ts'

/**
 * Reads numbers straight from the file: whole ones lying together, and chunks packed by deflate and shuffle.
 * @throws Error for what only the library reads: other filters, strides, parts that were never written
 */
export function readValues(stored: StoredBytes, object: StoredObject, slab?: Hyperslab): RawValues {
  if (object.type === undefined) throw new Error('no values')
  return decodeNumbers(readBytes(stored, object, slab), object.type)
}

/**
 * Reads texts, one for each element.
 * @throws Error for what is no text, and for what only the library reads
 */
export function readTexts(stored: StoredBytes, heaps: GlobalHeaps, object: StoredObject): string[] {
  const { type } = object
  if (type?.class !== typeClasses.string) throw new Error('no texts')
  return decodeTexts(readBytes(stored, object), type, stored, heaps)
}

/**
 * Reads one member of each element of a compound.
 * @throws Error where there is no such member, and for what only the library reads
 */
export function readMember(stored: StoredBytes, object: StoredObject, name: string): RawValues {
  const { type } = object
  const member = type?.members?.find((one) => one.name === name)
  if (type === undefined || member === undefined) throw new Error(`no member ${name} that is a number`)
  const bytes = readBytes(stored, object)
  const size = member.type.size
  const taken = new Uint8Array((bytes.length / type.size) * size)
  for (let from = member.offset, to = 0; to < taken.length; from += type.size, to += size)
    taken.set(bytes.subarray(from, from + size), to)
  return decodeNumbers(taken, member.type)
}

/** The elements of a variable, or of a part of it, as stored but unpacked. */
function readBytes(stored: StoredBytes, object: StoredObject, slab?: Hyperslab): Uint8Array<ArrayBuffer> {
  const { type, shape, header } = object
  if (type === undefined || shape === undefined) throw new Error('no values')
  const { start, count, stride } = slab ?? wholeOf(shape)
  if (stride?.some((step) => step !== 1)) throw new Error('strides')
  const message = (wanted: number) => {
    const found = header.messages.find((one) => one.type === wanted)
    return found && contentOf(stored, found)
  }
  const layout = readLayout(stored, message(messageTypes.layout) ?? new Uint8Array(0))
  const wanted: Box = { start, shape: count }
  const values = new Uint8Array(count.reduce((product, size) => product * size, type.size))
  if (layout.kind === 'whole') {
    // Of the slowest dimension only what is wanted.
    const rowLength = shape.slice(1).reduce((product, size) => product * size, type.size)
    const [first, rows] = [start[0] ?? 0, count[0] ?? 1]
    const rowsOf: Box = { start: shape.map((_, d) => (d === 0 ? first : 0)), shape: [...shape] }
    if (shape.length > 0) rowsOf.shape[0] = rows
    const read = layout.read(first * rowLength, rows * rowLength)
    copyBox(read, rowsOf, values, wanted, type.size)
    release(read)
    return values
  }
  const filters = readFilters(message(messageTypes.filters) ?? Uint8Array.of(2, 0))
  const { chunkShape } = layout
  const chunkLength = chunkShape.reduce((product, size) => product * size, type.size)
  let missing = countChunks(wanted, chunkShape)
  for (const chunk of layout.chunks()) {
    if (!meets(chunk, chunkShape, wanted)) continue
    missing--
    const packed = stored.at(chunk.address, chunk.length).bytes
    const inflated = inflate(packed, filters, chunkLength, type.size)
    const source = { start: chunk.offset, shape: chunkShape }
    if (!inflated.isShuffled) copyBox(inflated.bytes, source, values, wanted, type.size)
    else
      forEachCommonRun(source, wanted, (from, to, length) =>
        unshuffle(inflated, type.size, from, length, values, to * type.size),
      )
    release(inflated.bytes)
    release(packed)
  }
  if (missing !== 0) throw new Error('chunks that were never written')
  return values
}

/** Part of an array, by its first element and its size along each dimension. */
interface Box {
  start: number[]
  shape: number[]
}

function countChunks({ start, shape }: Box, chunkShape: number[]): number {
  return shape.reduce((product, size, d) => {
    const [first, last] = [start[d]! / chunkShape[d]!, (start[d]! + size - 1) / chunkShape[d]!]
    return product * (Math.floor(last) - Math.floor(first) + 1)
  }, 1)
}

function meets({ offset }: Chunk, chunkShape: number[], { start, shape }: Box): boolean {
  return offset.every((first, d) => first < start[d]! + shape[d]! && first + chunkShape[d]! > start[d]!)
}

/** Copies what two boxes of one array have in common. */
function copyBox(from: Uint8Array, source: Box, to: Uint8Array, target: Box, size: number): void {
  forEachCommonRun(source, target, (fromFirst, toFirst, length) =>
    to.set(from.subarray(fromFirst * size, (fromFirst + length) * size), toFirst * size),
  )
}

/** Visits what two boxes of one array have in common as the fewest runs that lie together in both, by index in each. */
function forEachCommonRun(
  source: Box,
  target: Box,
  visit: (from: number, to: number, length: number) => void,
): void {
  const low = source.start.map((first, d) => Math.max(first, target.start[d]!))
  const count = source.start.map(
    (first, d) => Math.min(first + source.shape[d]!, target.start[d]! + target.shape[d]!) - low[d]!,
  )
  let last = source.shape.length - 1
  let run = count[last] ?? 1
  // Dimensions that are whole in both join the one before them.
  while (last > 0 && count[last] === source.shape[last] && count[last] === target.shape[last])
    run *= count[--last]!
  const after = (shape: number[]) => shape.slice(last + 1).reduce((product, size) => product * size, 1)
  const [fromStep, toStep] = [after(source.shape), after(target.shape)]

  function walk(d: number, fromRow: number, toRow: number): void {
    const fromFirst = fromRow * (source.shape[d] ?? 1) + (low[d] ?? 0) - (source.start[d] ?? 0)
    const toFirst = toRow * (target.shape[d] ?? 1) + (low[d] ?? 0) - (target.start[d] ?? 0)
    if (d >= last) visit(fromFirst * fromStep, toFirst * toStep, run)
    else for (let i = 0; i < count[d]!; i++) walk(d + 1, fromFirst + i, toFirst + i)
  }
  walk(0, 0, 0)
}
