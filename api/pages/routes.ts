import type { FastifyInstance } from 'fastify'
import type { ApiContext } from '../context.ts'

/** Registers `/`: a page for people, or links to everything for programs that ask for JSON. */
export async function pageRoutes(app: FastifyInstance, context: ApiContext): Promise<void> {
  app.get('/', async (request) => {
    const baseUrl = context.baseUrl(request)
    return {
      title: 'Oceanid',
      links: [
        { rel: 'self', href: `${baseUrl}/`, type: 'application/json', title: 'This page' },
        { rel: 'root', href: `${baseUrl}/stac`, type: 'application/json', title: 'STAC API' },
      ],
    }
  })
}
