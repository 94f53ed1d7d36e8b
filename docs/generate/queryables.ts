import { collectionQueryables, type JsonSchema, queryablesOf } from '../../api/stac/queryables/vocabulary.ts'
import { knownProperties } from '../../catalog/properties.ts'
import { openSqliteStore } from '../../catalog/sqlite/open.ts'
import { markdownTable } from './table.ts'

/** What items and collections can be filtered by. */
export async function queryablesPage(): Promise<string> {
  const store = await openSqliteStore(':memory:')
  const items = await queryablesOf(store, undefined)
  await store.close()
  const properties = Object.entries(knownProperties).map(([name, { title, type, stac }]) => [
    `\`${stac}\``,
    `\`${name}\``,
    type,
    title,
  ])
  return `# Queryables

What conditions may name. A server says which of these its items have at \`/stac/queryables\`, and of one collection at
\`/stac/collections/{id}/queryables\`. Properties that a description adds are queryables too. [filters.md](../filters.md) tells how to write conditions.

## Items

${markdownTable(['name', 'type', 'what it is'], rowsOf(items))}
Where granules have them (on the command line by the catalogue's own names):

${markdownTable(['in STAC', '`--where`', 'type', 'what it is'], properties)}
## Collections

${markdownTable(['name', 'type', 'what it is'], rowsOf(collectionQueryables))}`
}

function rowsOf(schemas: Record<string, JsonSchema>): string[][] {
  return Object.entries(schemas).map(([name, { $ref, type, format, title = '' }]) => [
    `\`${name}\``,
    $ref === undefined
      ? [type]
          .flat()
          .concat(format ?? [])
          .join(', ')
      : 'geometry',
    title,
  ])
}
