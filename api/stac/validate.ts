import type { FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { InvalidQueryError } from '../../catalog/errors.ts'

/** As much of JSON Schema as says how a parameter's text is to be read. */
interface ParameterSchema {
  type?: string
  items?: ParameterSchema
}

type Properties = Record<string, ParameterSchema>

/**
 * Checks requests by their schema. A query string is text and is first read as the schema types it, lists
 * split at commas and objects from JSON; in a body, a lone string does for a list of strings.
 * What does not fit is an `InvalidQueryError` that names the parameter.
 */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const validator = Compile(schema)
  const properties = (schema as { properties?: Properties }).properties ?? {}
  const read = { querystring: readText, body: acceptLoneStrings }[httpPart ?? '']
  return (value: unknown) => {
    try {
      const typed = read ? read(value, properties) : value
      if (validator.Check(typed)) return { value: typed }
      return { error: explain(validator.Errors(typed), Object.keys(properties)) }
    } catch (error) {
      return { error: error as Error }
    }
  }
}

function readText(query: unknown, properties: Properties): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(query as Record<string, string | string[]>).map(([name, text]) => {
      if (Array.isArray(text)) throw new InvalidQueryError(name, 'is given more than once')
      return [name, readAs(name, properties[name], text)]
    }),
  )
}

/** What is not of the type stays text, for the validator to refuse. */
function readAs(name: string, schema: ParameterSchema | undefined, text: string): unknown {
  if (schema?.type === 'array') return text.split(',').map((part) => readAs(name, schema.items, part))
  if (schema?.type === 'object') return parseJson(name, text)
  if (schema?.type !== 'number' && schema?.type !== 'integer') return text
  return /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : text
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new InvalidQueryError(name, 'is not JSON', { cause })
  }
}

function acceptLoneStrings(body: unknown, properties: Properties): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      const isListOfStrings = properties[name]?.items?.type === 'string'
      return [name, isListOfStrings && typeof value === 'string' ? [value] : value]
    }),
  )
}

interface SchemaError {
  keyword: string
  instancePath: string
  message: string
  params: object
}

function explain(errors: SchemaError[], known: string[]): InvalidQueryError {
  const unknown = errors.find(({ keyword }) => keyword === 'additionalProperties')
  if (unknown) {
    const names = (unknown.params as { additionalProperties: string[] }).additionalProperties
    const list = known.length > 0 ? `known here: ${known.join(', ')}` : 'none is known here'
    return new InvalidQueryError(names.join(', '), `no such parameter; ${list}`)
  }
  const { instancePath = '', message = 'is not valid', params = {} } = errors[0] ?? {}
  const [name, ...rest] = instancePath.split('/').slice(1)
  const place = rest.length > 0 ? `at ${rest.join('/')}: ` : ''
  const allowed = 'allowedValues' in params ? `: ${(params.allowedValues as unknown[]).join(', ')}` : ''
  return new InvalidQueryError(name ?? 'body', `${place}${message}${allowed}`)
}
