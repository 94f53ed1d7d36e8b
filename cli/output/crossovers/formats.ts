import { columns } from '../../../catalog/crossovers/columns.ts'
import type { Crossover } from '../../../catalog/crossovers/crossover.ts'
import { crossoverFeature } from '../../../catalog/crossovers/feature.ts'
import { isoMicroseconds } from '../../../catalog/crossovers/instant.ts'
import { csvLine } from '../../../catalog/csv.ts'
import { fitColumns, formatTable } from '../table.ts'

export const formats = ['table', 'csv', 'geojson', 'ndjson', 'netcdf'] as const
export type Format = (typeof formats)[number]

/** Turns crossovers into text, some at a time. */
export interface CrossoverWriter {
  begin: string
  /** @param written how many stand before them */
  page(crossovers: Crossover[], written: number): string
  end: string
}

/** @param terminal columns of the terminal, where there is one */
export function crossoverWriter(format: Exclude<Format, 'netcdf'>, terminal?: number): CrossoverWriter {
  const ndjson = (crossover: Crossover) => `${JSON.stringify(crossoverFeature(crossover))}\n`
  switch (format) {
    case 'csv':
      return {
        begin: csvLine(columns.map(({ name }) => name)),
        page: (crossovers) => crossovers.map((crossover) => csvLine(cellsOf(crossover))).join(''),
        end: '',
      }
    case 'ndjson':
      return { begin: '', page: (crossovers) => crossovers.map(ndjson).join(''), end: '' }
    case 'geojson':
      return {
        begin: '{"type":"FeatureCollection","features":[\n',
        page: (crossovers, written) =>
          crossovers.map((crossover, i) => `${written + i > 0 ? ',' : ''}${ndjson(crossover)}`).join(''),
        end: ']}\n',
      }
    case 'table':
      return { begin: '', page: (crossovers) => crossoverTable(crossovers, terminal), end: '' }
  }
}

/** As they are written; instants in UTC to the microsecond, degrees to some centimetres. */
function cellsOf(crossover: Crossover): (string | number | undefined)[] {
  return columns.map(({ type, value }) => {
    const own = value(crossover)
    if (typeof own !== 'number') return own
    if (type === 'instant') return isoMicroseconds(own)
    return type === 'number' ? Number(own.toFixed(7)) : own
  })
}

const shown = [
  ...[
    'time_a',
    'time_b',
    'difference',
    'lon',
    'lat',
    'angle',
    'length',
    'distance',
    'area',
    'share_a',
    'share_b',
  ],
  ...['direction_a', 'direction_b', 'refined', 'id_a', 'id_b'],
]

/** The columns that say something, as many as fit. */
function crossoverTable(crossovers: Crossover[], terminal: number | undefined): string {
  if (crossovers.length === 0) return ''
  const kept = shown
    .map((name) => columns.find((column) => column.name === name)!)
    .map(({ name, type, value }) => ({
      heading: name,
      cells: crossovers.map((crossover) => tableCell(type, value(crossover))),
    }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
  const width = ({ heading, cells }: (typeof kept)[number]) =>
    cells.reduce<number>((widest, cell) => Math.max(widest, String(cell).length), heading.length)
  const fitting = fitColumns(kept, width, terminal, 3)
  return formatTable(
    fitting.map(({ heading }) => heading),
    crossovers.map((_, i) => fitting.map(({ cells }) => cells[i]!)),
  )
}

function tableCell(type: string, value: number | string | undefined): string | number {
  if (typeof value !== 'number') return value ?? ''
  return type === 'instant' ? `${isoMicroseconds(value).slice(0, 21)}Z` : Number(value.toFixed(3))
}
