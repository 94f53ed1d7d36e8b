import { csvLine } from '../../../catalog/csv.ts'
import { type DescribedPass, passColumns, passFeature } from '../../../catalog/prediction/columns.ts'
import { fitColumns, formatTable } from '../table.ts'

export const formats = ['table', 'csv', 'geojson', 'ndjson'] as const
export type Format = (typeof formats)[number]

/** All passes as text. */
export function writePasses(passes: readonly DescribedPass[], format: Format, terminal?: number): string {
  const line = (pass: DescribedPass) => JSON.stringify(passFeature(pass))
  switch (format) {
    case 'csv': {
      const heading = csvLine(['id', ...passColumns.map(({ name }) => name)])
      const rows = passes.map((pass) => csvLine([pass.id, ...passColumns.map(({ value }) => value(pass))]))
      return heading + rows.join('')
    }
    case 'ndjson':
      return passes.map((pass) => `${line(pass)}\n`).join('')
    case 'geojson':
      return `{"type":"FeatureCollection","features":[\n${passes.map(line).join(',\n')}\n]}\n`
    case 'table':
      return passTable(passes, terminal)
  }
}

const shown = [
  'start_datetime',
  'end_datetime',
  'direction',
  'cycle',
  'pass',
  'equator_datetime',
  'equator_lon',
  'name',
]

/** The columns that say something, as many as fit. */
function passTable(passes: readonly DescribedPass[], terminal: number | undefined): string {
  if (passes.length === 0) return ''
  const columns = shown
    .map((name) => passColumns.find((column) => column.name === name)!)
    .map(({ name, value }) => ({ heading: name, cells: passes.map((pass) => value(pass) ?? '') }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
  const width = ({ heading, cells }: (typeof columns)[number]) =>
    cells.reduce<number>((widest, cell) => Math.max(widest, String(cell).length), heading.length)
  const fitting = fitColumns(columns, width, terminal, 3)
  return formatTable(
    fitting.map(({ heading }) => heading),
    passes.map((_, i) => fitting.map(({ cells }) => cells[i]!)),
  )
}
