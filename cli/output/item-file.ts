import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { createGzip } from 'node:zlib'
import { InvalidQueryError } from '../../catalog/errors.ts'
import type { Collection } from '../../catalog/granule.ts'
import type { GranuleSink } from '../../indexer/pipeline.ts'
import { granuleFeature } from './feature.ts'

export interface ItemFile {
  /** Takes granules as a catalogue does. */
  sink: GranuleSink
  /** Gives the file its name when it is whole, else removes what there is of it. */
  close(whole: boolean): Promise<void>
}

/**
 * A file of items, one a line, with their segments and tracks and what is to be remembered of their files, and before them the
 * collections that they are the first of; packed with gzip where its name ends so. Until it is whole it is called `.partial`.
 *
 * @throws {InvalidQueryError} where it cannot be made
 */
export async function openItemFile(path: string): Promise<ItemFile> {
  const partial = `${path}.partial`
  const file = createWriteStream(partial)
  try {
    await once(file, 'open')
  } catch (cause) {
    throw new InvalidQueryError('--output', `cannot write to ${path} (${(cause as Error).message})`, {
      cause,
    })
  }
  const packer = path.endsWith('.gz') ? createGzip() : undefined
  packer?.pipe(file)
  const target = packer ?? file
  let failure: unknown
  for (const stream of [file, packer]) {
    stream?.on('error', (error: Error) => {
      failure ??= error
    })
  }
  const collections = new Map<string, Collection>()

  const write = async (lines: object[]): Promise<void> => {
    if (failure !== undefined) throw failure
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
    if (text !== '' && !target.write(text)) await once(target, 'drain')
  }

  return {
    sink: {
      async put(granules, records = []) {
        const files = new Map(
          records.map((record) => [JSON.stringify([record.collection, record.id]), record]),
        )
        await write(
          granules.map((granule) => {
            const record = files.get(JSON.stringify([granule.collection, granule.id]))
            return { ...granuleFeature(granule), ...(record && { file: record }) }
          }),
        )
        return granules.map(() => 'added')
      },
      get: async () => undefined,
      files: async () => [],
      async collection(id) {
        const known = collections.get(id)
        return known && { ...known, granules: 0 }
      },
      async putCollection(collection) {
        collections.set(collection.id, collection)
        await write([{ type: 'Collection', ...collection }])
      },
    },
    async close(whole) {
      target.end()
      await once(file, 'close')
      if (failure !== undefined) throw failure
      if (whole) await rename(partial, path)
      else await rm(partial)
    },
  }
}
