import type { FastifyInstance } from 'fastify'
import { NotFoundError } from '../../catalog/errors.ts'
import type { Asset, Granule } from '../../catalog/granule.ts'
import type { Store } from '../../catalog/store.ts'
import { clientClassOf } from './client-class.ts'
import type { Recorder } from './recorder.ts'

/** Schemes that clients fetch by themselves. */
const fetched = /^(https?|ftps?|s3|gs):\/\/[^/]/i

const at = '/download'

/**
 * `/download/COLLECTION/ID/ASSET` leads to where a file is (302), and to nothing but what the catalogue holds.
 *
 * @param base of the links that lead here: what leads back would lead in a circle
 */
export function downloadRoute(
  app: FastifyInstance,
  store: Store,
  recorder: Recorder | undefined,
  base: string | undefined,
): void {
  app.get<{ Params: { collection: string; id: string; asset: string } }>(
    `${at}/:collection/:id/:asset`,
    async (request, reply) => {
      const { collection, id, asset: name } = request.params
      const granule = await store.get(collection, id)
      const asset = granule && Object.hasOwn(granule.assets, name) ? granule.assets[name] : undefined
      const address = asset && addressOf(asset, base)
      if (address === undefined) {
        throw new NotFoundError(`nothing can be fetched as ${name} of ${id} in ${collection}`)
      }
      const access = await store.access()
      recorder?.record({
        kind: 'download',
        protocol: address.slice(0, address.indexOf(':')).toLowerCase(),
        client: clientClassOf(request.headers['user-agent']),
        collections: [collection],
        isOpen: access.open.includes(collection),
        found: [{ collection, granules: 1, isOpen: access.open.includes(collection) }],
        ...(asset?.size !== undefined && { bytes: asset.size }),
      })
      return reply.header('cache-control', 'no-cache').redirect(address, 302)
    },
  )
}

/** Undefined for what is not fetched from elsewhere. */
function addressOf({ href }: Asset, base: string | undefined): string | undefined {
  if (!fetched.test(href) || !URL.canParse(href)) return undefined
  return base !== undefined && href.startsWith(`${base}${at}/`) ? undefined : new URL(href).href
}

/** A store whose granules lead to their files by way of the redirect, so that what is fetched is counted. */
export function withDownloads(store: Store, base: string): Store {
  const lead = (granule: Granule): Granule => ({
    ...granule,
    assets: mapAssets(granule, (asset, name) =>
      fetched.test(asset.href) ? { ...asset, href: linkOf(base, granule, name) } : asset,
    ),
  })
  const led = new WeakMap<Granule, Granule>()
  /** The same object for the same granule, for who only reads it. */
  const leadOnce = (granule: Granule): Granule => {
    const before = led.get(granule)
    if (before) return before
    const after = lead(granule)
    led.set(granule, after)
    return after
  }
  return {
    ...store,
    get: async (collection, id) => {
      const granule = await store.get(collection, id)
      return granule && lead(granule)
    },
    search: async (query, page) => {
      const found = await store.search(query, page)
      return { ...found, granules: found.granules.map(page.shared ? leadOnce : lead) }
    },
  }
}

/** A store for changes: an item that is sent back as it was answered keeps the addresses that the catalogue holds. */
export function keepingAddresses(store: Store, base: string): Store {
  const restore = async (granule: Granule): Promise<Granule> => {
    const { collection, id, assets } = granule
    const isLed = Object.entries(assets).some(([name, { href }]) => href === linkOf(base, granule, name))
    const kept = isLed ? await store.get(collection, id) : undefined
    if (!kept) return granule
    const restored = mapAssets(granule, (asset, name) => {
      const before = Object.hasOwn(kept.assets, name) ? kept.assets[name] : undefined
      return before && asset.href === linkOf(base, granule, name) ? { ...asset, href: before.href } : asset
    })
    return { ...granule, assets: restored }
  }
  return {
    ...store,
    put: async (granules, files) => store.put(await Promise.all(granules.map(restore)), files),
  }
}

function mapAssets({ assets }: Granule, change: (asset: Asset, name: string) => Asset): Granule['assets'] {
  return Object.fromEntries(Object.entries(assets).map(([name, asset]) => [name, change(asset, name)]))
}

function linkOf(base: string, { collection, id }: Granule, name: string): string {
  return `${base}${at}/${[collection, id, name].map(encodeURIComponent).join('/')}`
}
