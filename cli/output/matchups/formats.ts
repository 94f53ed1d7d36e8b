import { isoMicroseconds } from '../../../catalog/crossovers/instant.ts'
import { describeMatch, matchColumns } from '../../../catalog/crossovers/matchups/columns.ts'
import type { Matchup } from '../../../catalog/crossovers/matchups/observation.ts'
import { csvLine } from '../../../catalog/csv.ts'
import type { ReadObservation } from '../../observations/read-observation.ts'
import { fitColumns, formatTable } from '../table.ts'

export const formats = ['table', 'csv', 'geojson', 'ndjson'] as const
export type Format = (typeof formats)[number]

type ReadMatchup = Matchup<ReadObservation>
type Cell = string | number | undefined

/** Turns matchups into text, some at a time. */
export interface MatchupWriter {
  begin: string
  /** @param written how many stand before them */
  page(matchups: ReadMatchup[], written: number): string
  end: string
}

/** CSV and the table have a line for each match, GeoJSON a feature for each observation. */
export function matchupWriter(format: Format, terminal?: number): MatchupWriter {
  const ndjson = (matchup: ReadMatchup) => `${JSON.stringify(featureOf(matchup))}\n`
  switch (format) {
    case 'csv':
      return {
        begin: csvLine(columnNames),
        page: (matchups) => matchups.flatMap(rowsOf).map(csvLine).join(''),
        end: '',
      }
    case 'ndjson':
      return { begin: '', page: (matchups) => matchups.map(ndjson).join(''), end: '' }
    case 'geojson':
      return {
        begin: '{"type":"FeatureCollection","features":[\n',
        page: (matchups, written) =>
          matchups.map((matchup, i) => `${written + i > 0 ? ',' : ''}${ndjson(matchup)}`).join(''),
        end: ']}\n',
      }
    case 'table':
      return { begin: '', page: (matchups) => matchupTable(matchups, terminal), end: '' }
  }
}

const columnNames = ['record', 'name', 'lon', 'lat', 'time', ...matchColumns.map(({ name }) => name)]

function rowsOf({ observation, matches }: ReadMatchup): Cell[][] {
  const { record, name, lon, lat, start } = observation
  const own = [record, name, degrees(lon), degrees(lat), isoMicroseconds(start)]
  return matches.map((match) => [...own, ...matchColumns.map(({ value }) => value(match))])
}

function featureOf({ observation, matches }: ReadMatchup) {
  const { record, name, lon, lat, start } = observation
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [lon, lat] },
    properties: {
      record,
      ...(name !== undefined && { name }),
      time: isoMicroseconds(start),
      matches: matches.map(describeMatch),
    },
  }
}

/** The columns that say something, as many as fit. */
function matchupTable(matchups: ReadMatchup[], terminal: number | undefined): string {
  const rows = matchups.flatMap(rowsOf).map((row) => row.map((cell) => tableCell(cell)))
  if (rows.length === 0) return ''
  const kept = columnNames
    .map((heading, i) => ({ heading, cells: rows.map((row) => row[i]!) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
  const width = ({ heading, cells }: (typeof kept)[number]) =>
    cells.reduce<number>((widest, cell) => Math.max(widest, String(cell).length), heading.length)
  const shown = fitColumns(kept, width, terminal, 2)
  return formatTable(
    shown.map(({ heading }) => heading),
    rows.map((_, i) => shown.map(({ cells }) => cells[i]!)),
  )
}

/** Instants to the second. */
function tableCell(cell: Cell): string | number {
  if (typeof cell === 'string') return cell.replace(/^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\.\d{6}Z$/, '$1Z')
  return cell ?? ''
}

/** To some centimetres. */
function degrees(value: number): number {
  return Number(value.toFixed(6))
}
