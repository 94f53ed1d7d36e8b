/** Writes what documents have from the code: `npm run docs`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { commandLinePage } from './command-line.ts'
import { environmentPage } from './environment.ts'
import { httpPage } from './http.ts'
import { metadataTable } from './metadata-table.ts'
import { queryablesPage } from './queryables.ts'

const root = new URL('../../', import.meta.url)

/** By path from the root, documents as the code has them. */
export async function documents(): Promise<Record<string, string>> {
  return {
    'docs/reference/cli.md': await commandLinePage(),
    'docs/reference/environment.md': environmentPage(),
    'docs/reference/http.md': await httpPage(),
    'docs/reference/queryables.md': await queryablesPage(),
    'docs/metadata.md': withTable('docs/metadata.md', metadataTable()),
  }
}

export function committed(path: string): string {
  return readFileSync(new URL(path, root), 'utf8')
}

/** The document with its table, between the two marks, replaced. */
function withTable(path: string, table: string): string {
  const [begin, end] = ['<!-- table: begin -->\n', '<!-- table: end -->']
  const text = committed(path)
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from === -1 || to < from) throw new Error(`${path} has no table between ${begin.trim()} and ${end}`)
  return text.slice(0, from + begin.length) + table + text.slice(to)
}

if (import.meta.main) {
  for (const [path, text] of Object.entries(await documents())) writeFileSync(new URL(path, root), text)
}
