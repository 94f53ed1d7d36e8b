import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Side } from '../../catalog/crossovers/crossover.ts'
import { UnreadableFileError } from '../../catalog/errors.ts'
import type { Geometry } from '../../catalog/geometry/types.ts'
import type { Granule } from '../../catalog/granule.ts'
import { recentOnes } from '../../catalog/recent.ts'
import { moduleUrl } from '../../catalog/resource.ts'
import type { Store } from '../../catalog/store.ts'
import type { Sampling } from '../../catalog/track/sampling.ts'
import type { ThreadLimits } from '../../indexer/reading-thread.ts'
import type { Answer, Question, Stretch } from './question.ts'
import { ReadingPool } from './reading-pool.ts'

export interface ReadingOptions {
  /** Files read at a time. */
  jobs: number
  limits: ThreadLimits
  /** The module that the threads run; the project's own when absent. */
  module?: URL
}

type Source = Pick<Store, 'get' | 'collection'>
type Located = Omit<Question, 'wanted'>

/** Bytes of coordinates that all threads keep together; one keeps what it read last, however large. */
const mostBytes = 512 * 2 ** 20
/** Bytes of measurements of tracks that are kept here, and granules whose place is. */
const mostTrackBytes = 256 * 2 ** 20
const mostPlaces = 10_000

/** What the files of granules say, read in threads where they are at hand. */
export class Measurements {
  /** Files that could not be read, or granules without one, and why. */
  readonly failures = new Map<string, string>()
  readonly #source: Source
  readonly #pool: ReadingPool<Question, Answer>
  readonly #tracks = recentOnes<string, Promise<Sampling | undefined>>(mostTrackBytes)
  readonly #places = recentOnes<string, Promise<Located | undefined>>(mostPlaces)

  constructor(source: Source, { jobs, limits, module = moduleUrl('cli/refine/worker') }: ReadingOptions) {
    this.#source = source
    this.#pool = new ReadingPool(jobs, module, { mostBytes: mostBytes / jobs }, limits)
  }

  /** Undefined where the file cannot be read (`failures` has the reason) or has no such track. */
  async track({ collection, id, beam = 0 }: Side): Promise<Sampling | undefined> {
    const key = JSON.stringify([collection, id, beam])
    const known = this.#tracks.get(key)
    if (known) return known
    const asked = this.#ask({ collection, id }, { kind: 'track', beam }) as Promise<Sampling | undefined>
    this.#tracks.set(key, asked, 1)
    const track = await asked
    this.#tracks.set(key, asked, 1 + (track ? track.xyz.byteLength * 2 : 0))
    return track
  }

  /** Undefined where the file cannot be read, or has no measurement in the shape. */
  stretch(side: Side, geometry: Geometry): Promise<Stretch | undefined> {
    const wanted = { kind: 'stretch' as const, geometry, rows: side.rows }
    return this.#ask(side, wanted) as Promise<Stretch | undefined>
  }

  close(): Promise<void> {
    return this.#pool.close()
  }

  async #ask(
    { collection, id }: Pick<Side, 'collection' | 'id'>,
    wanted: Question['wanted'],
  ): Promise<Answer> {
    const key = JSON.stringify([collection, id])
    const place = this.#places.get(key) ?? this.#locate(collection, id)
    this.#places.set(key, place, 1)
    const located = await place
    if (!located) return undefined
    try {
      return await this.#pool.read({ ...located, wanted })
    } catch (error) {
      if (!(error instanceof UnreadableFileError)) throw error
      this.failures.set(located.path, error.message)
      return undefined
    }
  }

  async #locate(collection: string, id: string): Promise<Located | undefined> {
    const granule = await this.#source.get(collection, id)
    const href = granule && hrefOf(granule)
    if (!href?.startsWith('file:')) {
      this.failures.set(href ?? `${collection}/${id}`, 'is no file of this machine')
      return undefined
    }
    const description = await this.#source.collection(collection)
    const { start, end } = granule!
    return {
      path: fileURLToPath(href),
      collection,
      descriptions: description ? [description] : [],
      start,
      end,
    }
  }
}

/** The file, or the directory of a product: the one that holds all of its files. */
function hrefOf({ assets }: Granule): string | undefined {
  if (assets.data) return assets.data.href
  const all = Object.values(assets).map(({ href }) => href)
  if (all.length < 2) return all[0]
  return all.map((href) => dirname(href)).reduce(sharedFolder)
}

function sharedFolder(one: string, other: string): string {
  let folder = one
  while (folder !== dirname(folder) && folder !== other && !other.startsWith(`${folder}/`)) {
    folder = dirname(folder)
  }
  return folder
}
