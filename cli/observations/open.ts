import { closeSync, createReadStream, existsSync, openSync, readFileSync, readSync } from 'node:fs'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { InvalidQueryError, NotFoundError } from '../../catalog/errors.ts'
import type { Store } from '../../catalog/store.ts'
import type { ColumnNames } from './columns.ts'
import { readCsv } from './csv.ts'
import { readFromCatalog } from './from-catalog.ts'
import { readGeoJsonObservations } from './geojson.ts'
import { readNetcdf } from './netcdf.ts'
import { ObservationTable } from './observation-table.ts'

/** Bytes by which a file is known. */
const headLength = 65_536

/**
 * The observations of a file (`-` for the standard input), known by its content, or of a collection of the catalogue.
 * @throws NotFoundError where there is neither, InvalidQueryError where it holds no observations
 */
export async function openObservations(
  source: string,
  store: Store,
  named: ColumnNames,
): Promise<ObservationTable> {
  const table = new ObservationTable()
  if (source === '-') await readText(await buffer(process.stdin), undefined, table, named)
  else if (existsSync(source)) await readFile(source, table, named)
  else if (await store.collection(source)) await readFromCatalog(store, source, table)
  else {
    throw new NotFoundError(`there is no file ${source}, and no collection of that name in the catalogue`)
  }
  return table
}

async function readFile(path: string, table: ObservationTable, named: ColumnNames): Promise<void> {
  const head = headOf(path)
  // A text has no byte of zero, and NetCDF and HDF5 begin with some.
  if (head.includes(0)) await readNetcdf(path, table)
  else await readText(head, path, table, named)
}

/** @param path of the rest, where `head` is not all */
async function readText(
  head: Buffer,
  path: string | undefined,
  table: ObservationTable,
  named: ColumnNames,
): Promise<void> {
  const text = head.toString('utf8').replace(/^\uFEFF/, '')
  if (text.trim() === '') throw new InvalidQueryError('observations', 'there is nothing in it')
  if (/^\s*[{[]/.test(text)) {
    readGeoJsonObservations(
      path === undefined ? text : readFileSync(path, 'utf8').replace(/^\uFEFF/, ''),
      table,
      named,
    )
  } else {
    await readCsv(
      text,
      () => (path === undefined ? Readable.from([head]) : createReadStream(path)),
      table,
      named,
    )
  }
}

function headOf(path: string): Buffer {
  const file = openSync(path, 'r')
  try {
    const head = Buffer.alloc(headLength)
    return head.subarray(0, readSync(file, head))
  } finally {
    closeSync(file)
  }
}
