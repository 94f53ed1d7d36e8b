import { closeSync, createReadStream, openSync, readSync } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { linesOf } from '../indexer/items/lines.ts'

/** Bytes that are read from the disk at a time. */
const readAtOnce = 2 ** 20

export interface ItemInput {
  lines: AsyncIterable<string>
  /** Bytes of the file, as it lies on the disk, that have been read. */
  bytesRead(): number
  close(): void
}

/** The lines of a file, unpacked where it is packed with gzip, or of the standard input for `-`. */
export function openItems(file: string): ItemInput {
  if (file === '-') {
    return { lines: linesOf(process.stdin), bytesRead: () => 0, close: () => process.stdin.destroy() }
  }
  const source = createReadStream(file, { highWaterMark: readAtOnce })
  let failure: Error | undefined
  const note = (error: NodeJS.ErrnoException | null) => {
    failure ??= error ?? undefined
  }
  const input = isGzip(file) ? pipeline(source, createGunzip(), note) : source.on('error', note)
  return {
    lines: wholeLines(linesOf(input), () => failure),
    bytesRead: () => source.bytesRead,
    close: () => source.destroy(),
  }
}

/** Whether an error is of the bytes of the file, and not of what was done with them. */
export function isDamaged(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && /^(Z_|ERR_STREAM_|EIO)/.test(String(error.code))
}

/** Fails with what failed first: a stream that is fed by another tells only that it ended too soon. */
async function* wholeLines(
  lines: AsyncIterable<string>,
  failure: () => Error | undefined,
): AsyncGenerator<string, void, void> {
  try {
    yield* lines
  } catch (error) {
    throw failure() ?? error
  }
}

function isGzip(file: string): boolean {
  const descriptor = openSync(file, 'r')
  try {
    const start = new Uint8Array(2)
    return readSync(descriptor, start) === 2 && start[0] === 0x1f && start[1] === 0x8b
  } finally {
    closeSync(descriptor)
  }
}
