import { accessOf } from '../access.ts'
import type { Access } from '../store.ts'
import type { Database } from './database.ts'

/** Which collections there are and who may see them, read again when the catalogue has changed. */
export function rememberAccess(database: Database): () => Access {
  let known: { version: string; access: Access } | undefined
  return () => {
    const version = database.version()
    if (known?.version !== version) {
      const rows = database.rows<[string, number]>(
        "SELECT id, ifnull(document ->> 'private', 0) FROM collection",
      )
      const access = accessOf(rows.map(([id, hidden]) => ({ id, private: hidden === 1 })))
      known = { version, access }
    }
    return known.access
  }
}
