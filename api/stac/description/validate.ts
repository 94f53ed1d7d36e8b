import type { FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { InvalidQueryError } from '../../../catalog/errors.ts'

/** As much of JSON Schema as says how a parameter's text is to be read. */
interface ParameterSchema {
  type?: string
  items?: ParameterSchema
  maximum?: number
}

const decimal = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i

type Properties = Record<string, ParameterSchema>

/**
 * Checks requests by their schema. A query string is text and is first read as the schema types it, lists
 * split at commas and objects from JSON; in a body, a lone string does for a list of strings. A number above its
 * `maximum` is lowered to it (OGC 17-069r4, /req/core/fc-limit-response-1, wants it so for `limit`).
 * What does not fit is an `InvalidQueryError` that names the parameter.
 */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const validator = Compile(schema)
  const properties = (schema as { properties?: Properties }).properties ?? {}
  const read = { querystring: readText, body: readJson }[httpPart ?? ''] ?? ((value: unknown) => value)
  return (value: unknown) => {
    try {
      const typed = read(value, properties)
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
  switch (schema?.type) {
    case 'array':
      return text.split(',').map((part) => readAs(name, schema.items, part))
    case 'object':
      return parseJson(name, text)
    case 'boolean':
      return { true: true, false: false }[text] ?? text
    case 'number':
    case 'integer':
      return decimal.test(text) ? lower(Number(text), schema) : text
    default:
      return text
  }
}

function readJson(body: unknown, properties: Properties): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      const schema = properties[name]
      if (typeof value === 'number') return [name, lower(value, schema)]
      return [name, typeof value === 'string' && schema?.items?.type === 'string' ? [value] : value]
    }),
  )
}

function lower(value: number, schema: ParameterSchema | undefined): number {
  return Math.min(value, schema?.maximum ?? value)
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new InvalidQueryError(name, 'is not JSON', { cause })
  }
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
    const [, outer] = unknown.instancePath.split('/')
    if (outer !== undefined) return new InvalidQueryError(outer, `knows no ${names.join(', ')}`)
    const list = known.length > 0 ? `known here: ${known.join(', ')}` : 'none is known here'
    return new InvalidQueryError(names.join(', '), `no such parameter; ${list}`)
  }
  const lacking = errors.find(({ keyword, instancePath }) => keyword === 'required' && instancePath === '')
  if (lacking) {
    const names = (lacking.params as { requiredProperties: string[] }).requiredProperties
    return new InvalidQueryError(names.join(', '), 'is wanted')
  }
  const { instancePath = '', message = 'is not valid', params = {} } = errors[0] ?? {}
  const [name, ...rest] = instancePath.split('/').slice(1)
  const place = rest.length > 0 ? `at ${rest.join('/')}: ` : ''
  const allowed = 'allowedValues' in params ? `: ${(params.allowedValues as unknown[]).join(', ')}` : ''
  return new InvalidQueryError(name ?? 'body', `${place}${message}${allowed}`)
}
