import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Argv } from 'yargs'
import { InvalidQueryError } from '../../catalog/errors.ts'
import { textOption } from '../arguments.ts'
import { findInput, readingOptions, readReadingOptions } from '../index-input.ts'
import { type Plot, printFootprints } from '../output/footprints.ts'

/**
 * Writes drawings: one to a file, several into a folder, which is made if there is none.
 *
 * @throws InvalidQueryError where it cannot be written
 */
function plotTo(path: string, several: boolean): Plot {
  return (id, drawing) => {
    try {
      if (several) mkdirSync(path, { recursive: true })
      writeFileSync(several ? join(path, `${id}.svg`) : path, drawing)
    } catch (cause) {
      throw new InvalidQueryError('--plot', `cannot write to ${path} (${(cause as Error).message})`, {
        cause,
      })
    }
  }
}

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
          plot: textOption(
            'plot',
            'Also draw it, with some of the positions, on a map of the world and on both poles; of several files, a ' +
              'drawing each in this folder',
            'OUT.svg',
          ),
        })
        .example('$0 footprint swath.nc > swath.geojson', 'to look at on a map')
        .example('$0 footprint swath.nc --footprint-tolerance 2', 'closer to the data')
        .example('$0 footprint swath.nc --plot swath.svg > swath.geojson', 'and a picture of it'),
    async (given) => {
      const options = readReadingOptions({ ...given, collection: given.collection ?? nowhere })
      const found = await findInput(given.path, undefined)
      if (given.plot === undefined) return printFootprints(found, options)
      const drawn = { ...options, describe: { ...options.describe, draw: true } }
      await printFootprints(found, drawn, plotTo(given.plot, found.files.length > 1))
    },
  )
}
