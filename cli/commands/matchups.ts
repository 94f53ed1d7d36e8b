import type { Argv } from 'yargs'
import { parseWindow } from '../../catalog/crossovers/parse-window.ts'
import { InvalidQueryError } from '../../catalog/errors.ts'
import type { Store } from '../../catalog/store.ts'
import { listOption, readLimit, tableLimit, textOption, wholeNumber } from '../arguments.ts'
import { catalogOption, withCatalog } from '../catalog.ts'
import { refuseUnknown } from '../collections.ts'
import { exitCodes } from '../exit-codes.ts'
import { readWhere } from '../granule-query.ts'
import { runMatchups } from '../matchup-run.ts'
import type { ObservationTable } from '../observations/observation-table.ts'
import { openObservations } from '../observations/open.ts'
import { type Format, formats } from '../output/matchups/formats.ts'
import { counted, say } from '../output/print.ts'

/** Kilometres: half the Earth around. */
const farthest = 20_000

export function addMatchups(yargs: Argv): Argv {
  return yargs.command(
    'matchups <observations> <collection..>',
    'Find the granules that saw the places of observations',
    (command) =>
      command
        .usage(
          '$0 matchups OBSERVATIONS COLLECTION...\n\nFor each observation the granules of the collections that saw its place, or one near it, within a window ' +
            'of time, and which rows of their files: the nearest first, in space, then in time. Observations are a file of ' +
            'comma-separated values, GeoJSON or NetCDF with longitude, latitude and time (- for the standard input), or an in situ ' +
            'collection of the catalogue. They are taken in the order of their time.',
        )
        .positional('observations', {
          type: 'string',
          demandOption: true,
          describe: 'A file, - or a collection',
          // The parser takes a lone dash for an option without a name.
          coerce: (source: string) => (source === '' ? '-' : source),
        })
        .positional('collection', {
          type: 'string',
          array: true,
          demandOption: true,
          describe: 'Collections of swaths, tracks or grids',
        })
        .options({
          window: textOption(
            'window',
            'Time of the granule less time of the observation: 3h, the default, is either way',
            '3h|-1h..3h',
          ),
          distance: textOption('distance', 'As near as this; 25 without, 0 for inside only', 'KM'),
          nearest: textOption('nearest', 'Of each observation so many matches at most; all without', 'N'),
          where: listOption('Condition on the granules; all must hold', 'CONDITION'),
          lon: textOption('lon', 'Column of the longitude, where its name does not say so', 'NAME'),
          lat: textOption('lat', 'Column of the latitude', 'NAME'),
          time: textOption('time', 'Column of the time', 'NAME'),
          name: textOption('name', 'Column that tells observations apart: a station, a storm', 'NAME'),
          limit: textOption(
            'limit',
            `Matches, about so many; without, ${tableLimit} in a table, else all`,
            'N|all',
          ),
          format: { choices: formats, default: 'table' as Format, describe: 'What to write' },
          output: textOption('output', 'Write to a file', 'FILE'),
          ...catalogOption,
        })
        .example('$0 matchups buoys.csv SST --window 1h --distance 5', 'swaths over buoys')
        .example(
          '$0 matchups storm.csv ASCAT SMAP --window 6h --distance 300 --nearest 3',
          'winds near a storm',
        )
        .example(
          '$0 matchups ARGO JASON3 --distance 50 --format csv --output x.csv',
          'floats of the catalogue',
        )
        .example('$0 matchups x.csv SST --lon X --lat Y --time WHEN', 'columns of other names')
        .epilogue(
          'Exit codes: 0 done; 1 some observations could not be read (the others were matched), or what was named is not there; ' +
            '2 could not run; 130 interrupted.',
        ),
    async (given) => {
      const window = parseWindow(given.window ?? '3h', '--window')
      const distanceKm = readDistance(given.distance)
      const nearest = given.nearest === undefined ? undefined : wholeNumber('nearest', given.nearest, 1)
      const where = readWhere(given.where ?? [])
      const limit = readLimit(given.limit, given.format)
      const { lon, lat, time, name } = given
      await withCatalog(given.catalog, 'read', async (store) => {
        await refuseUnknown(store, given.collection)
        const observations = await readObservations(store, given.observations, { lon, lat, time, name })
        const criteria = {
          collections: given.collection,
          window,
          distanceKm,
          ...(nearest !== undefined && { nearest }),
          ...(where && { where }),
        }
        try {
          await runMatchups(store, observations, criteria, {
            format: given.format,
            output: given.output,
            limit,
          })
        } finally {
          observations.close()
        }
        if (observations.refused > 0) process.exitCode ??= exitCodes.partial
      })
    },
  )
}

async function readObservations(
  store: Store,
  source: string,
  named: Record<string, string | undefined>,
): Promise<ObservationTable> {
  const given = Object.fromEntries(Object.entries(named).filter(([, column]) => column !== undefined))
  const observations = await openObservations(source, store, given)
  for (const { record, reason } of observations.refusals) say(`left out  ${source}:${record}: ${reason}`)
  const more = observations.refused - observations.refusals.length
  if (more > 0) say(`left out  ${counted(more, 'more', 'more')}`)
  if (observations.size === 0) {
    throw new InvalidQueryError('observations', `${source} has none that can be read`)
  }
  return observations
}

function readDistance(text: string | undefined): number {
  const km = text === undefined ? 25 : text.trim() === '' ? Number.NaN : Number(text)
  if (!(km >= 0 && km <= farthest)) {
    throw new InvalidQueryError(
      '--distance',
      `is a number of kilometres from 0 to ${farthest}, not "${text}"`,
    )
  }
  return km
}
