import { errors } from '@elastic/elasticsearch'
import type { Granule } from '../granule.ts'
import type { Connection } from './connect.ts'
import { request } from './failure.ts'
import { aliasOf } from './names.ts'
import { type Target, walk } from './search.ts'

/** Documents in one answer or request. */
const atOnce = 1_000

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
  for await (const hits of walk<Pick<Granule, 'id' | 'updated'>>(target, body, atOnce)) {
    for (const { _index, _id, _version, _source } of hits) {
      if (!_source || _id === undefined) continue
      const { id, updated } = _source
      yield { collection, id, updated, alias: aliasOf(_index), documentId: _id, version: _version ?? 0 }
    }
  }
}

/**
 * Deletes the versions that were found and no later ones. It leaves those versions behind and not, as deleting without one
 * would, the next: so the same file can be indexed again at once.
 *
 * @returns how many were there still
 */
export async function removeCopies(connection: Connection, copies: Copy[]): Promise<number> {
  let removed = 0
  for (let first = 0; first < copies.length; first += atOnce) {
    removed += await removeSome(connection, copies.slice(first, first + atOnce))
  }
  return removed
}

function removeSome(connection: Connection, copies: Copy[]): Promise<number> {
  const operations = copies.map(({ alias, documentId, version }) => ({
    delete: { _index: alias, _id: documentId, version, version_type: 'external_gte' as const },
  }))
  return request(connection, 'write', async () => {
    const answer = await connection.client.bulk({ operations, refresh: true }, { meta: true })
    const items = answer.body.items.map((item) => item.delete!)
    const failed = items.find(({ error, status }) => error && status !== 404 && status !== 409)
    if (failed) {
      // What goes by is told from the reason, which the message has of root causes alone.
      const body = { error: { ...failed.error, root_cause: [failed.error] }, status: failed.status }
      throw new errors.ResponseError({ ...answer, body, statusCode: failed.status })
    }
    return items.filter(({ result }) => result === 'deleted').length
  })
}

/**
 * Those that others have outdated: of a granule that several slices have, all but the last updated. Whoever looks finds the same,
 * so that of two writers at once neither removes what the other keeps.
 */
export function outdated(copies: Copy[]): Copy[] {
  const newest = Math.max(...copies.map(({ updated }) => updated))
  return copies.filter(({ updated }) => updated < newest)
}
