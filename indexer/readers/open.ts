import { statSync } from 'node:fs'
import { UnreadableFileError } from '../../catalog/errors.ts'
import type { Dataset } from './dataset.ts'
import { openHdf5 } from './hdf5.ts'
import { openNetcdf3 } from './netcdf3.ts'
import { openPositioned, type PositionedFile } from './positioned-file.ts'
import { type Format, recogniseSignature, type Signature, signatureLength } from './signature.ts'

/**
 * Opens a file by what its first bytes say it is, whatever its name.
 * @throws {UnreadableFileError} when it is missing, unreadable, a folder, empty, broken, or of another format
 */
export async function openDataset(path: string): Promise<Dataset> {
  const { file, format } = openRecognised(path)
  try {
    return format === 'hdf5' ? openHdf5(path, file) : openNetcdf3(file)
  } catch (error) {
    file.close()
    throw new UnreadableFileError(path, explainBreakage(error), { cause: error })
  }
}

function openRecognised(path: string): { file: PositionedFile; format: Format } {
  let file: PositionedFile | undefined
  try {
    const status = statSync(path)
    if (status.isDirectory())
      throw new UnreadableFileError(path, 'a folder: name the files in it, or index the folder')
    if (!status.isFile()) throw new UnreadableFileError(path, 'not a regular file')
    file = openPositioned(path)
    const signature = readSignature(file)
    if ('refusal' in signature) throw new UnreadableFileError(path, signature.refusal)
    return { file, format: signature.format }
  } catch (error) {
    file?.close()
    if (error instanceof UnreadableFileError) throw error
    throw new UnreadableFileError(path, explainAbsence(error), { cause: error })
  }
}

function readSignature(file: PositionedFile): Signature {
  const readAt = (position: number, length: number) =>
    position + length <= file.size ? file.look(position, length) : undefined
  return recogniseSignature(file.look(0, Math.min(signatureLength, file.size)), readAt)
}

function explainAbsence(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return 'there is no such file'
  if (code === 'EACCES' || code === 'EPERM') return 'reading it is not permitted: check its mode'
  return `cannot be read: ${messageOf(error)}`
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
