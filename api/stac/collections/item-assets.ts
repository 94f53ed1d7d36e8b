import type { CollectionSummary } from '../../../catalog/granule.ts'

interface ItemAsset {
  title?: string
  type?: string
  roles: string[]
}

/** The assets that the collection's description promises for every item. */
export function itemAssetsOf({
  href = [],
  quicklook,
}: CollectionSummary): Record<string, ItemAsset> | undefined {
  const assets: Record<string, ItemAsset> = {}
  href.forEach(({ key, title, type, roles = ['data'] }, i) => {
    const name = i === 0 ? 'data' : key
    if (name === undefined) return
    assets[name] = { ...(title !== undefined && { title }), ...(type !== undefined && { type }), roles }
  })
  if (quicklook) {
    const { key = 'quicklook', title = 'Quicklook', type, roles = ['overview'] } = quicklook
    assets[key] = { title, ...(type !== undefined && { type }), roles }
  }
  return Object.keys(assets).length > 0 ? assets : undefined
}
