import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import type { StacUrls } from '../links.ts'
import { sharedSchemas } from './answers.ts'

/** As much of an OpenAPI 3.0 document as is read here. */
export interface OpenApi {
  info: { title: string; description: string }
  paths: Record<string, Record<string, Operation>>
}

export interface Operation {
  summary?: string
  parameters?: Parameter[]
  requestBody?: { content: MediaTypes }
  responses?: Record<string, { description?: string; content?: MediaTypes }>
}

export interface Parameter {
  name: string
  in: string
  description?: string
  schema?: Schema
  content?: MediaTypes
  style?: string
  explode?: boolean
}

export type MediaTypes = Record<string, { schema?: Schema }>

export interface Schema {
  type?: string
  description?: string
  default?: unknown
  items?: Schema
  properties?: Record<string, Schema>
}

/** Collects the schemas of the routes that `app` gets after this. */
export async function describeRoutes(app: FastifyInstance): Promise<void> {
  for (const schema of sharedSchemas) app.addSchema(schema)
  await app.register(swagger, {
    openapi: {
      openapi: '3.0.3',
      info: {
        title: 'Oceanid: STAC API',
        description:
          'Satellite and in situ granules, by where they are on Earth and when. STAC API 1.0.0, OGC API - Features.',
        version: '1.0.0',
      },
      servers: [{ url: app.prefix }],
      components: {
        securitySchemes: {
          writeKey: {
            type: 'http',
            scheme: 'bearer',
            description: 'The key that changes need, where they are possible.',
          },
        },
      },
    },
    refResolver: {
      buildLocalReference: (schema, _base, _fragment, i) => String(schema.$id ?? `schema-${i}`),
    },
  })
}

/** OpenAPI 3.0.3 of those routes, as seen from outside. */
export function openApiDocument(app: FastifyInstance, urls: StacUrls): OpenApi {
  const document = app.swagger() as unknown as OpenApi
  const described = JSON.parse(JSON.stringify(document.paths), withFlags) as OpenApi['paths']
  const paths = Object.entries(described).map(([path, operations]) => [
    path === '' ? '/' : path,
    Object.fromEntries(Object.entries(operations).map(([method, operation]) => [method, mend(operation)])),
  ])
  return { ...document, ...{ servers: [{ url: urls.root }] }, paths: Object.fromEntries(paths) }
}

/** JSON Schema has a number for an exclusive bound, OpenAPI 3.0.3 a flag beside the bound (section 4.7.24). */
function withFlags(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const { exclusiveMinimum: above, exclusiveMaximum: below, ...rest } = value as Record<string, unknown>
  if (typeof above !== 'number' && typeof below !== 'number') return value
  return {
    ...rest,
    ...(typeof above === 'number' && { minimum: above, exclusiveMinimum: true }),
    ...(typeof below === 'number' && { maximum: below, exclusiveMaximum: true }),
  }
}

/** The generator writes a style beside `content`, which OpenAPI 3.0.3 does not allow (section 4.7.12.1). */
function mend(operation: Operation): Operation {
  if (!operation.parameters) return operation
  const parameters = operation.parameters.map((parameter) => {
    if (!parameter.content) return parameter
    const { style: _style, explode: _explode, ...rest } = parameter
    return rest
  })
  return { ...operation, parameters }
}
