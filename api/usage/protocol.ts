/** Routes that search granules, by their patterns; the first that fits. */
const protocols: readonly (readonly [route: RegExp, protocol: string])[] = [
  [/^\/stac\/(?:collections\/:collectionId\/items|search)$/, 'stac'],
  [/^\/stac\/(?:collections\/:collectionId\/)?aggregate$/, 'stac-aggregation'],
  [/^\/stac\/(?:predictions\/)?crossovers$/, 'crossovers'],
  [/^\/stac\/matchups$/, 'matchups'],
  [/^\/federation\/(?:stac\/search|granules(?:\.\w+)?)$/, 'federation'],
  [/^\/collections\/:collection\/granules(?:\/:granule\/crossovers)?$/, 'page'],
  [/^(?:\/opensearch)?\/granules(?:\.\w+)?$/, 'opensearch'],
]

/** The interface by which a route searches granules; undefined for what is no search. */
export function protocolOf(route: string): string | undefined {
  return protocols.find(([pattern]) => pattern.test(route))?.[1]
}
