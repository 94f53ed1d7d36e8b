import type { FastifyInstance } from 'fastify'
import type { ApiContext } from '../context.ts'

export async function stacRoutes(_app: FastifyInstance, _context: ApiContext): Promise<void> {}
