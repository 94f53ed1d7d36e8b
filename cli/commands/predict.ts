import type { Argv } from 'yargs'
import { parseWindow } from '../../catalog/crossovers/parse-window.ts'
import { InvalidQueryError } from '../../catalog/errors.ts'
import { parsePeriod } from '../../catalog/parse/instant.ts'
import { predictedPrefix } from '../../catalog/prediction/predicted-source.ts'
import { listOption, positiveNumber, readLimit, tableLimit, textOption } from '../arguments.ts'
import { catalogOption, withCatalog } from '../catalog.ts'
import { readGranuleQuery } from '../granule-query.ts'
import { formats } from '../output/predictions/formats.ts'
import type { Span } from '../prediction/predicted-set.ts'
import { type PredictionRequest, runPrediction } from '../prediction-run.ts'

/** Days: more is not planned, and no elements reach as far. */
const mostDays = 400

export function addPredict(yargs: Argv): Argv {
  return yargs.command(
    'predict',
    'Tell the ground tracks to come, and their crossovers',
    (command) =>
      command
        .usage(
          '$0 predict --collection C --to DATE\n$0 predict --tle FILE --to DATE\n\nThe passes of a period to come, pole to pole: of a collection whose tracks ' +
            'repeat themselves, as its last full cycle has them, or of satellites by their two-line elements (SGP4). With --crossovers, ' +
            'where and when they will cross the tracks, or the swaths, of others.',
        )
        .options({
          collection: listOption('Carry on the tracks of a collection', 'COLLECTION'),
          tle: listOption('Two-line elements; - for the standard input', 'FILE'),
          from: textOption('from', 'From this date or date-time on, in UTC; now without', 'DATE'),
          to: textOption('to', 'To the end of this date, hour or second', 'DATE'),
          bbox: textOption('bbox', 'Passes, or crossovers, in a box', 'W,S,E,N'),
          intersects: textOption('intersects', 'or in an area', 'WKT|@FILE'),
          'as-of': textOption('as-of', 'As if the catalogue ended there: to see how good it is', 'DATE'),
          crossovers: listOption(
            `Crossovers with a collection of the catalogue, or with ${predictedPrefix}NAME, which is a collection or a satellite`,
            'COLLECTION',
          ),
          window: textOption('window', 'Of crossovers: time of b less time of a, 3h without', '3h|-1h..3h'),
          'least-angle': textOption('least-angle', 'Crossings no flatter than this', 'DEGREES'),
          limit: textOption('limit', `At most so many; without, ${tableLimit} in a table, else all`, 'N|all'),
          format: { choices: formats, default: 'table' as const, describe: 'What to write' },
          output: textOption('output', 'Write to a file', 'FILE'),
          ...catalogOption,
        })
        .example('$0 predict --collection JASON3 --to 2026-03-10', 'the coming passes')
        .example('$0 predict --tle stations.txt --to 2026-03-10 --format geojson', 'of satellites, to draw')
        .example(
          '$0 predict --collection S3A --to 2026-03-10 --crossovers predicted:JASON3 --window 1h',
          'crossovers to come',
        )
        .example(
          '$0 predict --tle new.txt --to 2026-03-10 --crossovers SMAP --window 12h',
          'over known swaths',
        ),
    async (given) => {
      if (!given.collection && !given.tle) {
        throw new InvalidQueryError('--collection', 'or --tle is wanted: whose tracks?')
      }
      const request: PredictionRequest = {
        collections: given.collection ?? [],
        files: given.tle ?? [],
        span: readSpan(given.from, given.to),
        asOf: parsePeriod(undefined, given.asOf, { start: '--as-of', end: '--as-of' })?.end,
        area: readGranuleQuery({ bbox: given.bbox, intersects: given.intersects }).area,
        partners: given.crossovers ?? [],
        window: parseWindow(given.window ?? '3h', '--window'),
        leastAngle:
          given.leastAngle === undefined ? undefined : positiveNumber('least-angle', given.leastAngle),
        limit: readLimit(given.limit, given.format),
        format: given.format,
        output: given.output,
      }
      await runPrediction(request, (work) => withCatalog(given.catalog, 'read', work))
    },
  )
}

function readSpan(from: string | undefined, to: string | undefined): Span {
  if (to === undefined) throw new InvalidQueryError('--to', 'is wanted: until when?')
  const { start = Date.now(), end = Date.now() } =
    parsePeriod(from, to, { start: '--from', end: '--to' }) ?? {}
  if (end < start) throw new InvalidQueryError('--to', 'lies before --from, or before now')
  if (end - start > mostDays * 86_400_000) {
    throw new InvalidQueryError('--to', `lies more than ${mostDays} days after --from: ask for parts`)
  }
  return { start, end }
}
