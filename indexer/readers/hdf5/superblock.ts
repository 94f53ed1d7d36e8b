import type { PositionedFile } from '../positioned-file.ts'
import { verifyChecksum } from './checksum.ts'
import { Cursor } from './cursor.ts'
import { type StoredBytes, storedFrom } from './stored-bytes.ts'

const signature = '\x89HDF\r\n\x1a\n'

/**
 * Reads where a file begins (HDF5 File Format Specification, section II).
 * @throws Error when the file is shorter than it says, or of a version that is not read here
 */
export function readSuperblock(file: PositionedFile): { stored: StoredBytes; rootAddress: number } {
  const base = findSuperblock(file)
  const cursor = new Cursor(file.look(base, Math.min(128, file.size - base)))
  cursor.expect(signature)
  const version = cursor.uint(1)
  if (version > 3) throw new Error(`a superblock of version ${version}`)
  if (version < 2) cursor.skip(4)
  const offsetSize = cursor.uint(1)
  const lengthSize = cursor.uint(1)
  if (![4, 8].includes(offsetSize) || ![4, 8].includes(lengthSize))
    throw new Error('addresses of an odd size')
  // Reserved, the sizes of nodes, flags; or flags alone.
  cursor.skip(version === 0 ? 9 : version === 1 ? 13 : 1)
  const baseAddress = cursor.uint(offsetSize)
  cursor.skip(offsetSize)
  const end = cursor.uint(offsetSize)
  // The driver and the name of the root's link stand before the root in the older form.
  if (version < 2) cursor.skip(2 * offsetSize)
  const rootAddress = cursor.uint(offsetSize)
  if (version >= 2) verifyChecksum(cursor.bytes.subarray(0, cursor.at + 4))
  if (baseAddress !== base) throw new Error('addresses do not count from the superblock')
  if (base + end > file.size) throw new Error(`cut off: ${file.size} of ${base + end} bytes`)
  return { stored: storedFrom(file, base, { offsetSize, lengthSize }), rootAddress }
}

/** At 0, 512, 1024, 2048... */
function findSuperblock(file: PositionedFile): number {
  for (let at = 0; at + signature.length <= file.size; at = at === 0 ? 512 : at * 2) {
    if (Buffer.from(file.look(at, signature.length)).toString('latin1') === signature) return at
  }
  throw new Error('no superblock')
}
