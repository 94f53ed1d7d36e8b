import { isAbsolute, posix, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Asset, Collection, Granule, LinkTemplate } from '../granule.ts'
import { expandTemplate, type TemplateValues } from './template.ts'

/**
 * The assets of a granule as people can fetch them: files of this machine at the addresses that the collection's
 * templates give, the first under the asset's own name and each further one beside it; and its quicklook. What no
 * template fits stays as it is.
 */
export function linkAssets(granule: Granule, collection: Collection | undefined): Record<string, Asset> {
  const { href: templates = [], quicklook } = collection ?? {}
  if (collection === undefined || (templates.length === 0 && quicklook === undefined)) return granule.assets
  const linked: Record<string, Asset> = {}
  const free = (key: string) => freeKey({ ...granule.assets, ...linked }, key)
  const entries = Object.entries(granule.assets)
  for (const [key, asset] of entries) {
    const links = pathOf(asset)
      ? templates.flatMap((template) => linkBy(template, asset, granule, collection) ?? [])
      : []
    linked[key] = links[0]?.asset ?? asset
    for (const { template, asset: other } of links.slice(1)) {
      const name = template.key ?? schemeOf(template.href)
      linked[free(entries.length === 1 ? name : `${key}-${name}`)] = other
    }
  }
  const pictured = entries[0]?.[1]
  const href = quicklook && pictured && addressBy(quicklook, pictured, granule, collection)
  if (href === undefined) return linked
  const {
    key = 'quicklook',
    title = 'Quicklook',
    type = pictureType(href),
    roles = ['overview'],
  } = quicklook!
  linked[free(key)] = { href, type, roles, title }
  return linked
}

function linkBy(
  template: LinkTemplate,
  asset: Asset,
  granule: Granule,
  collection: Collection,
): { template: LinkTemplate; asset: Asset } | undefined {
  const { title, type, roles } = template
  const same = type === undefined || type === asset.type
  const href = addressBy(template, asset, granule, collection)
  // What lies beside the data has no other form.
  if (href === undefined || (!same && !asset.roles.includes('data'))) return undefined
  // Another type is another form of the file: its bytes are not those that were counted.
  const { size: _, checksum: __, ...form } = asset
  return {
    template,
    asset: {
      ...(same ? asset : form),
      href,
      ...(title && { title }),
      ...(type && { type }),
      ...(roles && { roles }),
    },
  }
}

function addressBy(
  { href }: LinkTemplate,
  asset: Asset,
  granule: Granule,
  collection: Collection,
): string | undefined {
  return expandTemplate(href, valuesOf(asset, granule, collection.root))
}

function valuesOf(asset: Asset, granule: Granule, root: string | undefined): TemplateValues {
  const { id, collection, kind, start, end, properties } = granule
  const file = pathOf(asset)
  const name = file === undefined ? undefined : posix.basename(file.replaceAll(sep, '/'))
  return {
    start,
    end,
    path: root === undefined || file === undefined ? undefined : below(root, file),
    others: { ...properties, kind, id, collection, name, stem: name?.replace(/(?<=.)\.[A-Za-z]\w*$/, '') },
  }
}

/** Path of an asset on this machine; undefined for what is elsewhere. */
function pathOf({ href }: Asset): string | undefined {
  if (!href.startsWith('file:///')) return undefined
  try {
    return fileURLToPath(href)
  } catch {
    return undefined
  }
}

function below(root: string, file: string): string | undefined {
  const path = relative(root, file)
  return path === '' || isAbsolute(path) || path.split(sep)[0] === '..'
    ? undefined
    : path.replaceAll(sep, '/')
}

function schemeOf(address: string): string {
  return address.slice(0, address.indexOf(':'))
}

function freeKey(taken: Record<string, Asset>, key: string): string {
  let free = key
  for (let n = 2; Object.hasOwn(taken, free); n++) free = `${key}-${n}`
  return free
}

const pictureTypes: Record<string, string> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  svg: 'image/svg+xml',
}

function pictureType(address: string): string {
  return pictureTypes[address.match(/\.(\w+)$/)?.[1]?.toLowerCase() ?? ''] ?? 'image/png'
}
