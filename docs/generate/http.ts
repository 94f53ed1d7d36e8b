import { buildApp } from '../../api/app.ts'
import type { OpenApi } from '../../api/stac/description/openapi.ts'
import { openSqliteStore } from '../../catalog/sqlite/open.ts'
import { markdownTable } from './table.ts'

/** The addresses of the OpenAPI document, each with its parameters and what it is for. */
export async function httpPage(): Promise<string> {
  const store = await openSqliteStore(':memory:')
  const noKeys = { find: async () => undefined }
  const app = await buildApp(store, { writing: { keys: noKeys, store } })
  const { paths } = (await app.inject('/stac/api')).json() as OpenApi
  await app.close()
  await store.close()
  const rows = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { summary = '', parameters = [] }]) => [
      `\`${method.toUpperCase()} ${path}\``,
      summary,
      parameters
        .filter((parameter) => parameter.in === 'query')
        .map(({ name }) => `\`${name}\``)
        .join(', '),
    ]),
  )
  return `# HTTP

The addresses below \`/stac\` of a server, as its OpenAPI document has them (\`/stac/api\`; for people \`/stac/api.html\`), which
also has the bodies and answers. Changes (POST of items and collections, PUT, PATCH, DELETE) are there when the server has keys.

${markdownTable(['below `/stac`', 'what it does', 'parameters'], rows)}
OpenSearch has [its own page](../opensearch.md), and so have [the federation](../federation.md) and [what a monitor asks](../operation.md).
`
}
