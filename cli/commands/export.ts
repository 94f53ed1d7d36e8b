import { createWriteStream, statSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import type { Argv } from 'yargs'
import { toItem } from '../../api/stac/items/item.ts'
import { stacUrls } from '../../api/stac/links.ts'
import { withLinks } from '../../catalog/description/linked-store.ts'
import { InvalidQueryError } from '../../catalog/errors.ts'
import { columnsOf } from '../../catalog/geoparquet/columns.ts'
import { writeParquet } from '../../catalog/geoparquet/write.ts'
import type { Granule } from '../../catalog/granule.ts'
import { pages } from '../../catalog/pages.ts'
import type { Store } from '../../catalog/store.ts'
import { readLimit, textOption } from '../arguments.ts'
import { catalogOption, withCatalog } from '../catalog.ts'
import { refuseUnknown } from '../collections.ts'
import { exitCodes } from '../exit-codes.ts'
import { readGranuleQuery, readSort } from '../granule-query.ts'
import { interruption } from '../interruption.ts'
import { type AddressFormat, addressFormats, addressLines } from '../output/addresses.ts'
import { granuleWriter } from '../output/formats.ts'
import { counted, say } from '../output/print.ts'
import { queryOptions } from './search.ts'

const textFormats = ['ndjson', 'geojson', 'csv', 'paths'] as const
const exportFormats = [...textFormats, 'parquet', ...addressFormats] as const
type ExportFormat = (typeof exportFormats)[number]

export function addExport(yargs: Argv): Argv {
  return yargs.command(
    'export [collection..]',
    'Write all granules of a search to a file',
    (command) =>
      command
        .usage(
          '$0 export [COLLECTION..]\n\nndjson has everything, segments and ground tracks too, and "oceanid import" reads it; parquet is ' +
            'stac-geoparquet; wget, aria2 and s3 are lists of addresses to fetch.',
        )
        .positional('collection', { type: 'string', array: true, describe: 'Any of these; all without' })
        .options({
          ...queryOptions,
          limit: textOption('limit', 'At most so many; all without', 'N|all'),
          format: { choices: exportFormats, default: 'ndjson' as ExportFormat, describe: 'What to write' },
          output: textOption('output', 'File to write; the output without', 'FILE'),
          'base-url': textOption('base-url', 'Server that links in parquet lead to', 'URL'),
          ...catalogOption,
        })
        .example('$0 export --output all.ndjson', 'for another catalogue')
        .example('$0 export SST --format parquet --output sst.parquet', 'for geopandas')
        .example('$0 export SST --name "North Sea" --format wget | wget -i -', 'fetch the files')
        .example('$0 export SST --format aria2 | aria2c -i -', 'and check them, where checksums are known'),
    async (given) => {
      const { format, output, baseUrl = 'http://localhost:8080' } = given
      const query = readGranuleQuery(given)
      const sort = readSort(given.sort ?? [])
      const limit = readLimit(given.limit, format)
      await withCatalog(given.catalog, 'read', async (store) => {
        await refuseUnknown(store, query.collections ?? [])
        // Another catalogue, and this machine, want files where they are; others where they fetch them.
        const shown = format === 'ndjson' || format === 'paths' ? store : withLinks(store)
        let count = 0
        async function* granules() {
          const what = { sort, segments: format === 'ndjson', tracks: format === 'ndjson' }
          for await (const page of pages(shown, query, what, limit)) {
            count += page.granules.length
            yield page.granules
          }
        }
        const pieces = await piecesOf(format, granules(), store, query.collections, baseUrl)
        const { signal, end } = interruption('stopping: what is not whole is taken away')
        try {
          await save(Readable.from(pieces, { objectMode: false }), output, signal)
          say(`${counted(count, 'granule')} exported`)
        } catch (error) {
          if (!signal.aborted) throw error
          process.exitCode = exitCodes.interrupted
        } finally {
          end()
        }
      })
    },
  )
}

async function piecesOf(
  format: ExportFormat,
  granules: AsyncGenerator<Granule[]>,
  store: Store,
  collections: string[] | undefined,
  baseUrl: string,
): Promise<AsyncGenerator<string | Uint8Array>> {
  if (format === 'parquet') {
    const urls = stacUrls(baseUrl.replace(/\/+$/, ''))
    const columns = columnsOf(await store.properties(collections))
    return writeParquet(
      each(granules, (page) => page.map((granule) => toItem(granule, urls))),
      columns,
    )
  }
  if (isAddresses(format)) {
    return each(granules, (page) => page.map((granule) => addressLines(format, granule)).join(''))
  }
  return writeText(format, granules)
}

async function* writeText(format: (typeof textFormats)[number], granules: AsyncGenerator<Granule[]>) {
  const writer = granuleWriter(format)
  yield writer.begin
  for await (const page of granules) yield writer.page(page)
  yield writer.end
}

async function* each<From, To>(pages: AsyncGenerator<From>, convert: (page: From) => To): AsyncGenerator<To> {
  for await (const page of pages) yield convert(page)
}

function isAddresses(format: ExportFormat): format is AddressFormat {
  return addressFormats.some((one) => one === format)
}

/** A file gets its name when it is whole; one that was there before stays until then. */
async function save(bytes: Readable, output: string | undefined, signal: AbortSignal): Promise<void> {
  if (output === undefined) {
    bytes.pipe(process.stdout, { end: false })
    signal.addEventListener('abort', () => bytes.destroy(new DOMException('ended', 'AbortError')))
    return finished(bytes)
  }
  // A pipe or a device is written as it is.
  const isFile = statSync(output, { throwIfNoEntry: false })?.isFile() ?? true
  const draft = isFile ? `${output}.partial` : output
  try {
    await pipeline(bytes, createWriteStream(draft), { signal })
    if (isFile) await rename(draft, output)
  } catch (cause) {
    if (isFile) await rm(draft, { force: true })
    const { code, message } = cause as NodeJS.ErrnoException
    if (code === undefined || signal.aborted) throw cause
    throw new InvalidQueryError('--output', `cannot write to ${output} (${message})`, { cause })
  }
}
