import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import h5wasm, { File } from 'h5wasm/node'
import { afterAll, describe, expect, it } from 'vitest'
import { UnreadableFileError } from '../../../catalog/errors.ts'
import { readGranuleFile } from '../../../indexer/read-file.ts'
import { requireFilters } from '../../../indexer/readers/hdf5-filters.ts'
import { openDataset } from '../../../indexer/readers/open.ts'

const packed = fileURLToPath(new URL('../../../fixtures/packed/', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'oceanid-filters-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('files that the netCDF library packed', () => {
  it.each(['zstd', 'bzip2', 'blosc_lz', 'blosc_lz4', 'blosc_zstd'])('with %s are read', async (name) => {
    const { observation } = await readGranuleFile(`${packed}${name}.nc`)
    const [part] = observation.parts
    expect(observation.kind).toBe('swath')
    for (const [row, column] of [
      [0, 0],
      [7, 15],
      [23, 3],
    ] as const) {
      expect(part!.lat[row * 16 + column]).toBeCloseTo(10 + 0.1 * row + 0.02 * column, 4)
      expect(part!.lon[row * 16 + column]).toBeCloseTo(170 + 0.1 * column - 0.02 * row, 4)
    }
  })

  it('with a compressor that is not here are refused with what to do', async () => {
    const failure = await readGranuleFile(`${packed}blosc_zlib.nc`).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(UnreadableFileError)
    expect(String((failure as Error).message)).toMatch(
      /Blosc \(32001\) with zlib.*not here: rewrite.*h5repack/,
    )
  })
})

describe('filters that the netCDF library does not write', () => {
  const values = Float32Array.from({ length: 2500 }, (_, i) => i % 160)

  it.each([
    ['LZF', 32000, []],
    ['LZ4', 32004, [0]],
    ['bitshuffle', 32008, [0, 2]],
    ['Blosc2', 32026, []],
    ['ZFP', 32013, []],
  ] as const)('%s is read', async (name, compression, options) => {
    await h5wasm.ready
    const path = join(folder, `${name}.h5`)
    // A file to be packed wants the plugins as much as one to be unpacked.
    await openDataset(`${packed}zstd.nc`).then((dataset) => {
      dataset.variables[0]!.read()
      dataset.close()
    })
    const file = new File(path, 'w')
    file.create_dataset({
      name: 'sst',
      data: values,
      shape: [50, 50],
      chunks: [25, 25],
      compression,
      compression_opts: [...options],
    })
    file.close()
    const dataset = await openDataset(path)
    const read = dataset.variables[0]!.read()
    dataset.close()
    expect(Array.from(read)).toEqual(Array.from(values))
  })

  it.each([
    [{ id: 32018, name: '', cd_values: [] }, /FCIDECOMP \(32018\)/],
    [{ id: 305, name: '', cd_values: [] }, /LZO \(305\)/],
    [{ id: 31999, name: 'house filter', cd_values: [] }, /house filter \(31999\)/],
  ])('what is not here is named: $0.id', (filter, reason) => {
    const stored = { path: '/lat', filters: [filter] } as unknown as Parameters<typeof requireFilters>[0]
    expect(() => requireFilters(stored)).toThrow(reason)
    expect(() => requireFilters(stored)).toThrow(/h5repack/)
  })
})
