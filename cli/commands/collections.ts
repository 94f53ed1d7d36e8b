import type { Argv } from 'yargs'
import { catalogOption, withCatalog } from '../catalog.ts'
import { describeCollection } from '../output/collection.ts'
import { seconds } from '../output/formats.ts'
import { print, say } from '../output/print.ts'
import { formatTable } from '../output/table.ts'
import { addDescribing } from './describe-collections.ts'

export function addCollections(yargs: Argv): Argv {
  return yargs.command(
    'collections',
    'List the collections with what they hold; describe them',
    (command) =>
      addDescribing(command)
        .options({ json: { type: 'boolean', describe: 'Write JSON' }, ...catalogOption })
        .example('$0 collections', 'a table')
        .example('$0 collections --json', 'with descriptions, providers and extents')
        .example('$0 collections init sample.nc > sst.yaml', 'draft a description'),
    async ({ catalog, json }) => {
      const collections = await withCatalog(catalog, 'read', (store) => store.collections())
      if (json) return print(`${JSON.stringify(collections.map(describeCollection), null, 2)}\n`)
      if (collections.length === 0) return say('the catalogue is empty: fill it with "oceanid index PATH..."')
      await print(
        formatTable(
          ['collection', 'granules', 'start', 'end', 'title'],
          collections.map(({ id, granules, extent, title }) => [
            id,
            granules,
            extent ? seconds(extent.start) : '',
            extent ? seconds(extent.end) : '',
            title,
          ]),
        ),
      )
    },
  )
}
