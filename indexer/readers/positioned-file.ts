import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { release } from './release.ts'

/** A file open for reading at any position. */
export interface PositionedFile {
  size: number
  /** Exactly `length` bytes from `position`, for the caller to keep. @throws Error when the file ends before */
  read(position: number, length: number): Uint8Array<ArrayBuffer>
  /**
   * As `read`, but only to look at until the file is closed: what is near may be the same memory, save where there is so
   * much of it that `release` takes it.
   */
  look(position: number, length: number): Uint8Array<ArrayBuffer>
  close(): void
}

const pageBytes = 65_536

/** So many pages are kept: what describes a file lies together, and the rest is read once. */
const mostPages = 64

export function openPositioned(path: string): PositionedFile {
  const descriptor = openSync(path, 'r')
  const size = fstatSync(descriptor).size
  const pages = new Map<number, Uint8Array<ArrayBuffer>>()

  function read(position: number, length: number): Uint8Array<ArrayBuffer> {
    if (!(position >= 0 && length >= 0 && position + length <= size)) {
      throw new Error(`${length} bytes at ${position} are not there: the file is ${size} bytes long`)
    }
    const bytes = new Uint8Array(length)
    for (let done = 0; done < length; ) {
      const got = readSync(descriptor, bytes, done, length - done, position + done)
      if (got === 0) throw new Error(`the file ended at ${position + done} while it was read`)
      done += got
    }
    return bytes
  }

  function pageAt(index: number): Uint8Array<ArrayBuffer> {
    const kept = pages.get(index)
    if (kept !== undefined) return kept
    const start = index * pageBytes
    const page = read(start, Math.min(pageBytes, size - start))
    if (pages.size >= mostPages) pages.delete(pages.keys().next().value!)
    pages.set(index, page)
    return page
  }

  function look(position: number, length: number): Uint8Array<ArrayBuffer> {
    if (length >= pageBytes || !(position >= 0 && position + length <= size)) return read(position, length)
    const index = Math.floor(position / pageBytes)
    const offset = position - index * pageBytes
    const page = pageAt(index)
    if (offset + length <= page.length) return page.subarray(offset, offset + length)
    const bytes = new Uint8Array(length)
    bytes.set(page.subarray(offset))
    bytes.set(pageAt(index + 1).subarray(0, length - (page.length - offset)), page.length - offset)
    return bytes
  }

  function close(): void {
    closeSync(descriptor)
    pages.forEach(release)
    pages.clear()
  }

  return { size, read, look, close }
}
