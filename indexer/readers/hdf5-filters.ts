import type { Dataset as StoredDataset } from 'h5wasm/node'

/** Filters beyond those of the library itself, by their registered numbers (The HDF Group, registered filter plugins). */
const registered: Record<number, string> = {
  305: 'LZO',
  307: 'bzip2',
  32000: 'LZF',
  32001: 'Blosc',
  32004: 'LZ4',
  32008: 'bitshuffle',
  32013: 'ZFP',
  32015: 'Zstandard',
  32017: 'SZ',
  32018: 'FCIDECOMP',
  32019: 'JPEG',
  32026: 'Blosc2',
}

/** Filters 1 to 6 (deflate, shuffle, fletcher32, szip, n-bit, scale-offset) come with the library. */
const lastBuiltIn = 6

/** Why a variable's values cannot be unpacked here, and what to do; undefined where they can. */
export function missingFilter(dataset: StoredDataset): string | undefined {
  const filter = dataset.filters.find(({ id }) => id > lastBuiltIn)
  if (filter === undefined) return undefined
  const name = registered[filter.id] ?? (filter.name || 'unknown')
  return `${dataset.path} is packed with the HDF5 filter ${name} (${filter.id}), which is not here: rewrite the file with h5repack -f GZIP=4 or nccopy -F none -d 4`
}
