import type { PositionedFile } from '../positioned-file.ts'
import { Cursor } from './cursor.ts'

/** The bytes of an HDF5 file by address, and how wide its addresses and lengths are. */
export interface StoredBytes {
  /** Bytes in an address. */
  offsetSize: number
  /** Bytes in a length. */
  lengthSize: number
  /** For reading only: what is near may be the same memory. @throws Error when the file ends before */
  at(address: number, length: number): Cursor
}

const pageBytes = 65_536

/** So many pages are kept: what describes a file lies together, and the rest is read once. */
const mostPages = 64

/** Reads by the page and keeps the latest. Addresses count from `base`. */
export function pageThrough(file: PositionedFile, base: number): StoredBytes['at'] {
  const pages = new Map<number, Uint8Array>()

  function pageAt(index: number): Uint8Array {
    const kept = pages.get(index)
    if (kept !== undefined) return kept
    const start = index * pageBytes
    const page = file.read(start, Math.min(pageBytes, file.size - start))
    if (pages.size >= mostPages) pages.delete(pages.keys().next().value!)
    pages.set(index, page)
    return page
  }

  return (address, length) => {
    const start = base + address
    if (!(start >= 0 && length >= 0 && start + length <= file.size)) {
      throw new Error(`${length} bytes at ${start} are not there: the file is ${file.size} bytes long`)
    }
    if (length > pageBytes) return new Cursor(file.read(start, length))
    const index = Math.floor(start / pageBytes)
    const offset = start - index * pageBytes
    const page = pageAt(index)
    if (offset + length <= page.length) return new Cursor(page.subarray(offset, offset + length))
    const bytes = new Uint8Array(length)
    bytes.set(page.subarray(offset))
    bytes.set(pageAt(index + 1).subarray(0, length - (page.length - offset)), page.length - offset)
    return new Cursor(bytes)
  }
}
