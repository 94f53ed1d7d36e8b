import { element } from '../../opensearch/xml.ts'
import { anchor, type Cell, code, section, table } from '../../pages/markup.ts'
import { writePage } from '../../pages/page.ts'
import type { Reader } from '../../pages/reader.ts'
import { openApi, type StacUrls } from '../links.ts'
import type { MediaTypes, OpenApi, Operation, Schema } from './openapi.ts'

interface Entry {
  /** Of its part of the page. */
  id: string
  method: string
  path: string
  operation: Operation
}

/** The OpenAPI document as a page that needs nothing from elsewhere. */
export function renderOpenApi({ info, paths }: OpenApi, urls: StacUrls, reader: Reader): string {
  const entries = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, operation]): Entry => ({
        id: `${method}${path.replaceAll(/\W+/g, '-')}`,
        method: method.toUpperCase(),
        path,
        operation,
      }),
    ),
  )
  const contents = entries.map(
    ({ id, method, path, operation }) =>
      `<li>${anchor(`#${id}`, `${method} ${path}`)} ${element('span', operation.summary, { class: 'quiet' })}</li>`,
  )
  return writePage(reader, {
    title: info.title,
    description: info.description,
    links: [{ rel: 'alternate', href: urls.serviceDescription, type: openApi, title: 'OpenAPI 3.0' }],
    contentLanguage: 'en',
    content: `${element('p', info.description)}
<p>Paths are below ${anchor(urls.root, urls.root)}. For programs:
${anchor(urls.serviceDescription, urls.serviceDescription)} (OpenAPI 3.0).</p>
${section('operations', 'Operations', `<ul class="links">${contents.join('\n')}</ul>`)}
${entries.map(renderOperation).join('\n')}`,
  })
}

function renderOperation({ id, method, path, operation }: Entry): string {
  const parameters = (operation.parameters ?? []).map((parameter): Cell[] => {
    const schema = parameter.schema ?? schemaOf(parameter.content)
    return [code(parameter.name), parameter.in, typeOf(schema), parameter.description ?? '']
  })
  const body = Object.entries(schemaOf(operation.requestBody?.content)?.properties ?? {}).map(
    ([name, schema]): Cell[] => [code(name), 'body', typeOf(schema), schema.description ?? ''],
  )
  const responses = Object.entries(operation.responses ?? {}).map(([status, { description, content }]) => [
    status,
    Object.keys(content ?? {}).join(', '),
    description ?? '',
  ])
  return `<section aria-labelledby="${id}"><h2 id="${id}">${element('span', method, { class: 'method' })}${element('code', path)}</h2>
${element('p', operation.summary)}
${tableOf(`Parameters of ${method} ${path}`, ['Parameter', 'In', 'Type', 'Meaning'], [...parameters, ...body])}
${tableOf(`Answers of ${method} ${path}`, ['Status', 'Media type', 'Meaning'], responses)}</section>`
}

function tableOf(caption: string, heads: string[], rows: Cell[][]): string {
  return rows.length === 0 ? '' : table(caption, heads, rows)
}

function schemaOf(content: MediaTypes | undefined): Schema | undefined {
  return Object.values(content ?? {})[0]?.schema
}

function typeOf(schema: Schema | undefined): string {
  const type = schema?.type === 'array' ? `list of ${schema.items?.type ?? 'anything'}` : (schema?.type ?? '')
  return schema?.default === undefined ? type : `${type}, ${schema.default} when absent`
}
