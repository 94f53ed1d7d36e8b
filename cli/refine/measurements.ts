import { fileURLToPath } from 'node:url'
import { UnreadableFileError } from '../../catalog/errors.ts'
import type { Asset, Granule } from '../../catalog/granule.ts'
import type { Store } from '../../catalog/store.ts'
import type { Observation } from '../../indexer/coordinates.ts'
import { readGranuleFile } from '../../indexer/read-file.ts'

/** Bytes of coordinates that are kept: crossovers come in the order of time, and want the same files for a while. */
const mostBytes = 512 * 2 ** 20

interface Kept {
  observation: Promise<Observation | undefined>
  bytes: number
}

/** Coordinates of the files of granules, read where they are at hand. */
export class Measurements {
  /** Files that could not be read, or granules without one, and why. */
  readonly failures = new Map<string, string>()
  readonly #store: Pick<Store, 'get' | 'collection'>
  readonly #kept = new Map<string, Kept>()
  #bytes = 0

  constructor(store: Pick<Store, 'get' | 'collection'>) {
    this.#store = store
  }

  /** Undefined where the file cannot be read: `failures` has the reason. */
  async of(collection: string, id: string): Promise<Observation | undefined> {
    const key = JSON.stringify([collection, id])
    const known = this.#kept.get(key)
    this.#kept.delete(key)
    const kept = known ?? { observation: this.#read(collection, id), bytes: 0 }
    this.#kept.set(key, kept)
    const observation = await kept.observation
    if (!known && observation) this.#keep(kept, observation)
    return observation
  }

  #keep(kept: Kept, { parts }: Observation): void {
    kept.bytes = parts.reduce((sum, { lon, lat }) => sum + lon.byteLength + lat.byteLength, 0)
    this.#bytes += kept.bytes
    for (const [key, oldest] of this.#kept) {
      if (this.#bytes <= mostBytes || oldest === kept) return
      this.#kept.delete(key)
      this.#bytes -= oldest.bytes
    }
  }

  async #read(collection: string, id: string): Promise<Observation | undefined> {
    const granule = await this.#store.get(collection, id)
    const asset = granule && dataOf(granule)
    const name = asset?.href ?? `${collection}/${id}`
    if (!asset?.href.startsWith('file:')) {
      this.failures.set(name, 'is no file of this machine')
      return undefined
    }
    const path = fileURLToPath(asset.href)
    try {
      const description = await this.#store.collection(collection)
      const { start, end } = granule!
      return (await readGranuleFile(path, { description, start, end })).observation
    } catch (error) {
      if (!(error instanceof UnreadableFileError)) throw error
      this.failures.set(path, error.message)
      return undefined
    }
  }
}

function dataOf({ assets }: Granule): Asset | undefined {
  const all = Object.values(assets)
  return all.find(({ roles }) => roles.includes('data')) ?? all[0]
}
