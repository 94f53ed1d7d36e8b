import type { Granule } from '../granule.ts'
import type { Connection } from './connect.ts'
import { isStatus, request } from './failure.ts'
import { generationOf } from './names.ts'
import { type Target, walk } from './search.ts'

/** A document of a granule, and where it is. Two slices have one each while the granule moves, and after a process died at that. */
export interface Copy extends Pick<Granule, 'collection' | 'id' | 'updated'> {
  /** The write alias. */
  alias: string
  documentId: string
  version: number
}

/** Documents of granules, as far as they are searchable. */
export async function* findCopies(target: Target, collection: string, ids: string[]): AsyncGenerator<Copy> {
  const body = {
    query: { bool: { filter: [{ term: { collection } }, { terms: { id: ids } }] } },
    sort: [{ id: 'asc' as const }, { start: 'asc' as const }, { end: 'asc' as const }],
    version: true,
    _source: ['id', 'updated'],
  }
  for await (const hits of walk<Pick<Granule, 'id' | 'updated'>>(target, body, 1_000)) {
    for (const { _index, _id, _version, _source } of hits) {
      if (!_source || _id === undefined) continue
      const { id, updated } = _source
      yield { collection, id, updated, alias: aliasOf(_index), documentId: _id, version: _version ?? 0 }
    }
  }
}

/**
 * Deletes the version that was found and no later one. It leaves that version behind and not, as deleting without one
 * would, the next: so the same file can be indexed again at once.
 */
export async function removeCopy(connection: Connection, copy: Copy): Promise<boolean> {
  const { alias, documentId, version } = copy
  try {
    const { result } = await request(connection, 'write', () =>
      connection.client.delete(
        { index: alias, id: documentId, version, version_type: 'external_gte', refresh: true },
        { ignore: [404] },
      ),
    )
    return result === 'deleted'
  } catch (error) {
    if (isStatus(error, 409)) return false
    throw error
  }
}

/**
 * Those that others have outdated: of a granule that several slices have, all but the last updated. Whoever looks finds the same,
 * so that of two writers at once neither removes what the other keeps.
 */
export function outdated(copies: Copy[]): Copy[] {
  const newest = Math.max(...copies.map(({ updated }) => updated))
  return copies.filter(({ updated }) => updated < newest)
}

/** The write alias of an index: its name without the generation. */
function aliasOf(index: string): string {
  return generationOf(index) > 0 ? index.replace(/-\d+$/, '') : index
}
