import type { Argv } from 'yargs'
import { modes } from '../../catalog/crossovers/request.ts'
import { InvalidQueryError } from '../../catalog/errors.ts'
import { listOption, readLimit, tableLimit, textOption } from '../arguments.ts'
import { catalogOption, withCatalog } from '../catalog.ts'
import { readCrossoverRequest, sides } from '../crossover-request.ts'
import { runCrossovers } from '../crossover-run.ts'
import { readThreadOptions, threadOptions } from '../index-input.ts'
import { formats } from '../output/crossovers/formats.ts'
import { saver } from '../output/crossovers/save.ts'
import { openSinks } from '../output/crossovers/sinks.ts'
import { refining } from '../refine/refining.ts'

export function addCrossovers(yargs: Argv): Argv {
  return yargs.command(
    'crossovers <collection..>',
    'Find where and when two granules see the same place',
    (command) =>
      command
        .usage(
          '$0 crossovers A [B...]\n\nHolds the granules of collections against each other, two by two: where ground tracks cross, or what swaths ' +
            'and grids both cover, within a window of time. One collection is held against itself. ' +
            'Results come in the order of the time at which the second of the two saw the place, and --start and --end mean that time.',
        )
        .positional('collection', {
          type: 'string',
          array: true,
          describe: 'Each of these with each later one; the first of a pair is a',
        })
        .options({
          versus: listOption('Each collection with these instead', 'COLLECTION'),
          self: { type: 'boolean', describe: 'Each with itself too' },
          window: textOption(
            'window',
            'Time of b less time of a: 3h, the default, is either way',
            '3h|-1h..3h',
          ),
          mode: {
            choices: modes,
            default: 'auto' as const,
            describe: 'auto: crossings of tracks, else overlaps',
          },
          bbox: textOption('bbox', 'Where: box in degrees; west > east crosses the antimeridian', 'W,S,E,N'),
          intersects: textOption('intersects', 'or an area as WKT or GeoJSON, or a file of it', 'WKT|@FILE'),
          point: textOption('point', 'or a place, with --radius', 'LON,LAT'),
          radius: textOption('radius', 'and as near to it as this', 'KM'),
          start: textOption('start', 'From this date or date-time on, in UTC without a zone', 'DATE'),
          end: textOption('end', 'To the end of this date, hour or second', 'DATE'),
          where: conditionOption('Condition on both granules'),
          'where-a': conditionOption('Condition on a'),
          'where-b': conditionOption('Condition on b'),
          ascending: { choices: sides, describe: 'Which of the two goes north there' },
          descending: { choices: sides, describe: 'Which goes south' },
          'least-angle': textOption('least-angle', 'Crossings no flatter than this', 'DEGREES'),
          overlap: textOption('overlap', 'Overlaps of at least so much of one of the two', '20%'),
          distance: textOption('distance', 'With --mode approach: tracks that run as near as this', 'KM'),
          'most-per-pair': textOption('most-per-pair', 'Of two granules those nearest in time', 'N'),
          refine: {
            type: 'boolean',
            describe:
              'Read the files again where they are at hand: places, times, rows and columns by their measurements',
          },
          ...threadOptions,
          limit: textOption('limit', `At most so many; without, ${tableLimit} in a table, else all`, 'N|all'),
          format: { choices: formats, describe: 'What to write; a table without' },
          output: textOption('output', 'Write to a file', 'FILE'),
          resume: { type: 'boolean', describe: 'Go on where a run that was interrupted left its --output' },
          save: textOption('save', 'Keep the results as granules of this collection', 'COLLECTION'),
          ...catalogOption,
        })
        .example('$0 crossovers JASON3 S3A --window 3h --format csv --output x.csv', 'altimeter crossovers')
        .example(
          '$0 crossovers JASON3 --window 10d --ascending a --descending b',
          'of one mission with itself',
        )
        .example('$0 crossovers ASCAT --versus SMAP --versus SMOS --overlap 20%', 'one against others')
        .example(
          '$0 crossovers A B --bbox 10,30,40,45 --window=-1h..3h',
          'b up to 3 h after a, or 1 h before',
        )
        .example('$0 crossovers A B --mode approach --distance 10', 'tracks side by side')
        .example('$0 crossovers A B --overlap 20% --refine', 'exact rows and columns, from the files')
        .example('$0 crossovers A B --format netcdf --output x.nc --resume', 'a long run, perhaps in parts'),
    async (given) => {
      const request = readCrossoverRequest(given)
      const format =
        given.format ?? (given.save === undefined || given.output !== undefined ? 'table' : undefined)
      if (given.output === undefined && (given.resume || format === 'netcdf')) {
        throw new InvalidQueryError(
          '--output',
          `is wanted: ${given.resume ? '--resume' : 'netcdf'} goes with a file`,
        )
      }
      const limit = readLimit(given.limit, format)
      const threads = readThreadOptions(given)
      const { output, resume = false, save } = given
      await withCatalog(given.catalog, save === undefined ? 'read' : 'change', async (store) => {
        const keep = save === undefined ? undefined : await saver(store, request, save)
        const sinks = await openSinks(given.refine ? { request, refine: true } : request, {
          format,
          output,
          resume,
          ...(keep && { keep }),
        })
        const refinement = given.refine ? refining(store, request, threads) : undefined
        const finish = refinement && { finish: refinement.finish }
        const resumable = output !== undefined
        try {
          await runCrossovers(store, request, sinks, { format, output, limit, resumable, ...finish })
          refinement?.tell()
        } finally {
          await refinement?.close()
        }
      })
    },
  )
}

function conditionOption(describe: string) {
  return listOption(`${describe}; all must hold`, 'CONDITION')
}
