import { createHash } from 'node:crypto'
import { basename } from 'node:path'

/** Part `number`, counted from 1, of `of`. */
export interface Shard {
  number: number
  of: number
}

/**
 * Whether a file belongs to a part: by its name alone, so that it is the same on every machine, however the folder is mounted or the
 * list is written, and files that would have one id come to one part. The first 48 bits of the SHA-256 of the name (UTF-8, NFC) modulo the parts.
 */
export function inShard(path: string, { number, of }: Shard): boolean {
  const digest = createHash('sha256').update(basename(path).normalize('NFC')).digest()
  return digest.readUIntBE(0, 6) % of === number - 1
}
