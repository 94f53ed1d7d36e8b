import type { Argv } from 'yargs'
import { listOption } from '../arguments.ts'
import { catalogOption, withCatalog } from '../catalog.ts'
import { refuseUnknown } from '../collections.ts'
import { exitCodes } from '../exit-codes.ts'
import { interruption } from '../interruption.ts'
import { counted, print, say } from '../output/print.ts'
import { type RelocationReport, relocate } from '../relocate.ts'
import { readRelocation } from '../relocation.ts'

export function addRewriteHref(yargs: Argv): Argv {
  return yargs.command(
    'rewrite-href <from> <to>',
    'Tell the catalogue that an archive has moved',
    (command) =>
      command
        .usage(
          '$0 rewrite-href FROM TO\n\nChanges the beginning of addresses of files, of paths that "oceanid index" remembers, and of folders and ' +
            'templates in descriptions, where they are FROM or lie in it. Nothing is read again by the next "oceanid index", where files kept ' +
            'their time. What has moved already stays, so that it can be run again, also after Ctrl-C.',
        )
        .positional('from', {
          type: 'string',
          demandOption: true,
          describe: 'Folder or address that was left: /data/old, file:///data/old, https://host/old',
        })
        .positional('to', { type: 'string', demandOption: true, describe: 'Where it is now' })
        .options({
          collection: listOption(
            'In this collection alone, more than once for several; in all without',
            'ID',
          ),
          'dry-run': { type: 'boolean', describe: 'Count, and change nothing' },
          json: { type: 'boolean', describe: 'Write the counts as JSON' },
          ...catalogOption,
        })
        .example('$0 rewrite-href /data/old /mnt/archive --dry-run', 'how much would change')
        .example('$0 rewrite-href /data/sst s3://bucket/sst --collection SST', 'one collection, to a bucket'),
    async ({ from, to, collection = [], dryRun = false, json, catalog }) => {
      const relocation = readRelocation(from, to)
      await withCatalog(catalog, dryRun ? 'read' : 'change', async (store) => {
        await refuseUnknown(store, collection)
        const { signal, end } = interruption('finishing the granules in hand; Ctrl-C again to stop at once')
        try {
          const report = await relocate(store, relocation, { collections: collection, dryRun, signal })
          await print(json ? `${JSON.stringify({ ...report, dryRun })}\n` : sentenceOf(report, dryRun))
        } finally {
          end()
        }
        if (!signal.aborted) return
        say('interrupted: run it again to change the rest')
        process.exitCode = exitCodes.interrupted
      })
    },
  )
}

function sentenceOf({ granules, files, descriptions }: RelocationReport, dryRun: boolean): string {
  const what = `${counted(granules, 'granule')}, ${counted(files, 'remembered file')} and ${counted(descriptions, 'description')}`
  return `${what} ${dryRun ? 'would change' : 'changed'}\n`
}
