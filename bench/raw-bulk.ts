import { execFileSync } from 'node:child_process'
import { cpus } from 'node:os'
import type { Client } from '@elastic/elasticsearch'
import pLimit from 'p-limit'
import { documentText } from '../catalog/elasticsearch/document.ts'
import type { Granule } from '../catalog/granule.ts'

/** The bulk API of a cluster without anything of Oceanid between: what its own loading is compared with. */

/** Documents as Oceanid stores them. */
export interface BulkBody {
  granules: number
  /** Of an index for each collection. */
  text(indexOf: (collection: string) => string): string
}

export function bodyOf(granules: Granule[]): BulkBody {
  const documents = granules.map((granule) => {
    return { collection: granule.collection, id: granule.id, source: documentText(granule) }
  })
  return {
    granules: documents.length,
    text: (indexOf) =>
      documents
        .map(({ collection, id, source }) => {
          const action = { index: { _index: indexOf(collection), _id: `${collection}/${id}` } }
          return `${JSON.stringify(action)}\n${source}\n`
        })
        .join(''),
  }
}

/** Into indices with the mappings and the settings of a large load. */
export async function bulkRaw(
  client: Client,
  url: string,
  catalog: string,
  bodies: BulkBody[],
  nameOf: (collection: string) => string,
): Promise<number> {
  const indices = new Set<string>()
  const texts = bodies.map(({ text }) =>
    text((collection) => {
      const index = `${catalog}-granules.raw-${nameOf(collection).toLowerCase()}@all-000001`
      indices.add(index)
      return index
    }),
  )
  for (const index of indices) {
    await client.indices.create({
      index,
      settings: { auto_expand_replicas: 'false', refresh_interval: '-1' },
    })
  }
  const began = performance.now()
  const limit = pLimit(3)
  await Promise.all(texts.map((body) => limit(() => postBulk(url, body))))
  for (const index of indices) await client.indices.refresh({ index })
  const took = (performance.now() - began) / 1000
  for (const index of indices) await client.indices.delete({ index })
  return took
}

async function postBulk(url: string, body: string): Promise<void> {
  const answer = await fetch(`${url}/_bulk?filter_path=errors`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body,
  })
  const { errors } = (await answer.json()) as { errors: boolean }
  if (errors) throw new Error('the raw load has errors')
}

export function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

export async function removeIndices(client: Client, prefix: string): Promise<void> {
  const indices = Object.keys(await client.indices.get({ index: `${prefix}-*`, expand_wildcards: 'all' }))
  for (const index of indices) await client.indices.delete({ index })
  await client.indices.deleteIndexTemplate({ name: `${prefix}-*` })
  await client.cluster.deleteComponentTemplate({ name: `${prefix}-*` })
}

/** The node on the first core alone, this program on the others. */
export function keepApart(node: number | undefined): void {
  if (node === undefined) throw new Error('--apart needs a node of its own: unset ELASTICSEARCH_URL')
  const others = cpus().length > 2 ? `1-${cpus().length - 1}` : '1'
  for (const [pid, cores] of [
    [node, '0'],
    [process.pid, others],
  ] as const) {
    execFileSync('taskset', ['-a', '-p', '-c', cores, String(pid)])
  }
}
