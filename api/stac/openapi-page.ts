import type { StacUrls } from './links.ts'
import type { openApiDocument } from './openapi.ts'

interface Parameter {
  name: string
  in: string
  required?: boolean
  description?: string
  schema?: Schema
  content?: Record<string, { schema?: Schema }>
}

interface Schema {
  type?: string
  description?: string
  default?: unknown
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
}

interface Operation {
  summary?: string
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { schema?: Schema }> }
  responses?: Record<string, { description?: string; content?: Record<string, unknown> }>
}

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#123}
code{background:#eef4f6;padding:.1em .3em}h2{border-top:1px solid #cdd;padding-top:1rem;margin-top:2rem}
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;
border-bottom:1px solid #e4ecee}.m{color:#067;margin-right:.5em}`

/** The OpenAPI document as a page that needs nothing from elsewhere. */
export function renderOpenApi(document: ReturnType<typeof openApiDocument>, urls: StacUrls): string {
  const { info, paths } = document as unknown as {
    info: { title: string; description: string }
    paths: Record<string, Record<string, Operation>>
  }
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => renderOperation(method, path, operation)),
  )
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(info.title)}</title><style>${style}</style></head><body>
<h1>${escapeHtml(info.title)}</h1>
<p>${escapeHtml(info.description)}</p>
<p>Root: <a href="${escapeHtml(urls.root)}">${escapeHtml(urls.root)}</a>, for programs:
<a href="${escapeHtml(urls.serviceDescription)}">OpenAPI 3.0</a></p>
${operations.join('\n')}
</body></html>
`
}

function renderOperation(method: string, path: string, operation: Operation): string {
  const body = Object.values(operation.requestBody?.content ?? {})[0]?.schema
  const rows = [
    ...(operation.parameters ?? []).map((parameter) => ({
      ...parameter,
      schema: parameter.schema ?? Object.values(parameter.content ?? {})[0]?.schema,
    })),
    ...Object.entries(body?.properties ?? {}).map(([name, schema]) => ({
      name,
      in: 'body',
      description: schema.description,
      schema,
    })),
  ].map(
    ({ name, in: place, description, schema }) =>
      `<tr><td><code>${escapeHtml(name)}</code></td><td>${place}</td><td>${typeOf(schema)}</td><td>${escapeHtml(
        description ?? schema?.description ?? '',
      )}</td></tr>`,
  )
  const responses = Object.entries(operation.responses ?? {}).map(
    ([status, { description, content }]) =>
      `<tr><td>${status}</td><td>${escapeHtml(Object.keys(content ?? {}).join(', '))}</td><td>${escapeHtml(description ?? '')}</td></tr>`,
  )
  return `<h2><span class="m">${method.toUpperCase()}</span><code>${escapeHtml(path)}</code></h2>
<p>${escapeHtml(operation.summary ?? '')}</p>
${rows.length > 0 ? `<table><tr><th>Parameter</th><th>In</th><th>Type</th><th></th></tr>${rows.join('')}</table>` : ''}
<table><tr><th>Status</th><th>Media type</th><th></th></tr>${responses.join('')}</table>`
}

function typeOf(schema: Schema | undefined): string {
  const type = schema?.type === 'array' ? `list of ${schema.items?.type ?? 'anything'}` : (schema?.type ?? '')
  return schema?.default === undefined ? type : `${type}, ${escapeHtml(String(schema.default))} when absent`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
