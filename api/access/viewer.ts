import { AsyncLocalStorage } from 'node:async_hooks'
import type { AccessKey } from './keys.ts'

/** Whose request is worked on: the key that was shown, or nothing for everyone. */
const current = new AsyncLocalStorage<AccessKey | undefined>()

/** Does all of the work, also what it awaits, for who has shown the key. */
export function seenBy<T>(key: AccessKey | undefined, work: () => T): T {
  return current.run(key, work)
}

/** Whether the work in hand may see a private collection. Work for nobody known may not. */
export function maySee(collection: string): boolean {
  const key = current.getStore()
  return key !== undefined && (key.collections?.includes(collection) ?? true)
}

/** Whether whoever the work in hand is for has shown a key. */
export function hasKey(): boolean {
  return current.getStore() !== undefined
}
