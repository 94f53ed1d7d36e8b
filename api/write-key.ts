import type { FastifyRequest } from 'fastify'
import { NotAuthorizedError, NotPermittedError } from '../catalog/errors.ts'

/** What a client that shows a key may change. */
export interface WriteKey {
  /** For logs. */
  name: string
  /** All where absent. */
  collections?: string[]
}

/** The keys that are valid now. */
export interface WriteKeys {
  find(shown: string): Promise<WriteKey | undefined>
}

/**
 * Lets through who shows a key (`Authorization: Bearer KEY`), and gives what it is for.
 *
 * @throws NotAuthorizedError
 */
export async function checkKey(request: FastifyRequest, keys: WriteKeys): Promise<WriteKey> {
  const [, shown] = /^Bearer\s+(\S+)\s*$/i.exec(request.headers.authorization ?? '') ?? []
  if (shown === undefined) {
    throw new NotAuthorizedError('changes need a write key: send Authorization: Bearer KEY')
  }
  const key = await keys.find(shown)
  if (!key) throw new NotAuthorizedError('this is not a write key')
  return key
}

/** @throws NotPermittedError where the key is not for the collection */
export function checkScope({ collections }: WriteKey, collection: unknown): void {
  if (collections && !collections.some((one) => one === collection)) {
    throw new NotPermittedError('this key is for other collections')
  }
}
