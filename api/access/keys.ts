import type { FastifyRequest } from 'fastify'
import { NotAuthorizedError, NotPermittedError } from '../../catalog/errors.ts'

/** What a client that shows a key may see and change. */
export interface AccessKey {
  /** For logs. */
  name: string
  /** All where absent. */
  collections?: string[]
  /** Whether it lets a client see private collections, and change nothing. */
  readOnly?: boolean
}

/** The keys that are valid now. */
export interface AccessKeys {
  find(shown: string): Promise<AccessKey | undefined>
}

/**
 * The key that a client shows (`Authorization: Bearer KEY`); undefined where it shows none.
 *
 * @throws NotAuthorizedError for one that is not valid: to take it for none would hide what the client counts on
 */
export async function keyOf(request: FastifyRequest, keys: AccessKeys): Promise<AccessKey | undefined> {
  const [, shown] = /^Bearer\s+(\S+)\s*$/i.exec(request.headers.authorization ?? '') ?? []
  if (shown === undefined) return undefined
  const key = await keys.find(shown)
  if (!key) throw new NotAuthorizedError('this key is not valid')
  return key
}

/**
 * Lets through who shows a key that is for changes, and gives what it is for.
 *
 * @throws NotAuthorizedError, NotPermittedError
 */
export async function checkKey(request: FastifyRequest, keys: AccessKeys): Promise<AccessKey> {
  const key = await keyOf(request, keys)
  if (!key) throw new NotAuthorizedError('changes need a key: send Authorization: Bearer KEY')
  if (key.readOnly) throw new NotPermittedError('this key is for reading')
  return key
}

/** @throws NotPermittedError where the key is not for the collection */
export function checkScope({ collections }: AccessKey, collection: unknown): void {
  if (collections && !collections.some((one) => one === collection)) {
    throw new NotPermittedError('this key is for other collections')
  }
}
