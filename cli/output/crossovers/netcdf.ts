import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { type Column, columns } from '../../../catalog/crossovers/columns.ts'
import { linesOf } from '../../../indexer/items/lines.ts'
import { type RecordVariable, recordFile } from '../record-file.ts'
import type { CrossoverWriter } from './formats.ts'

type Row = (string | number | null)[]

/** The columns of each crossover as JSON, a line each: what `writeNetcdf` reads. */
export const spoolWriter: CrossoverWriter = {
  begin: '\n',
  page: (crossovers) =>
    crossovers
      .map((crossover) => `${JSON.stringify(columns.map(({ value }) => value(crossover) ?? null))}\n`)
      .join(''),
  end: '',
}

/** Points of CF discrete sampling geometries (CF 1.11 chapter 9), one for each crossover; columns without any value are left out. */
export async function writeNetcdf(spool: string, path: string): Promise<void> {
  let records = 0
  const lengths = new Array<number>(columns.length).fill(0)
  for await (const row of rowsOf(spool)) {
    records++
    row.forEach((value, i) => {
      if (value !== null) lengths[i] = Math.max(lengths[i]!, Buffer.byteLength(String(value)))
    })
  }
  const kept = [...columns.keys()].filter((i) => lengths[i]! > 0 || isCoordinate(columns[i]!))
  const variables = kept.map((i) => variableOf(columns[i]!, lengths[i]!))
  const { header, encode } = recordFile('obs', variables, records, {
    Conventions: 'CF-1.11',
    featureType: 'point',
    title: 'Where and when two granules see the same place',
  })
  const output = createWriteStream(path)
  output.write(header)
  for await (const row of rowsOf(spool)) {
    const values = kept.map((i) => {
      const value = row[i] ?? undefined
      return columns[i]!.type === 'instant' && typeof value === 'number' ? value / 1000 : value
    })
    if (!output.write(encode(values))) await once(output, 'drain')
  }
  output.end()
  await once(output, 'close')
}

async function* rowsOf(spool: string): AsyncGenerator<Row> {
  for await (const line of linesOf(createReadStream(spool))) if (line !== '') yield JSON.parse(line) as Row
}

const standardNames: Record<string, string> = {
  lon: 'longitude',
  lat: 'latitude',
  time_a: 'time',
  time_b: 'time',
}

function isCoordinate({ name }: Column): boolean {
  return name in standardNames
}

function variableOf(column: Column, length: number): RecordVariable {
  const { name, type, units, title } = column
  const attributes = {
    long_name: title,
    ...(isCoordinate(column) && { standard_name: standardNames[name]! }),
    ...(type === 'instant' && { units: 'seconds since 1970-01-01 00:00:00', calendar: 'standard' }),
    ...(units && { units }),
    ...(!isCoordinate(column) && { coordinates: 'time_a lon lat' }),
  }
  if (type === 'text')
    return { name, type: 'char', length, attributes: { ...attributes, _Encoding: 'utf-8' } }
  return { name, type: type === 'whole' ? 'int' : 'double', attributes }
}
