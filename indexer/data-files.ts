import { closeSync, openSync, readSync } from 'node:fs'
import { recogniseSignature, signatureLength } from './readers/signature.ts'

/** Names that say data of a kind that is read, or that people take for such (and are then told why not). */
const dataName =
  /\.(nc|nc3|nc4|netcdf|cdf|h5|hdf5|he5|hdf|h4|hdf4|he4|grib2?|grb2?|bufr)(\.(gz|bz2|xz|zst|zip))?$/i

/** Whether a file among others is data: by its name, or as it begins as NetCDF and HDF5 do. */
export function looksLikeData(file: string): boolean {
  return dataName.test(file) || beginsAsData(file)
}

/** False also for what cannot be opened: a name that says nothing is not worth a complaint. */
function beginsAsData(file: string): boolean {
  let descriptor: number
  try {
    descriptor = openSync(file, 'r')
  } catch {
    return false
  }
  const readAt = (position: number, length: number) => {
    const bytes = new Uint8Array(length)
    const read = readSync(descriptor, bytes, 0, length, position)
    return read > 0 ? bytes.subarray(0, read) : undefined
  }
  try {
    return 'format' in recogniseSignature(readAt(0, signatureLength) ?? new Uint8Array(), readAt)
  } catch {
    return false
  } finally {
    closeSync(descriptor)
  }
}
