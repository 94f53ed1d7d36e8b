import type { FastifyInstance } from 'fastify'
import type { Store } from '../../catalog/store.ts'

export interface PageOptions {
  store: Store
  /** Where the service is reached from outside, without a slash at the end. */
  baseUrl: string
}

/** Registers `/`: a page for people, or links to everything for programs that ask for JSON. */
export async function pageRoutes(app: FastifyInstance, { baseUrl }: PageOptions): Promise<void> {
  app.get('/', async () => ({
    title: 'Oceanid',
    links: [
      { rel: 'self', href: `${baseUrl}/`, type: 'application/json', title: 'This page' },
      { rel: 'root', href: `${baseUrl}/stac`, type: 'application/json', title: 'STAC API' },
    ],
  }))
}
