import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Dataset as StoredDataset } from 'h5wasm/node'
import { useLibrary } from './hdf5-module.ts'

/**
 * Filters beyond those of the library itself, by their registered numbers (The HDF Group, registered filter plugins),
 * and whether `h5wasm-plugins` has them.
 */
const registered: Record<number, { name: string; plugin: boolean }> = {
  305: { name: 'LZO', plugin: false },
  307: { name: 'bzip2', plugin: true },
  32000: { name: 'LZF', plugin: true },
  32001: { name: 'Blosc', plugin: true },
  32004: { name: 'LZ4', plugin: true },
  32008: { name: 'bitshuffle', plugin: true },
  32013: { name: 'ZFP', plugin: true },
  32015: { name: 'Zstandard', plugin: true },
  32017: { name: 'SZ', plugin: false },
  32018: { name: 'FCIDECOMP', plugin: false },
  32019: { name: 'JPEG', plugin: true },
  32022: { name: 'BitGroom', plugin: true },
  32023: { name: 'Granular BitRound', plugin: true },
  32024: { name: 'SZ3', plugin: false },
  32026: { name: 'Blosc2', plugin: true },
}

/** Compressors inside Blosc that the plugin is built without, by their codes: the seventh of the filter's values. */
const missingCodecs: Record<number, string> = { 3: 'Snappy', 4: 'zlib' }

/** Filters 1 to 6 (deflate, shuffle, fletcher32, szip, n-bit, scale-offset) come with the library. */
const lastBuiltIn = 6

let pluginsFound = false

/**
 * Makes sure that the values of a variable can be unpacked. The library looks plugins up in a folder, and loads each
 * the first time that a chunk wants it.
 * @throws Error naming the filter that is not here, and what to do
 */
export function requireFilters(dataset: StoredDataset): void {
  const beyond = dataset.filters.filter(({ id }) => id > lastBuiltIn)
  for (const filter of beyond) {
    const missing = nameMissing(filter)
    if (missing === undefined) continue
    throw new Error(
      `${dataset.path} is packed with the HDF5 filter ${missing}, which is not here: ` +
        'rewrite the file with h5repack -f GZIP=4 or nccopy -F none -d 4',
    )
  }
  if (beyond.length === 0 || pluginsFound) return
  const entry = createRequire(import.meta.url).resolve('h5wasm-plugins')
  useLibrary().Module.insert_plugin_search_path(join(dirname(entry), 'plugins'), 0)
  pluginsFound = true
}

function nameMissing({ id, name, cd_values }: StoredDataset['filters'][number]): string | undefined {
  const known = registered[id]
  if (!known?.plugin) return `${known?.name ?? (name || 'unknown')} (${id})`
  const codec = known.name.startsWith('Blosc') ? missingCodecs[cd_values[6] ?? 0] : undefined
  return codec && `${known.name} (${id}) with ${codec}`
}
