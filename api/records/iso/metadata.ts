import { attributes } from '../../opensearch/xml.ts'
import type { KnownCollection } from '../knowledge.ts'
import { recordUrl } from '../urls.ts'
import { acquisitionOf, lineageOf } from './acquisition.ts'
import { contentOf } from './content.ts'
import { distributionOf } from './distribution.ts'
import {
  codeOf,
  dateOf,
  identifierOf,
  namespaces,
  nest,
  onlineResource,
  textOf,
  unknown,
} from './elements.ts'
import { identification, localeOf } from './identification.ts'
import { responsibility } from './responsibility.ts'

/** A collection as ISO 19115-3 writes it: an `mdb:MD_Metadata` document, its members in the order of the schema. */
export function isoRecord(known: KnownCollection, base: string): string {
  const { id, title, providers, taken } = known
  const declared = Object.entries(namespaces).map(([prefix, uri]) => [`xmlns:${prefix}`, uri])
  const host = providers.find(({ roles }) => roles?.includes('host')) ?? providers[0]
  return `<?xml version="1.0" encoding="UTF-8"?>
<mdb:MD_Metadata${attributes(Object.fromEntries(declared))}>
${[
  identifierOf('mdb:metadataIdentifier', { code: id, codeSpace: base }),
  localeOf('mdb:defaultLocale'),
  nest(
    'mdb:metadataScope mdb:MD_MetadataScope',
    codeOf('mdb:resourceScope', 'mcc:MD_ScopeCode', 'series'),
    textOf('mdb:name', title || id),
  ),
  host ? responsibility('mdb:contact', host, 'pointOfContact') : unknown('mdb:contact'),
  dateOf('mdb:dateInfo', taken?.first, 'creation'),
  taken ? dateOf('mdb:dateInfo', taken.last, 'revision') : '',
  nest(
    'mdb:metadataStandard cit:CI_Citation',
    textOf('cit:title', 'ISO 19115-3'),
    textOf('cit:edition', '2018'),
  ),
  onlineResource('mdb:metadataLinkage', {
    href: recordUrl(base, id, 'iso'),
    protocol: 'WWW:LINK',
    name: 'This record',
    purpose: 'completeMetadata',
  }),
  nest(
    'mdb:referenceSystemInfo mrs:MD_ReferenceSystem',
    identifierOf('mrs:referenceSystemIdentifier', {
      code: 'http://www.opengis.net/def/crs/EPSG/0/4326',
      codeSpace: 'EPSG',
      description: 'WGS 84',
    }),
  ),
  identification(known, base),
  contentOf(known),
  distributionOf(known, base),
  lineageOf(known),
  acquisitionOf(known),
]
  .filter((part) => part !== '')
  .join('\n')}
</mdb:MD_Metadata>
`
}
