import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** A file open for reading at any position. */
export interface PositionedFile {
  size: number
  /** Exactly `length` bytes from `position`. @throws Error when the file ends before */
  read(position: number, length: number): Uint8Array<ArrayBuffer>
  close(): void
}

export function openPositioned(path: string): PositionedFile {
  const descriptor = openSync(path, 'r')
  const size = fstatSync(descriptor).size
  return {
    size,
    read(position, length) {
      if (position < 0 || length < 0 || position + length > size) {
        throw new Error(`${length} bytes at ${position} are not there: the file is ${size} bytes long`)
      }
      const bytes = new Uint8Array(length)
      for (let done = 0; done < length; ) {
        const got = readSync(descriptor, bytes, done, length - done, position + done)
        if (got === 0) throw new Error(`the file ended at ${position + done} while it was read`)
        done += got
      }
      return bytes
    },
    close: () => closeSync(descriptor),
  }
}
