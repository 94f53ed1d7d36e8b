import { randomUUID } from 'node:crypto'
import type { estypes } from '@elastic/elasticsearch'
import { CatalogUnavailableError } from '../errors.ts'
import { type CellCount, dayOf, type UsageLog, type UseCount, useKey } from '../usage/usage.ts'
import { request } from './failure.ts'
import { createTolerant } from './layout.ts'
import { documentId, generationName } from './names.ts'
import { once } from './once.ts'
import type { ElasticsearchOptions } from './options.ts'
import { connectCatalog } from './store.ts'
import { loadMapping } from './templates.ts'

/** What one server has counted so far of one key; the sum over the servers is what came. */
type UsageDocument = { day: string; key: string } & (
  | { sort: 'use'; use: UseCount }
  | { sort: 'cells'; collection: string; cells: Record<string, number> }
)

/** Documents in one request. */
const most = 1_000

/**
 * Statistics of use in an index of their own. A server writes the whole of what it has counted of a day, each time anew, so that a
 * request that was sent twice counts once.
 */
export async function openElasticsearchUsage(
  url: string,
  options: ElasticsearchOptions = {},
): Promise<UsageLog> {
  const { connection, names } = connectCatalog(url, { patience: { read: 5_000, write: 5_000 }, ...options })
  const { client } = connection
  const index = `${names.prefix}-usage`
  const server = randomUUID()
  const made = new Map<string, Promise<void>>()
  const counted = new Map<string, UsageDocument>()

  const create = () =>
    createTolerant(connection, {
      index: generationName(index, 1),
      aliases: { [index]: {} },
      ...loadMapping<Omit<estypes.IndicesCreateRequest, 'index'>>('usage', names.prefix),
    })

  const write = async (operations: object[]) => {
    const { errors, items } = await request(connection, 'write', () =>
      client.bulk({ operations, require_alias: true }),
    )
    const failed =
      errors && items.find((item) => Object.values(item).some((one) => one.error && one.status !== 404))
    if (!failed) return
    throw new CatalogUnavailableError(`Elasticsearch at ${connection.name} does not take statistics of use`)
  }

  async function* documents(from: string, to: string, sort?: UsageDocument['sort']) {
    await request(connection, 'read', () => client.indices.refresh({ index, ignore_unavailable: true }))
    let after: estypes.SortResults | undefined
    for (;;) {
      const { hits } = await request(connection, 'read', () =>
        client.search<UsageDocument>({
          index,
          ignore_unavailable: true,
          query: {
            bool: {
              filter: [{ range: { day: { gte: from, lte: to } } }, ...(sort ? [{ term: { sort } }] : [])],
            },
          },
          sort: [{ day: 'asc' }, { key: 'asc' }],
          size: most,
          track_total_hits: false,
          ...(after && { search_after: after }),
        }),
      )
      yield* hits.hits
      after = hits.hits.at(-1)?.sort
      if (hits.hits.length < most || !after) return
    }
  }

  return {
    async add(uses, cells) {
      if (uses.length + cells.length === 0) return
      await once(made, index, create)
      const sums = new Map<string, UsageDocument>()
      const sumOf = (key: string, fresh: () => UsageDocument) => {
        const sum = sums.get(key) ?? structuredClone(counted.get(key)) ?? fresh()
        sums.set(key, sum)
        return sum
      }
      for (const use of uses) {
        const key = `${useKey(use)} ${server}`
        const sum = sumOf(key, () => ({
          day: use.day,
          key,
          sort: 'use',
          use: { ...use, requests: 0, granules: 0, bytes: 0 },
        }))
        if (sum.sort === 'use') addUse(sum.use, use)
      }
      for (const { day, collection = '', cell, requests } of cells) {
        const key = `${JSON.stringify([day, collection])} ${server}`
        const sum = sumOf(key, () => ({ day, key, sort: 'cells', collection, cells: {} }))
        if (sum.sort === 'cells') sum.cells[cell] = (sum.cells[cell] ?? 0) + requests
      }
      const operations = [...sums].flatMap(([key, sum]) => [
        { index: { _index: index, _id: documentId(key) } },
        sum,
      ])
      for (let first = 0; first < operations.length; first += 2 * most) {
        await write(operations.slice(first, first + 2 * most))
      }
      for (const [key, sum] of sums) counted.set(key, sum)
    },

    async uses(from, to) {
      const sums = new Map<string, UseCount>()
      for await (const { _source } of documents(from, to, 'use')) {
        if (_source?.sort !== 'use') continue
        const known = sums.get(useKey(_source.use))
        if (known) addUse(known, _source.use)
        else sums.set(useKey(_source.use), { ..._source.use })
      }
      return [...sums.values()]
    },

    async cells(from, to) {
      const sums = new Map<string, Omit<CellCount, 'day'>>()
      for await (const { _source } of documents(from, to, 'cells')) {
        if (_source?.sort !== 'cells') continue
        const { collection, cells } = _source
        for (const [cell, requests] of Object.entries(cells)) {
          const key = `${cell} ${collection}`
          const sum = sums.get(key) ?? {
            cell: Number(cell),
            requests: 0,
            ...(collection !== '' && { collection }),
          }
          sum.requests += requests
          sums.set(key, sum)
        }
      }
      return [...sums.values()]
    },

    async forget(before) {
      for (const [key, { day }] of counted) if (day < before) counted.delete(key)
      const gone: object[] = []
      for await (const { _id } of documents('', dayBefore(before)))
        gone.push({ delete: { _index: index, _id } })
      for (let first = 0; first < gone.length; first += most) await write(gone.slice(first, first + most))
    },

    close: () => client.close(),
  }
}

function dayBefore(day: string): string {
  return dayOf(Date.parse(day) - 86_400_000)
}

function addUse(sum: UseCount, { requests, granules, bytes }: UseCount): void {
  sum.requests += requests
  sum.granules += granules
  sum.bytes += bytes
}
