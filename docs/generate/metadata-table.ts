import { type KnownProperty, knownProperties } from '../../catalog/properties.ts'
import { attributeNames } from '../../indexer/metadata/attribute-names.ts'
import { markdownTable } from './table.ts'

/** Every property with the attributes it is taken from and what STAC and OpenSearch call it. */
export function metadataTable(): string {
  const names: Record<string, readonly string[]> = attributeNames
  const properties: Record<string, KnownProperty> = knownProperties
  const rows = Object.entries(properties).map(([name, { title, type, stac, eo }]) => [
    `\`${name}\``,
    title,
    type,
    names[name]?.map((attribute) => `\`${attribute}\``).join(', ') ?? '',
    `\`${stac}\``,
    eo === undefined ? '' : `\`eo:${eo}\``,
  ])
  return markdownTable(
    ['property', 'what it is', 'type', 'attributes, best first', 'STAC', 'OpenSearch'],
    rows,
  )
}
