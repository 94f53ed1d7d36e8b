import { statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import type { Argv } from 'yargs'
import { draftDescription, writeDraft } from '../../catalog/description/draft.ts'
import { schemaDocument } from '../../catalog/description/schema-document.ts'
import { NotFoundError } from '../../catalog/errors.ts'
import { describeFile } from '../../indexer/granule.ts'
import { textOption } from '../arguments.ts'
import { catalogOption, withCatalog } from '../catalog.ts'
import { putDescriptions, readDescriptions, readSoundDescriptions } from '../descriptions.ts'
import { exitCodes } from '../exit-codes.ts'
import { readReadingOptions } from '../index-input.ts'
import { describeCollection } from '../output/collection.ts'
import { counted, print, say } from '../output/print.ts'

const filesPositional = {
  type: 'string',
  array: true,
  demandOption: true,
  describe: 'YAML file, or folder of such',
} as const

/** What is done with descriptions of collections. */
export function addDescribing(collections: Argv): Argv {
  return collections
    .command(
      'show <id>',
      'Write what is known of a collection',
      (command) =>
        command
          .positional('id', { type: 'string', demandOption: true, describe: 'Collection' })
          .options(catalogOption)
          .example('$0 collections show SST', 'as JSON, with what is counted'),
      async ({ id, catalog }) => show(id, catalog),
    )
    .command(
      'add <file..>',
      'Put descriptions into the catalogue, or new ones in place of old',
      (command) =>
        command
          .positional('file', filesPositional)
          .options(catalogOption)
          .example('$0 collections add collections/', 'every description in a folder'),
      async ({ file, catalog }) => add(file, catalog),
    )
    .command(
      'check <file..>',
      'Say what is wrong with descriptions, line by line',
      (command) =>
        command
          .positional('file', filesPositional)
          .example('$0 collections check sst.yaml', 'exits with 1 where anything is'),
      ({ file }) => check(file),
    )
    .command(
      'init <file>',
      'Draft a description from a sample granule',
      (command) =>
        command
          .positional('file', {
            type: 'string',
            demandOption: true,
            describe: 'NetCDF or HDF5 file, or product',
          })
          .options({
            id: textOption('id', "Id of the collection; without, the file's own word", 'ID'),
            start: textOption('start', 'Start of the file, where it does not say', 'DATE'),
            end: textOption('end', 'End of the file, where it does not say', 'DATE'),
          })
          .example('$0 collections init sample.nc > collections/sst.yaml', 'to mend and then to add'),
      async (given) => draft(given.file, given),
    )
    .command(
      'schema',
      'Write the JSON schema of descriptions, for editors',
      (command) =>
        command.example('$0 collections schema > collection.schema.json', 'beside the descriptions'),
      async () => print(`${JSON.stringify(schemaDocument(), null, 2)}\n`),
    )
}

async function show(id: string, catalog: string | undefined): Promise<void> {
  const found = await withCatalog(catalog, 'read', (store) => store.collection(id))
  if (found === undefined)
    throw new NotFoundError(`there is no collection ${id}: "oceanid collections" lists those there are`)
  await print(`${JSON.stringify(describeCollection(found), null, 2)}\n`)
}

async function add(files: string[], catalog: string | undefined): Promise<void> {
  const collections = readSoundDescriptions(files, 'FILE')
  const fresh = await withCatalog(catalog, 'make', (store) => putDescriptions(store, collections))
  for (const { id } of collections) say(`${id}: ${fresh.has(id) ? 'added' : 'described anew'}`)
}

async function check(files: string[]): Promise<void> {
  const { collections, problems } = readDescriptions(files)
  for (const problem of problems) say(problem)
  if (problems.length > 0) process.exitCode = exitCodes.partial
  await print(`${counted(collections.length, 'description')} sound, ${counted(problems.length, 'problem')}\n`)
}

async function draft(
  file: string,
  { id, start, end }: { id?: string | undefined; start?: string | undefined; end?: string | undefined },
): Promise<void> {
  const { describe } = readReadingOptions({ collection: id, start, end })
  const { granule, collection, warnings } = await describeFile(file, describe)
  for (const warning of warnings) say(`${file}: ${warning}`)
  const directory = statSync(file).isDirectory()
  const description = draftDescription(collection, granule, basename(resolve(file)), directory)
  await print(writeDraft(description, basename(resolve(file))))
}
