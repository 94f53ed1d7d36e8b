import type { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { InvalidQueryError } from '../../catalog/errors.ts'
import type { TimeReference } from '../../indexer/metadata/cf-time.ts'
import { type ColumnNames, findColumn, unitsIn } from './columns.ts'
import type { ObservationTable } from './observation-table.ts'
import { readDegrees, readTime, timeReference } from './read-values.ts'

interface Layout {
  lon: number
  lat: number
  time: number
  /** A column of its own for the time of day. */
  clock: number | undefined
  name: number | undefined
  reference: TimeReference | undefined
  heading: string
  decimalComma: boolean
}

const clockTime = /^\d{1,2}:\d{2}/

/**
 * Reads comma-, semicolon-, tab- or bar-separated values with a heading. A second line of units, as ERDDAP writes it, is no
 * observation. A line that cannot be read is refused and the others go on.
 * @param open gives the text from its beginning
 * @throws InvalidQueryError where the heading names no longitude, latitude or time
 */
export async function readCsv(
  head: string,
  open: () => Readable,
  table: ObservationTable,
  named: ColumnNames,
): Promise<void> {
  const delimiter = delimiterOf(head)
  try {
    await readRows(open(), { delimiter, quote: '"' }, table, named)
  } catch (error) {
    if (!(error instanceof CsvError) || error.code !== 'CSV_QUOTE_NOT_CLOSED') throw error
    // A quote that is never closed would take all lines after it along.
    table.clear()
    await readRows(open(), { delimiter, quote: false }, table, named)
  }
}

async function readRows(
  input: Readable,
  { delimiter, quote }: { delimiter: string; quote: '"' | false },
  table: ObservationTable,
  named: ColumnNames,
): Promise<void> {
  const rows = input.pipe(
    parse({
      bom: true,
      delimiter,
      quote,
      trim: true,
      comment: '#',
      comment_no_infix: true,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
    }),
  )
  let layout: Layout | undefined
  for await (const { record, info } of rows as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
    const fields = quote ? record : record.map((field) => field.replace(/^"(.*)"$/, '$1'))
    if (!layout) layout = layoutOf(fields, named, delimiter)
    else if (isUnits(fields, layout)) layout.reference ??= timeReference(layout.heading, fields[layout.time])
    else addRow(table, layout, fields, info.lines)
  }
  if (!layout) throw new InvalidQueryError('observations', 'there is nothing in the file')
}

function delimiterOf(head: string): string {
  const heading = head.split(/\r?\n/).find((line) => line.trim() !== '' && !line.startsWith('#')) ?? ''
  const counted = [',', ';', '\t', '|'].map((mark) => ({ mark, count: heading.split(mark).length }))
  return counted.reduce((best, one) => (one.count > best.count ? one : best)).mark
}

function layoutOf(headings: string[], named: ColumnNames, delimiter: string): Layout {
  const wanted = (role: 'lon' | 'lat' | 'time') => {
    const found = findColumn(headings, role, named[role])
    if (found !== undefined) return found
    throw new InvalidQueryError(
      `--${role}`,
      `none of the columns ${headings.slice(0, 20).join(', ')} is called as ${role} usually is: say which it is`,
    )
  }
  let time = wanted('time')
  const date = named.time === undefined ? headings.findIndex((heading) => /^date$/i.test(heading)) : -1
  const clock = date >= 0 && date !== time ? time : undefined
  if (clock !== undefined) time = date
  const heading = headings[time]!
  return {
    lon: wanted('lon'),
    lat: wanted('lat'),
    time,
    clock,
    name: findColumn(headings, 'name', named.name),
    reference: timeReference(heading, unitsIn(heading)),
    heading,
    decimalComma: delimiter !== ',',
  }
}

function isUnits(record: string[], { lon, lat }: Layout): boolean {
  return /^degrees?([ _]?(east|e))?$/i.test(record[lon] ?? '') && /^degrees?/i.test(record[lat] ?? '')
}

function addRow(table: ObservationTable, layout: Layout, record: string[], line: number): void {
  const text = (column: number | undefined) => (column === undefined ? '' : (record[column] ?? ''))
  const [lon, lat] = [layout.lon, layout.lat].map((column) => readDegrees(text(column), layout.decimalComma))
  const name = text(layout.name)
  try {
    if (Number.isNaN(lon)) throw new InvalidQueryError('lon', `"${text(layout.lon)}" is no longitude`)
    if (Number.isNaN(lat)) throw new InvalidQueryError('lat', `"${text(layout.lat)}" is no latitude`)
    const span = readTime(timeText(text(layout.time), text(layout.clock)), layout.reference)
    table.add({ lon: lon!, lat: lat!, ...span, record: line, ...(name !== '' && { name }) })
  } catch (error) {
    if (!(error instanceof InvalidQueryError)) throw error
    table.refuse(line, error.message)
  }
}

/** A date and the time of day beside it; what is no time of day is a whole time. */
function timeText(date: string, clock: string): string {
  if (clock === '') return date
  return clockTime.test(clock)
    ? `${date}T${clock.padStart(clock.indexOf(':') === 1 ? clock.length + 1 : 0, '0')}`
    : clock
}
