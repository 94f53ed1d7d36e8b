import type { Argv } from 'yargs'
import { withLinks } from '../../catalog/description/linked-store.ts'
import { pages } from '../../catalog/pages.ts'
import type { GranuleQuery, PageRequest } from '../../catalog/query.ts'
import type { Store } from '../../catalog/store.ts'
import { listOption, readLimit, tableLimit, textOption } from '../arguments.ts'
import { catalogOption, withCatalog } from '../catalog.ts'
import { refuseUnknown } from '../collections.ts'
import { readGranuleQuery, readSort } from '../granule-query.ts'
import { type Format, formats, granuleWriter } from '../output/formats.ts'
import { counted, print, say } from '../output/print.ts'

/** What granules are asked for, and in which order. */
export const queryOptions = {
  bbox: textOption('bbox', 'Box in degrees; west > east crosses the antimeridian', 'W,S,E,N'),
  intersects: textOption('intersects', 'Area as WKT or GeoJSON, or a file of it', 'WKT|@FILE'),
  point: textOption('point', 'Granules that cover a place', 'LON,LAT'),
  radius: textOption('radius', 'or come as near to it as this', 'KM'),
  name: textOption('name', 'In a sea, ocean, gulf, strait or current, by its name', 'SEA'),
  start: textOption('start', 'From this date or date-time on, in UTC without a zone', 'DATE'),
  end: textOption('end', 'To the end of this date, hour or second', 'DATE'),
  where: listOption('Condition on properties; all must hold', 'CONDITION'),
  'along-track': {
    type: 'boolean',
    describe: 'Only what saw the area within the period, by segments along the track',
  },
  sort: listOption('Property to sort by, -NAME for descending; by start without', 'NAME'),
} as const

export function addSearch(yargs: Argv): Argv {
  return yargs.command(
    'search [collection..]',
    'Find granules by area, period and properties',
    (command) =>
      command
        .positional('collection', { type: 'string', array: true, describe: 'Any of these; all without' })
        .options({
          ...queryOptions,
          limit: textOption('limit', `At most so many; without, ${tableLimit} in a table, else all`, 'N|all'),
          format: { choices: formats, default: 'table' as Format, describe: 'What to write' },
          ...catalogOption,
        })
        .example('$0 search --bbox 170,-20,-170,20', 'a box across the antimeridian')
        .example('$0 search SST --start 2025-06-01 --end 2025-06-03', 'one collection, three whole days')
        .example('$0 search --point 18,-35 --radius 200', 'within 200 km of a place')
        .example('$0 search --name "Bay of Biscay"', 'in a sea, generously drawn')
        .example(`$0 search --where "cycle = 12 and platform = 'Jason-3'"`, 'by properties')
        .example('$0 search --intersects @area.geojson --format paths', 'files, for a script'),
    async (given) => {
      const query = readGranuleQuery(given)
      const sort = readSort(given.sort ?? [])
      const limit = readLimit(given.limit, given.format)
      await withCatalog(given.catalog, 'read', async (store) => {
        await refuseUnknown(store, query.collections ?? [])
        // Paths are those of this machine, whatever addresses others fetch the files from.
        await write(given.format === 'paths' ? store : withLinks(store), query, sort, limit, given.format)
      })
    },
  )
}

async function write(
  store: Store,
  query: GranuleQuery,
  sort: PageRequest['sort'] & object,
  limit: number,
  format: Format,
): Promise<void> {
  const writer = granuleWriter(format, process.stdout.columns)
  await print(writer.begin)
  let written = 0
  let matched = 0
  for await (const page of pages(store, query, { sort, tracks: format === 'ndjson' }, limit)) {
    matched = page.matched ?? matched
    written += page.granules.length
    await print(writer.page(page.granules))
  }
  await print(writer.end)
  const rest = matched > written ? `, the first ${written.toLocaleString('en')} of them written` : ''
  say(`${counted(matched, 'granule')} found${rest}`)
}
