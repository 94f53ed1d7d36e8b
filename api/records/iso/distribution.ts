import { descriptionUrl, stacCollectionUrl } from '../../opensearch/links.ts'
import { collectionPageUrl } from '../../pages/urls.ts'
import type { KnownCollection } from '../knowledge.ts'
import { nest, onlineResource, textOf } from './elements.ts'

/** How to get at it: MD_Distribution. */
export function distributionOf({ id, title, formats }: KnownCollection, base: string): string {
  const name = title || id
  return nest(
    'mdb:distributionInfo mrd:MD_Distribution',
    ...formats.map((type) =>
      nest(
        'mrd:distributionFormat mrd:MD_Format mrd:formatSpecificationCitation cit:CI_Citation',
        textOf('cit:title', type),
      ),
    ),
    nest(
      'mrd:transferOptions mrd:MD_DigitalTransferOptions',
      onlineResource('mrd:onLine', {
        href: collectionPageUrl(base, id),
        protocol: 'WWW:LINK',
        name,
        description: 'Page of the collection',
        purpose: 'information',
      }),
      onlineResource('mrd:onLine', {
        href: stacCollectionUrl(base, id),
        protocol: 'STAC',
        name,
        description: 'STAC collection: search and files of its granules',
        purpose: 'search',
      }),
      onlineResource('mrd:onLine', {
        href: descriptionUrl(base, id),
        protocol: 'OpenSearch',
        name,
        description: 'OpenSearch description: search of its granules',
        purpose: 'search',
      }),
    ),
  )
}
