import type { Argv } from 'yargs'
import { textOption } from '../arguments.ts'
import { findInput, readingOptions, readReadingOptions } from '../index-input.ts'
import { printFootprints } from '../output/footprints.ts'

/** A name for granules that go nowhere, so that files that name no collection are drawn too. */
const nowhere = 'footprints'

export function addFootprint(yargs: Argv): Argv {
  return yargs.command(
    'footprint <path..>',
    'Write the footprints of files as GeoJSON, without a catalogue',
    (command) =>
      command
        .positional('path', {
          type: 'string',
          array: true,
          demandOption: true,
          describe: 'File, folder or pattern',
        })
        .options({
          ...readingOptions,
          collection: textOption('collection', 'Collection to write in the features', 'ID'),
        })
        .example('$0 footprint swath.nc > swath.geojson', 'to look at on a map')
        .example('$0 footprint swath.nc --footprint-tolerance 2', 'closer to the data'),
    async (given) => {
      const options = readReadingOptions({ ...given, collection: given.collection ?? nowhere })
      await printFootprints(await findInput(given.path, undefined), options)
    },
  )
}
