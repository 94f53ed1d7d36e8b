import type { Argv } from 'yargs'
import { withLinks } from '../../catalog/description/linked-store.ts'
import type { Granule } from '../../catalog/granule.ts'
import { catalogOption, withCatalog } from '../catalog.ts'
import { findEntry } from '../entry.ts'
import { describeCollection } from '../output/collection.ts'
import { granuleFeature } from '../output/feature.ts'
import { print } from '../output/print.ts'

export function addShow(yargs: Argv): Argv {
  return yargs.command(
    'show <name>',
    'Write one granule as GeoJSON, or what is known of a collection',
    (command) =>
      command
        .positional('name', { type: 'string', demandOption: true, describe: 'COLLECTION/ID, or COLLECTION' })
        .options({
          segments: { type: 'boolean', describe: 'With the segments along the track and their rows' },
          ...catalogOption,
        })
        .example('$0 show SST/20250601004500-SST --segments', 'one granule'),
    async ({ name, segments, catalog }) => {
      const entry = await withCatalog(catalog, 'read', (store) => findEntry(withLinks(store), name))
      const shown =
        'collection' in entry
          ? describeCollection(entry.collection)
          : describeGranule(entry.granule, segments)
      await print(`${JSON.stringify(shown, null, 2)}\n`)
    },
  )
}

function describeGranule({ track, ...granule }: Granule, segments = false) {
  return granuleFeature(segments ? granule : { ...granule, segments: [] })
}
