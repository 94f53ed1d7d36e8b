import type { Argv } from 'yargs'
import { cellLines, describeCell, useLines } from '../../api/usage/lines.ts'
import { InvalidQueryError } from '../../catalog/errors.ts'
import { cellSize } from '../../catalog/usage/grid.ts'
import { openUsage } from '../../catalog/usage/open.ts'
import { type Grouping, groupings, summariseUses } from '../../catalog/usage/summary.ts'
import { type CellCount, dayOf, type UseCount } from '../../catalog/usage/usage.ts'
import { textOption } from '../arguments.ts'
import { catalogOption, catalogUrl, elasticsearchOptions } from '../catalog.ts'
import { print, say } from '../output/print.ts'
import { formatTable } from '../output/table.ts'

type Cells = Omit<CellCount, 'day'>[]

export function addStats(yargs: Argv): Argv {
  return yargs.command(
    'stats',
    'Show what was searched and fetched, as "oceanid serve --statistics DAYS" has counted it',
    (command) =>
      command
        .options({
          from: textOption('from', 'First day, in UTC; all that are kept without', 'DAY'),
          to: textOption('to', 'Last day; today without', 'DAY'),
          by: {
            choices: groupings,
            default: 'collection' as Grouping,
            describe: 'What a row of the table is',
          },
          areas: {
            type: 'boolean',
            describe: `Show the cells of ${cellSize} degrees that searches reached into`,
          },
          csv: { type: 'boolean', describe: 'Write each count as a line of CSV' },
          json: { type: 'boolean', describe: 'Write counts and cells as JSON' },
          file: textOption(
            'file',
            'SQLite file of the statistics, where the server has it elsewhere',
            'FILE',
          ),
          ...catalogOption,
        })
        .conflicts('csv', 'json')
        .example('$0 stats', 'by collection')
        .example('$0 stats --from 2025-01-01 --to 2025-12-31 --by protocol', 'a year')
        .example('$0 stats --csv > uses.csv', 'for a report')
        .example('$0 stats --areas --csv > cells.csv', 'for a map'),
    async ({ from, to, by, areas, csv, json, file, catalog }) => {
      const [first, last] = [readDay('from', from) ?? '', readDay('to', to) ?? dayOf(Date.now())]
      const elasticsearch = elasticsearchOptions()
      const url = catalogUrl(catalog)
      const log = await openUsage(url, { elasticsearch, readOnly: true, ...(file !== undefined && { file }) })
      try {
        const [uses, cells] = [await log.uses(first, last), await log.cells(first, last)]
        if (json)
          return await print(
            `${JSON.stringify({ uses, cells: { size: cellSize, counts: cells.map(describeCell) } })}\n`,
          )
        if (csv) return await print(areas ? cellLines(cells) : useLines(uses))
        await print(areas ? cellTable(cells) : useTable(uses, by))
        if (uses.length === 0) say('nothing was counted')
      } finally {
        await log.close()
      }
    },
  )
}

function readDay(name: string, text: string | undefined): string | undefined {
  if (text === undefined || (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)))) return text
  throw new InvalidQueryError(`--${name}`, `is a day, 2025-06-01, not "${text}"`)
}

function useTable(uses: UseCount[], by: Grouping): string {
  return formatTable(
    [by, 'searches', 'granules found', 'downloads', 'GB fetched'],
    summariseUses(uses, by).map(({ name = '(all searches)', searches, granules, downloads, bytes }) => [
      name,
      searches,
      granules,
      downloads,
      (bytes / 1e9).toFixed(3),
    ]),
  )
}

/** The most searched first. */
function cellTable(cells: Cells): string {
  return formatTable(
    ['collection', 'west', 'south', 'searches'],
    [...cells]
      .sort((a, b) => b.requests - a.requests)
      .map(describeCell)
      .map(({ collection = '(all searches)', west, south, requests }) => [collection, west, south, requests]),
  )
}
