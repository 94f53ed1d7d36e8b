import { readFile } from 'node:fs/promises'
import { InvalidQueryError } from '../catalog/errors.ts'

/** Characters; a shorter key could be guessed. */
const shortest = 16

/**
 * The key that clients must show to change the catalogue: what the file holds, else what the environment says; undefined
 * where neither is given.
 *
 * @throws InvalidQueryError for a key that no request could carry, or that could be guessed
 */
export async function readWriteKey(file: string | undefined): Promise<string | undefined> {
  const source = file === undefined ? 'OCEANID_WRITE_KEY' : '--write-key-file'
  const text = file === undefined ? process.env.OCEANID_WRITE_KEY : await readKeyFile(file)
  if (text === undefined || (file === undefined && text === '')) return undefined
  const key = text.trim()
  if (key.length < shortest || !/^[\x21-\x7e]+$/.test(key)) {
    throw new InvalidQueryError(
      source,
      `holds no key of at least ${shortest} letters, digits and signs; make one with "openssl rand -hex 24"`,
    )
  }
  return key
}

async function readKeyFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new InvalidQueryError('--write-key-file', `cannot read ${file} (${(cause as Error).message})`, {
      cause,
    })
  }
}
