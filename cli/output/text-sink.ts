import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { InvalidQueryError } from '../../catalog/errors.ts'
import { print } from './print.ts'

/** Where text goes, a piece at a time. */
export interface TextSink {
  write(text: string): Promise<void>
  close(): Promise<void>
}

/**
 * A file, or the standard output without a path.
 * @throws {InvalidQueryError} where the file cannot be made
 */
export async function textSink(path: string | undefined): Promise<TextSink> {
  if (path === undefined) return { write: print, close: async () => {} }
  const file = createWriteStream(path)
  try {
    await once(file, 'open')
  } catch (cause) {
    throw new InvalidQueryError('--output', `cannot write to ${path} (${(cause as Error).message})`, {
      cause,
    })
  }
  return {
    async write(text) {
      if (!file.write(text)) await once(file, 'drain')
    },
    async close() {
      file.end()
      await once(file, 'close')
    },
  }
}
