import { existsSync } from 'node:fs'
import type { Argv } from 'yargs'
import { InvalidQueryError, NotFoundError } from '../../catalog/errors.ts'
import type { Store } from '../../catalog/store.ts'
import { importItems } from '../../indexer/items/import.ts'
import { textOption } from '../arguments.ts'
import { catalogOption, withCatalog } from '../catalog.ts'
import { exitCodes } from '../exit-codes.ts'
import { interruption } from '../interruption.ts'
import { isDamaged, openItems } from '../item-input.ts'
import { importProgress } from '../output/import-progress.ts'
import { say } from '../output/print.ts'

export function addImport(yargs: Argv): Argv {
  return yargs.command(
    'import <file..>',
    'Put STAC items made elsewhere into the catalogue',
    (command) =>
      command
        .usage(
          '$0 import FILE...\n\nReads STAC items, one a line (ndjson, also packed with gzip), or what "oceanid index --output" wrote, and puts them into the catalogue, which is made if there is ' +
            'none. An item that was imported before is replaced. A line that is no item is reported with the reason, ' +
            'and the others go on.',
        )
        .positional('file', {
          type: 'string',
          array: true,
          demandOption: true,
          describe: 'Files, or - for the input',
        })
        .options({
          collection: textOption('collection', 'Collection to put them in; without, the one they name', 'ID'),
          'bulk-load': {
            type: 'boolean',
            describe: 'Load much into Elasticsearch: no replicas, and searchable only when all is done',
          },
          json: { type: 'boolean', describe: 'Write what happens as JSON, one object a line' },
          ...catalogOption,
        })
        .example('$0 import items.ndjson', 'an export of another catalogue')
        .example('$0 import part-*.ndjson.gz', 'what jobs wrote with "oceanid index --shard K/N --output"')
        .example('zcat items.ndjson.gz | $0 import - --collection SST', 'into a collection of your naming'),
    async ({ file: files, collection, bulkLoad, json, catalog }) => {
      if (collection?.trim() === '') throw new InvalidQueryError('--collection', 'is empty')
      const absent = files.find((file) => file !== '-' && !existsSync(file))
      if (absent !== undefined) throw new NotFoundError(`there is no file ${absent}`)
      await withCatalog(catalog, 'make', (store) => run(store, files, collection, json ?? false), {
        bulkLoad: bulkLoad ?? false,
      })
    },
  )
}

async function run(
  store: Store,
  files: string[],
  collection: string | undefined,
  json: boolean,
): Promise<void> {
  const { signal, end } = interruption('finishing the items in hand; Ctrl-C again to stop at once')
  const progress = importProgress(files, json)
  try {
    for (const file of files) {
      if (signal.aborted) break
      const input = openItems(file)
      try {
        const report = await importItems(input.lines, file === '-' ? 'input' : file, store, {
          ...(collection !== undefined && { collection }),
          signal,
          stored: () => progress.stored(input.bytesRead()),
          fail: (item, reason) => progress.failed(item, reason),
        })
        await progress.fileDone(file, report)
      } catch (error) {
        if (!isDamaged(error)) throw error
        progress.failed(file, `is cut off or damaged (${error.message}); what stood before is stored`)
      } finally {
        input.close()
      }
    }
    const failed = await progress.sum()
    if (failed > 0) process.exitCode = exitCodes.partial
    if (!signal.aborted) return
    say('interrupted: run it again to import the rest')
    process.exitCode = exitCodes.interrupted
  } finally {
    end()
    progress.close()
  }
}
