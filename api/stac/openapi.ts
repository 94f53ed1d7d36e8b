import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { sharedSchemas } from './answers.ts'
import type { StacUrls } from './links.ts'

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
    },
    refResolver: {
      buildLocalReference: (schema, _base, _fragment, i) => String(schema.$id ?? `schema-${i}`),
    },
  })
}

/** OpenAPI 3.0.3 of those routes, as seen from outside. */
export function openApiDocument(app: FastifyInstance, urls: StacUrls) {
  return { ...app.swagger(), servers: [{ url: urls.root }] }
}
