import { stat } from 'node:fs/promises'
import { UnreadableFileError } from '../../catalog/errors.ts'
import type { Dataset } from './dataset.ts'
import { openHdf5 } from './hdf5.ts'
import { openNetcdf3 } from './netcdf3.ts'
import { openPositioned } from './positioned-file.ts'
import { recogniseSignature, type Signature, signatureLength } from './signature.ts'

/**
 * Opens a file by what its first bytes say it is, whatever its name.
 * @throws {UnreadableFileError} when it is missing, unreadable, a folder, empty, broken, or of another format
 */
export async function openDataset(path: string): Promise<Dataset> {
  const signature = await readSignature(path)
  if ('refusal' in signature) throw new UnreadableFileError(path, signature.refusal)
  try {
    return signature.format === 'hdf5' ? await openHdf5(path) : openNetcdf3(path)
  } catch (error) {
    throw new UnreadableFileError(path, explainBreakage(error), { cause: error })
  }
}

async function readSignature(path: string): Promise<Signature> {
  try {
    const status = await stat(path)
    if (status.isDirectory()) return { refusal: 'a folder: name the files in it, or index the folder' }
    if (!status.isFile()) return { refusal: 'not a regular file' }
    const file = openPositioned(path)
    try {
      const head = file.read(0, Math.min(signatureLength, file.size))
      const readAt = (position: number, length: number) =>
        position + length <= file.size ? file.read(position, length) : undefined
      return recogniseSignature(head, readAt)
    } finally {
      file.close()
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT') return { refusal: 'there is no such file' }
    if (code === 'EACCES' || code === 'EPERM')
      return { refusal: 'reading it is not permitted: check its mode' }
    throw new UnreadableFileError(path, `cannot be read: ${messageOf(error)}`, { cause: error })
  }
}

/** What a failure while opening or reading means for whoever has the file. */
export function explainBreakage(error: unknown): string {
  const message = messageOf(error)
  const cut = message.match(/truncated file: eof = (\d+).*?stored_eof = (\d+)/s)
  if (cut) return `the file is cut off: ${cut[1]} of ${cut[2]} bytes are there; fetch it again`
  // The HDF5 library prints its stack of errors; the innermost tells most.
  const stack = [...message.matchAll(/#\d+: \S+ line \d+ in \S+: (.+)/g)].map((match) => match[1]!)
  if (stack.length > 0) return `the file is damaged (${stack.at(-1)}); fetch it again`
  if (error instanceof TypeError || error instanceof ReferenceError) {
    return `reading it failed in a way that is this program's fault, not the file's: please report it (${message})`
  }
  return message
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
