import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { StacItem } from 'stac-ts'
import { keepDeadline } from '../../../catalog/deadline.ts'
import { columnsOf } from '../../../catalog/geoparquet/columns.ts'
import { writeParquet } from '../../../catalog/geoparquet/write.ts'
import type { Granule } from '../../../catalog/granule.ts'
import type { Store } from '../../../catalog/store.ts'
import { readPieces } from '../../pieces.ts'
import { sendStream } from '../../stream.ts'
import { toItem } from '../items/item.ts'
import type { StacUrls } from '../links.ts'
import { readFields, selectFields } from '../search/fields.ts'
import type { SearchRequest } from '../search/parameters.ts'
import { toQuery } from '../search/selection.ts'
import { readSort } from '../search/sort.ts'
import { type Streamed, streamedTypes } from './formats.ts'
import { writeCsv, writeGeojson, writeNdjson, writeUrls } from './text.ts'

/**
 * Sends all matches, or as many as `limit` says, piece by piece as the store gives them. A client that goes away ends the
 * search before the next piece. How many match and how many come stands in the header (OGC API Features part 1 has it in the body).
 *
 * @throws InvalidQueryError
 */
export async function streamItems(
  request: FastifyRequest,
  reply: FastifyReply,
  store: Store,
  asked: SearchRequest,
  format: Streamed,
  urls: StacUrls,
): Promise<FastifyReply> {
  const query = await toQuery(store, asked)
  const window = { offset: 0, count: asked.limit ?? Number.MAX_SAFE_INTEGER }
  const { total, entries } = await readPieces(store, query, readSort(asked.sortby), window)
  const pieces = itemsOf(entries, asked, urls)
  const hasColumns = format === 'csv' || format === 'parquet'
  const properties = hasColumns ? await store.properties(query.collections) : []
  const written = {
    'geojson-all': () => writeGeojson(pieces, total),
    ndjson: () => writeNdjson(pieces),
    csv: () => writeCsv(pieces, properties),
    parquet: () => writeParquet(pieces, columnsOf(properties)),
    urls: () => writeUrls(pieces),
  }[format]()
  reply
    .type(
      streamedTypes[format].startsWith('text/')
        ? `${streamedTypes[format]}; charset=utf-8`
        : streamedTypes[format],
    )
    .header('ogc-numbermatched', total)
    .header('ogc-numberreturned', Math.min(total, window.count))
    .header('cache-control', 'no-cache')
  const ending = endings[format]
  if (ending) reply.header('content-disposition', `attachment; filename="items.${ending}"`)
  const stream = Readable.from(keepDeadline<string | Uint8Array>(written), { objectMode: false })
  return sendStream(request, reply, stream, { isPacked: format === 'parquet' })
}

/** Of files that browsers keep. */
const endings: Partial<Record<Streamed, string>> = {
  'geojson-all': 'geojson',
  csv: 'csv',
  parquet: 'parquet',
  urls: 'txt',
}

async function* itemsOf(
  pieces: AsyncIterable<Granule[]>,
  asked: SearchRequest,
  urls: StacUrls,
): AsyncGenerator<StacItem[]> {
  const fields = readFields(asked.fields)
  for await (const granules of pieces) {
    const items = granules.map((granule) => toItem(granule, urls))
    yield fields ? items.map((item) => selectFields(item, fields)) : items
  }
}
