import { escapeXml } from '../../opensearch/xml.ts'
import type { StacUrls } from '../links.ts'
import type { MediaTypes, OpenApi, Operation, Schema } from './openapi.ts'

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#123}
code{background:#eef4f6;padding:.1em .3em}h2{border-top:1px solid #cdd;padding-top:1rem;margin-top:2rem}
table{border-collapse:collapse;width:100%;margin-bottom:1rem}td,th{text-align:left;vertical-align:top;
padding:.3rem .8rem .3rem 0;border-bottom:1px solid #e4ecee}.m{color:#067;margin-right:.5em}`

/** The OpenAPI document as a page that needs nothing from elsewhere. */
export function renderOpenApi({ info, paths }: OpenApi, urls: StacUrls): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => renderOperation(method, path, operation)),
  )
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeXml(info.title)}</title><style>${style}</style></head><body>
<h1>${escapeXml(info.title)}</h1>
<p>${escapeXml(info.description)}</p>
<p>Paths are below ${anchor(urls.root)}. For programs: ${anchor(urls.serviceDescription)} (OpenAPI 3.0).</p>
${operations.join('\n')}
</body></html>
`
}

function renderOperation(method: string, path: string, operation: Operation): string {
  const parameters = (operation.parameters ?? []).map((parameter) => {
    const schema = parameter.schema ?? schemaOf(parameter.content)
    return [code(parameter.name), parameter.in, typeOf(schema), escapeXml(parameter.description ?? '')]
  })
  const body = Object.entries(schemaOf(operation.requestBody?.content)?.properties ?? {}).map(
    ([name, schema]) => [code(name), 'body', typeOf(schema), escapeXml(schema.description ?? '')],
  )
  const responses = Object.entries(operation.responses ?? {}).map(([status, { description, content }]) => [
    status,
    escapeXml(Object.keys(content ?? {}).join(', ')),
    escapeXml(description ?? ''),
  ])
  return `<h2><span class="m">${method.toUpperCase()}</span>${code(path)}</h2>
<p>${escapeXml(operation.summary ?? '')}</p>
${renderTable(['Parameter', 'In', 'Type', ''], [...parameters, ...body])}
${renderTable(['Status', 'Media type', ''], responses)}`
}

/** @param rows cells of HTML */
function renderTable(heads: string[], rows: string[][]): string {
  if (rows.length === 0) return ''
  const row = (cells: string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`
  return `<table>${row(heads, 'th')}${rows.map((cells) => row(cells, 'td')).join('\n')}</table>`
}

function schemaOf(content: MediaTypes | undefined): Schema | undefined {
  return Object.values(content ?? {})[0]?.schema
}

function typeOf(schema: Schema | undefined): string {
  const type = schema?.type === 'array' ? `list of ${schema.items?.type ?? 'anything'}` : (schema?.type ?? '')
  return schema?.default === undefined ? type : `${type}, ${escapeXml(String(schema.default))} when absent`
}

function anchor(url: string): string {
  return `<a href="${escapeXml(url)}">${escapeXml(url)}</a>`
}

function code(text: string): string {
  return `<code>${escapeXml(text)}</code>`
}
