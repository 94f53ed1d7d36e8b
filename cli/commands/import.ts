import { createReadStream, existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Argv } from 'yargs'
import { InvalidQueryError, NotFoundError } from '../../catalog/errors.ts'
import type { Store } from '../../catalog/store.ts'
import { importItems } from '../../indexer/items/import.ts'
import { textOption } from '../arguments.ts'
import { catalogOption, withCatalog } from '../catalog.ts'
import { exitCodes } from '../exit-codes.ts'
import { interruption } from '../interruption.ts'
import { counted, print, say } from '../output/print.ts'

export function addImport(yargs: Argv): Argv {
  return yargs.command(
    'import <file>',
    'Put STAC items made elsewhere into the catalogue',
    (command) =>
      command
        .usage(
          '$0 import FILE\n\nReads STAC items, one a line (ndjson), and puts them into the catalogue, which is made if there is ' +
            'none. An item that was imported before is replaced. A line that is no item is reported with the reason, ' +
            'and the others go on.',
        )
        .positional('file', { type: 'string', demandOption: true, describe: 'File, or - for the input' })
        .options({
          collection: textOption('collection', 'Collection to put them in; without, the one they name', 'ID'),
          'bulk-load': {
            type: 'boolean',
            describe: 'Load much into Elasticsearch: no replicas, and searchable only when all is done',
          },
          ...catalogOption,
        })
        .example('$0 import items.ndjson', 'an export of another catalogue')
        .example('zcat items.ndjson.gz | $0 import - --collection SST', 'into a collection of your naming'),
    async ({ file, collection, bulkLoad, catalog }) => {
      if (collection?.trim() === '') throw new InvalidQueryError('--collection', 'is empty')
      if (file !== '-' && !existsSync(file)) throw new NotFoundError(`there is no file ${file}`)
      await withCatalog(catalog, 'make', (store) => run(store, file, collection), {
        bulkLoad: bulkLoad ?? false,
      })
    },
  )
}

async function run(store: Store, file: string, collection: string | undefined): Promise<void> {
  const { signal, end } = interruption('finishing the items in hand; Ctrl-C again to stop at once')
  const name = file === '-' ? 'input' : file
  const input = file === '-' ? process.stdin : createReadStream(file)
  const lines = createInterface({ input, crlfDelay: Infinity })
  try {
    const { added, replaced, failed, seconds } = await importItems(lines, name, store, {
      ...(collection !== undefined && { collection }),
      signal,
      fail: (item, reason) => say(`${item}: ${reason}`),
    })
    const rate = Math.round((added + replaced) / Math.max(seconds, 1e-3)).toLocaleString('en')
    await print(
      `${counted(added + replaced, 'item')} imported (${added.toLocaleString('en')} new, ` +
        `${replaced.toLocaleString('en')} replaced), ${failed.toLocaleString('en')} failed in ${seconds.toFixed(1)} s (${rate} items/s)\n`,
    )
    if (failed > 0) process.exitCode = exitCodes.partial
    if (!signal.aborted) return
    say('interrupted: run it again to import the rest')
    process.exitCode = exitCodes.interrupted
  } finally {
    end()
    lines.close()
  }
}
