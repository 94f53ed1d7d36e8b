import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import h5wasm, { File } from 'h5wasm/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { UnreadableFileError } from '../../../catalog/errors.ts'
import { openDataset } from '../../../indexer/readers/open.ts'

const folder = mkdtempSync(join(tmpdir(), 'oceanid-open-'))
const hdf5 = join(folder, 'swath.h5')

beforeAll(async () => {
  await h5wasm.ready
  const file = new File(hdf5, 'w')
  const group = file.create_group('geolocation')
  const lat = group.create_dataset({
    name: 'Latitude',
    data: Float32Array.from({ length: 600 }, (_, i) => i / 10),
    shape: [20, 30],
    chunks: [5, 10],
    compression: 'gzip',
  })
  lat.create_attribute('units', 'degrees_north')
  lat.create_attribute('DimensionNames', 'nscan,nray')
  file
    .create_dataset({ name: 'rows', data: Float32Array.from({ length: 20 }, (_, i) => i), shape: [20] })
    .make_scale('rows')
  const scaled = file.create_dataset({
    name: 'counts',
    data: new BigInt64Array([
      1n,
      -2n,
      3n,
      4n,
      5n,
      6n,
      7n,
      8n,
      9n,
      10n,
      11n,
      12n,
      13n,
      14n,
      15n,
      16n,
      17n,
      18n,
      19n,
      20n,
    ]),
    shape: [20],
  })
  scaled.attach_scale(0, '/rows')
  file.create_attribute('title', 'a swath')
  file.create_attribute('one', new Float32Array([2.5]), [1])
  file.create_attribute('orbit', new BigInt64Array([4210n]), [1])
  file.close()
})
afterAll(() => rmSync(folder, { recursive: true }))

function write(name: string, bytes: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

async function refusal(path: string): Promise<string> {
  const error = await openDataset(path).then(
    () => undefined,
    (failure) => failure,
  )
  expect(error).toBeInstanceOf(UnreadableFileError)
  expect(error.file).toBe(path)
  return error.message
}

describe('HDF5', () => {
  it('lists groups, shapes, attributes and dimensions, and reads parts', async () => {
    const dataset = await openDataset(hdf5)
    expect(dataset.groups.map(({ path }) => path)).toEqual(['/', '/geolocation'])
    const { attributes } = dataset.groups[0]!
    expect([attributes.get('title'), attributes.get('one'), attributes.get('orbit')]).toEqual([
      'a swath',
      2.5,
      4210,
    ])
    expect(attributes.get('nothing')).toBeUndefined()
    const lat = dataset.variables.find((v) => v.name === 'Latitude')!
    expect([lat.path, lat.group, lat.type, lat.shape]).toEqual([
      '/geolocation/Latitude',
      '/geolocation',
      'float32',
      [20, 30],
    ])
    expect(lat.dimensions().map(({ name }) => name)).toEqual(['/geolocation/nscan', '/geolocation/nray'])
    const part = lat.read({ start: [2, 1], count: [2, 3], stride: [10, 14] })
    expect(Array.from(part, (v) => Math.round(v * 10))).toEqual([61, 75, 89, 361, 375, 389])
    const counts = dataset.variables.find((v) => v.name === 'counts')!
    expect(counts.dimensions()).toEqual([{ name: '/rows', size: 20 }])
    expect(Array.from(counts.read()).slice(0, 3)).toEqual([1, -2, 3])
    dataset.close()
  })

  it('is found behind a user block', async () => {
    const plain = await import('node:fs').then(({ readFileSync }) => readFileSync(hdf5))
    const dataset = await openDataset(write('user-block.h5', Buffer.concat([Buffer.alloc(512, 0x20), plain])))
    expect(dataset.variables.length).toBe(3)
    dataset.close()
  })

  it('that is cut off is refused, and the next file is read', async () => {
    const { readFileSync } = await import('node:fs')
    const bytes = readFileSync(hdf5)
    const module = await h5wasm.ready
    // As a damaged file may leave it.
    module.deactivate_throwing_error_handler()
    expect(await refusal(write('cut.h5', bytes.subarray(0, bytes.length - 1000)))).toMatch(
      /cut off: \d+ of \d+ bytes/,
    )
    const dataset = await openDataset(hdf5)
    expect(dataset.variables.find((v) => v.name === 'rows')!.read()).toHaveLength(20)
    dataset.close()
  })
})

describe('what is not read is refused by name', () => {
  it.each([
    ['HDF4', Buffer.from([0x0e, 0x03, 0x13, 0x01, 0, 0]), /HDF4.*convert/],
    ['GRIB', 'GRIB\0\0\0\x02', /GRIB.*convert/],
    ['BUFR', 'BUFR\0\0\0\x04', /BUFR/],
    ['BUFR in a bulletin', '\x01\r\r\n123\r\r\nISXD01 EGRR 120000\r\r\nBUFR\0\0', /BUFR in a WMO bulletin/],
    ['gzip', Buffer.from([0x1f, 0x8b, 8, 0]), /gunzip/],
    ['zip', 'PK\x03\x04....', /unpack/],
    ['HTML', '<!DOCTYPE html><html><body>Login</body></html>', /HTML page.*fetch/],
    ['XML', '<?xml version="1.0"?><gmd:MD_Metadata/>', /XML/],
    ['JSON', '{"type": "Feature"}', /JSON/],
    ['CSV', 'time,lat,lon,sst\n1,2,3,4\n', /CSV/],
    ['CDL', 'netcdf sst {\ndimensions:\n}', /ncgen/],
    ['plain text', 'Moored buoy report\n', /text/],
    ['a Git LFS pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:00\n', /git lfs pull/],
    ['noise', Buffer.from([0x80, 0x81, 0xfe, 0x00, 0x13]), /neither NetCDF nor HDF5/],
    ['a version of CDF that does not exist', 'CDF\x07........', /version 7/],
    ['nothing', '', /empty/],
  ])('%s', async (name, bytes, reason) => {
    expect(await refusal(write(`foreign-${name}`.replaceAll(' ', '-'), bytes))).toMatch(reason)
  })

  it('a folder, and a file that is not there', async () => {
    mkdirSync(join(folder, 'folder'))
    expect(await refusal(join(folder, 'folder'))).toMatch(/folder/)
    expect(await refusal(join(folder, 'gone.nc'))).toBe('there is no such file')
  })
})
