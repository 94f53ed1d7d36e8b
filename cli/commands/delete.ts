import type { Argv } from 'yargs'
import { InvalidQueryError } from '../../catalog/errors.ts'
import { catalogOption, withCatalog } from '../catalog.ts'
import { type Entry, findEntry } from '../entry.ts'
import { counted, print } from '../output/print.ts'

export function addDelete(yargs: Argv): Argv {
  return yargs.command(
    'delete <name..>',
    'Take granules or whole collections out of the catalogue (files stay)',
    (command) =>
      command
        .positional('name', {
          type: 'string',
          array: true,
          demandOption: true,
          describe: 'COLLECTION/ID, or COLLECTION with all its granules',
        })
        .options({
          yes: { type: 'boolean', describe: 'Needed to delete a whole collection' },
          ...catalogOption,
        })
        .example('$0 delete SST/20250601004500-SST', 'one granule')
        .example('$0 delete SST --yes', 'a collection and all its granules'),
    ({ name: names, yes, catalog }) =>
      withCatalog(catalog, 'change', async (store) => {
        // All names are looked up before anything is deleted, so that a mistyped one deletes nothing.
        const entries: Entry[] = []
        for (const name of new Set(names)) entries.push(await findEntry(store, name))
        for (const entry of entries) if ('collection' in entry) confirm(entry.collection, yes)
        for (const entry of entries) {
          if ('collection' in entry) {
            const { id, granules } = entry.collection
            await store.deleteCollection(id)
            await print(`deleted ${id} with ${counted(granules, 'granule')}\n`)
          } else {
            const { collection, id } = entry.granule
            await store.delete(collection, id)
            await print(`deleted ${collection}/${id}\n`)
          }
        }
      }),
  )
}

function confirm({ id, granules }: { id: string; granules: number }, yes: boolean | undefined): void {
  if (yes) return
  const holds = counted(granules, 'granule')
  throw new InvalidQueryError('delete', `${id} is a collection of ${holds}: to delete all of it, add --yes`)
}
