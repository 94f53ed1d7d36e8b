import type { PositionedFile } from '../positioned-file.ts'
import { Cursor } from './cursor.ts'

/** The bytes of an HDF5 file by address, and how wide its addresses and lengths are. */
export interface StoredBytes {
  /** Bytes in an address. */
  offsetSize: number
  /** Bytes in a length. */
  lengthSize: number
  /** To look at, as `PositionedFile` has it. @throws Error when the file ends before */
  at(address: number, length: number): Cursor
}

/** Addresses count from `base`. */
export function storedFrom(
  file: PositionedFile,
  base: number,
  widths: Pick<StoredBytes, 'offsetSize' | 'lengthSize'>,
): StoredBytes {
  return { ...widths, at: (address, length) => new Cursor(file.look(base + address, length)) }
}
