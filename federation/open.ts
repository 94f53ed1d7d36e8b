import type { Store } from '../catalog/store.ts'
import { createCaller } from './call.ts'
import type { FederationConfiguration, SourceConfiguration } from './configuration.ts'
import { openSearchSource } from './opensearch/source.ts'
import type { Source } from './source.ts'
import { stacSource } from './stac/source.ts'
import { storeSource } from './store-source.ts'

export interface Federation {
  title: string
  sources: Source[]
  /** Collections that the configuration names, with the sources that have them. */
  collections: Map<string, Source[]>
}

export function openFederation(
  { title = 'Federation', sources }: FederationConfiguration,
  store: Store,
): Federation {
  const opened = sources.map((source) => openSource(source, store))
  const collections = new Map<string, Source[]>()
  for (const [i, { collections: named = {} }] of sources.entries()) {
    for (const name of Object.keys(named)) {
      collections.set(name, [...(collections.get(name) ?? []), opened[i]!])
    }
  }
  return { title, sources: opened, collections }
}

function openSource(configuration: SourceConfiguration, store: Store): Source {
  const { id, title = id, timeout = 20, protocols, collections, opensearch, stac } = configuration
  const names = collections && new Map(Object.entries(collections))
  const common = {
    id,
    title,
    timeout: timeout * 1000,
    ...(protocols && { protocols }),
    nameOf: (collection: string) => (names ? names.get(collection) : collection),
  }
  const address = opensearch ?? stac
  if (address === undefined) return storeSource(store, common)
  const call = createCaller({
    hosts: [new URL(address).host, ...(configuration.hosts ?? [])],
    private: configuration.private ?? false,
    concurrency: configuration.concurrency ?? 4,
  })
  return opensearch === undefined
    ? stacSource({ ...common, url: address, call })
    : openSearchSource({
        ...common,
        description: address,
        collectionToken: configuration.collectionToken ?? 'eo:parentIdentifier',
        call,
      })
}
