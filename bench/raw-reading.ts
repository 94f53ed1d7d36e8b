import { readFileSync } from 'node:fs'
import { type Dataset as Hdf5Dataset, File as Hdf5File, ready } from 'h5wasm/node'
import { NetCDFReader } from 'netcdfjs'

await ready

let sink = 0

/** Reads variables and nothing else, as stored, with h5wasm (HDF5) or netcdfjs (NetCDF-3). */
export function readRaw(file: string, paths: string[]): void {
  if (isNetcdf3(file)) {
    const reader = new NetCDFReader(readFileSync(file))
    for (const path of paths) reader.getDataVariable(path.slice(1))
    return
  }
  const stored = new Hdf5File(file, 'r')
  for (const path of paths) sink += Number((stored.get(path) as Hdf5Dataset).value !== null)
  stored.close()
}

/** What was read, so that no reading is optimised away. */
export function readSoFar(): number {
  return sink
}

function isNetcdf3(file: string): boolean {
  return readFileSync(file).subarray(0, 3).toString() === 'CDF'
}
