import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type KnownProperty, knownProperties } from '../../catalog/properties.ts'
import { attributeNames } from '../../indexer/metadata/attribute-names.ts'

/** The table of docs/metadata.md stands between these. `node test/docs/metadata-table.ts` writes it anew. */
const [begin, end] = ['<!-- table: begin -->\n', '<!-- table: end -->']
const path = fileURLToPath(new URL('../../docs/metadata.md', import.meta.url))

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
  const head = ['property', 'what it is', 'type', 'attributes, best first', 'STAC', 'OpenSearch']
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('')
}

/** The table as the document has it. */
export function documentedTable(): string {
  const text = readFileSync(path, 'utf8')
  return text.slice(text.indexOf(begin) + begin.length, text.indexOf(end))
}

if (import.meta.main) {
  const text = readFileSync(path, 'utf8')
  const at = text.indexOf(begin) + begin.length
  writeFileSync(path, text.slice(0, at) + metadataTable() + text.slice(text.indexOf(end)))
}
