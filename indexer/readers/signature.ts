/** What a file's first bytes make it: a format that is read, or the reason why not and what to do. */
export type Signature = { format: Format } | { refusal: string }

export type Format = 'netcdf3' | 'hdf5'

const convert = 'convert it to NetCDF-4 first'

/** Formats that are met beside NetCDF and HDF5, by the bytes they start with. */
const foreign: [prefix: string, refusal: string][] = [
  ['\x0e\x03\x13\x01', `HDF4, which is not read: ${convert} (ncdump-hdf, h4toh5 or nccopy built with HDF4)`],
  ['GRIB', `GRIB, which is not read: ${convert} (grib_to_netcdf, cdo -f nc4 copy)`],
  ['BUFR', `BUFR, which is not read: ${convert} (bufr_dump or ecCodes)`],
  ['\x1f\x8b', 'gzip-compressed: decompress it first (gunzip)'],
  ['BZh', 'bzip2-compressed: decompress it first (bunzip2)'],
  ['\xfd7zXZ\x00', 'xz-compressed: decompress it first (unxz)'],
  ['\x28\xb5\x2f\xfd', 'zstd-compressed: decompress it first (unzstd)'],
  ['PK\x03\x04', 'a zip archive: unpack it and index the NetCDF or HDF5 files in it'],
  ['PK\x05\x06', 'an empty zip archive'],
  ['II*\x00', `TIFF, which is not read: ${convert} (gdal_translate)`],
  ['MM\x00*', `TIFF, which is not read: ${convert} (gdal_translate)`],
  ['\x89PNG', 'a PNG image: index the NetCDF or HDF5 file it was drawn from'],
  ['\xff\xd8\xff', 'a JPEG image: index the NetCDF or HDF5 file it was drawn from'],
  ['%PDF', 'a PDF document: index the NetCDF or HDF5 file beside it'],
  ['PAR1', `Parquet, which is not read: ${convert}`],
  ['SIMPLE  =', `FITS, which is not read: ${convert}`],
]

const hdf5Signature = '\x89HDF\r\n\x1a\n'

/** Bytes wanted by `recogniseSignature` at the start of the file. */
export const signatureLength = 1024

/**
 * Tells a file's format by magic numbers: NetCDF classic (NetCDF User's Guide, appendix B), HDF5, whose superblock
 * stands at 0, 512, 1024, 2048... (HDF5 File Format Specification, section II.A), and others to refuse by name.
 * @param head the first bytes of the file, `signatureLength` of them where there are as many
 * @param readAt bytes from further on; undefined past the end
 */
export function recogniseSignature(
  head: Uint8Array,
  readAt: (position: number, length: number) => Uint8Array | undefined,
): Signature {
  const start = latin1(head)
  if (head.length === 0) return { refusal: 'the file is empty: fetch it again' }
  if (start.startsWith('CDF')) {
    const version = head[3]
    if (version === 1 || version === 2 || version === 5) return { format: 'netcdf3' }
    return { refusal: `NetCDF classic of version ${version}, which does not exist: the file is damaged` }
  }
  for (let position = 0; ; position = position === 0 ? 512 : position * 2) {
    const bytes = readAt(position, hdf5Signature.length)
    if (bytes === undefined) break
    if (latin1(bytes) === hdf5Signature) return { format: 'hdf5' }
  }
  for (const [prefix, refusal] of foreign) if (start.startsWith(prefix)) return { refusal }
  if (start.slice(257, 262) === 'ustar')
    return { refusal: 'a tar archive: unpack it and index what is in it' }
  // WMO bulletins carry a heading before the message.
  const bulletin = start.slice(0, 256).match(/GRIB|BUFR/)
  if (bulletin) return { refusal: `${bulletin[0]} in a WMO bulletin, which is not read: ${convert}` }
  return { refusal: describeText(head) ?? 'neither NetCDF nor HDF5, by its first bytes' }
}

function describeText(head: Uint8Array): string | undefined {
  let text: string
  try {
    // The last character may be cut in two.
    text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true }).trimStart()
  } catch {
    return undefined
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells binary from text
  if (/[\x00-\x08\x0e-\x1a\x1c-\x1f]/.test(text)) return undefined
  const lower = text.toLowerCase()
  if (lower.startsWith('<!doctype html') || lower.startsWith('<html')) {
    return 'an HTML page, perhaps a login or error page saved in place of the data: fetch the file again'
  }
  if (lower.startsWith('<')) return 'XML, which is not read: index the NetCDF or HDF5 file that it describes'
  if (lower.startsWith('{') || lower.startsWith('['))
    return 'JSON, which is not read: index the data file itself'
  if (/^netcdf\s+\S+\s*\{/.test(lower)) return 'a CDL text dump: make a NetCDF file of it with ncgen'
  if (lower.startsWith('version https://git-lfs'))
    return 'a Git LFS pointer: fetch the data with git lfs pull'
  const first = lower.split('\n', 1)[0] ?? ''
  if (first.split(',').length > 2 || first.split(';').length > 2) {
    return `CSV text, which is not read: ${convert}`
  }
  return `text, which is not read: ${convert}`
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
}
