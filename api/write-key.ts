import { hash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { NotAuthorizedError } from '../catalog/errors.ts'

/**
 * Lets through who shows the key (`Authorization: Bearer KEY`).
 *
 * @throws NotAuthorizedError
 */
export function checkKey(request: FastifyRequest, key: string): void {
  const [, shown] = /^Bearer\s+(\S+)\s*$/i.exec(request.headers.authorization ?? '') ?? []
  if (shown === undefined) {
    throw new NotAuthorizedError('changes need the write key: send Authorization: Bearer KEY')
  }
  const [a, b] = [shown, key].map((text) => hash('sha256', text, 'buffer'))
  if (!timingSafeEqual(a!, b!)) throw new NotAuthorizedError('this is not the write key')
}
