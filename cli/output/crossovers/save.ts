import { bareCollection } from '../../../catalog/bare-collection.ts'
import { geometryOf } from '../../../catalog/crossovers/columns.ts'
import type { Crossover } from '../../../catalog/crossovers/crossover.ts'
import { crossoverFeature } from '../../../catalog/crossovers/feature.ts'
import type { CrossoverRequest } from '../../../catalog/crossovers/request.ts'
import { InvalidQueryError } from '../../../catalog/errors.ts'
import { boundingBox } from '../../../catalog/geometry/bounds.ts'
import type { Asset, Granule, GranuleKind } from '../../../catalog/granule.ts'
import type { Store } from '../../../catalog/store.ts'

const kinds: Record<Crossover['mode'], GranuleKind> = {
  crossing: 'points',
  approach: 'track',
  overlap: 'swath',
}

/**
 * Puts crossovers into a collection, each a granule with the properties that the other formats have as columns, and the files
 * of both as assets. The same ones found again replace what is there.
 *
 * @throws InvalidQueryError for a collection that is searched at the same time
 */
export async function saver(
  store: Store,
  { pairs }: CrossoverRequest,
  collection: string,
): Promise<(crossovers: Crossover[]) => Promise<void>> {
  const searched = [...new Set(pairs.flat())]
  if (collection.trim() === '') throw new InvalidQueryError('--save', 'is empty')
  if (searched.includes(collection)) {
    throw new InvalidQueryError('--save', `${collection} is one of those searched: name another`)
  }
  if (!(await store.collection(collection))) {
    const sources = await Promise.all(searched.map((id) => store.collection(id)))
    const title = `Crossovers of ${searched.join(', ')}`
    await store.putCollection({
      ...bareCollection(collection),
      title,
      description: title,
      keywords: ['crossover'],
      // They tell where and when the granules of both were.
      ...(sources.some((source) => source?.private) && { private: true }),
    })
  }
  return async (crossovers) => {
    const updated = Date.now()
    const files = new Map<string, Promise<Asset | undefined>>()
    const granules = crossovers.map(async (crossover): Promise<Granule> => {
      const { a, b, mode } = crossover
      const { id, properties } = crossoverFeature(crossover)
      // A granule has its own times.
      const { datetime, ...kept } = properties
      const geometry = geometryOf(crossover)
      const [one, other] = await Promise.all([fileOf(store, files, a), fileOf(store, files, b)])
      return {
        collection,
        id,
        kind: kinds[mode],
        start: Math.floor(Math.min(a.start, b.start)),
        end: Math.ceil(Math.max(a.end, b.end)),
        geometry,
        bbox: boundingBox(geometry)!,
        segments: [],
        properties: kept,
        assets: { ...(one && { a: one }), ...(other && { b: other }) },
        updated,
      }
    })
    await store.put(await Promise.all(granules))
  }
}

function fileOf(
  store: Store,
  known: Map<string, Promise<Asset | undefined>>,
  { collection, id }: { collection: string; id: string },
): Promise<Asset | undefined> {
  const key = JSON.stringify([collection, id])
  const found =
    known.get(key) ?? store.get(collection, id).then((granule) => granule && Object.values(granule.assets)[0])
  known.set(key, found)
  return found
}
