import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
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
  try {
    if (source === '-') await readStandardInput(table, named)
    else if (existsSync(source)) await readFile(source, table, named)
    else if (await store.collection(source)) await readFromCatalog(store, source, table)
    else {
      throw new NotFoundError(`there is no file ${source}, and no collection of that name in the catalogue`)
    }
  } catch (error) {
    table.close()
    throw error
  }
  return table
}

/** By way of a file: it is looked into before it is read. */
async function readStandardInput(table: ObservationTable, named: ColumnNames): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'oceanid-observations-'))
  try {
    const path = join(folder, 'input')
    await pipeline(process.stdin, createWriteStream(path))
    await readFile(path, table, named)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function readFile(path: string, table: ObservationTable, named: ColumnNames): Promise<void> {
  const head = headOf(path)
  // A text has no byte of zero, and NetCDF and HDF5 begin with some.
  if (head.includes(0)) return readNetcdf(path, table)
  const text = head.toString('utf8').replace(/^\uFEFF/, '')
  if (text.trim() === '') throw new InvalidQueryError('observations', 'there is nothing in it')
  if (/^\s*[{[]/.test(text)) await readGeoJsonObservations(textOf(path), table, named)
  else await readCsv(text, () => createReadStream(path), table, named)
}

/** Without a byte order mark. */
async function* textOf(path: string): AsyncGenerator<string> {
  let isFirst = true
  for await (const piece of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
    yield isFirst ? (piece as string).replace(/^\uFEFF/, '') : (piece as string)
    isFirst = false
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
