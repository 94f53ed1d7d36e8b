import { type Recent, recentOnes } from '../recent.ts'
import type { Database } from './database.ts'

/** What was read last, as long as the catalogue stays as it is. */
export function whileUnchanged<Key, Value>(
  database: Database,
  most: number,
): Pick<Recent<Key, Value>, 'get' | 'set'> {
  const recent = recentOnes<Key, Value>(most)
  let version: string | undefined
  const forgetWhatChanged = () => {
    const current = database.version()
    if (current !== version) recent.clear()
    version = current
  }
  return {
    get(key) {
      forgetWhatChanged()
      return recent.get(key)
    },
    set(key, value, weight) {
      forgetWhatChanged()
      recent.set(key, value, weight)
    },
  }
}
