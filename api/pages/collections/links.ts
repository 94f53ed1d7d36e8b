import {
  atomType,
  collectionUrl,
  descriptionType,
  descriptionUrl,
  stacCollectionUrl,
} from '../../opensearch/links.ts'
import { recordLinks } from '../../records/urls.ts'
import { geoJson, json, schemaJson, stacUrls } from '../../stac/links.ts'
import type { TypedLink } from '../link-list.ts'
import type { Reader } from '../reader.ts'

/** A collection in other forms, for programs. */
export function collectionLinks(id: string, { base, words }: Reader): TypedLink[] {
  const stac = stacUrls(base)
  return [
    { href: stacCollectionUrl(base, id), type: json, title: 'STAC' },
    { href: stac.items(id.toWellFormed()), type: geoJson, title: 'STAC items' },
    { href: stac.queryables(id.toWellFormed()), type: schemaJson, title: 'STAC queryables' },
    { href: descriptionUrl(base, id), type: descriptionType, title: 'OpenSearch' },
    { href: collectionUrl(base, id), type: atomType, title: 'Atom' },
    ...recordLinks(base, id, words.records.record),
  ]
}
