import { relationOf } from '../catalog/asset-relation.ts'
import type { Store } from '../catalog/store.ts'
import type { FoundGranule, Source } from './source.ts'

/** The catalogue of this service. */
export function storeSource(
  store: Store,
  source: Pick<Source, 'id' | 'title' | 'timeout' | 'protocols' | 'nameOf'>,
): Source {
  return {
    ...source,
    async page({ collection, query }, at, limit, signal) {
      signal.throwIfAborted()
      const asked = { ...query, ...(collection !== undefined && { collections: [collection] }) }
      const page = await store.search(asked, { limit, ...(at !== undefined && { after: at }) })
      const found = page.granules.map(
        (granule): FoundGranule => ({
          identifier: `${granule.collection}:${granule.id}`,
          title: granule.id,
          collection: granule.collection,
          start: granule.start,
          end: granule.end,
          updated: granule.updated,
          geometry: granule.geometry,
          bbox: granule.bbox,
          links: Object.values(granule.assets).map(({ href, type, roles, title, size }) => ({
            rel: relationOf(roles),
            href,
            type,
            ...(title !== undefined && { title }),
            ...(size !== undefined && { length: size }),
          })),
        }),
      )
      return {
        found,
        ...(page.matched !== undefined && { total: page.matched }),
        ...(page.next !== undefined && { next: page.next }),
      }
    },
  }
}
