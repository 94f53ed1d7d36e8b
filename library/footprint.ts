import type { Granule } from '../catalog/granule.ts'
import type { DescribeOptions } from '../indexer/granule.ts'
import { readFiles } from '../indexer/read-files.ts'

/** What a file covers, and all that a catalogue would keep of it. */
export interface Footprint extends Granule {
  /** Where each value came from (`start`, `coordinates`, `platform`...), for people. */
  sources: Record<string, string>
  /** What is odd about the file, each a sentence. */
  warnings: string[]
}

/**
 * Reads one NetCDF or HDF5 file, or a directory that makes a product, in a thread of its own. No catalogue is needed; one that is
 * to have it takes it by `add`. For many files `index` of a catalogue is faster.
 *
 * @throws UnreadableFileError with the reason
 */
export async function footprint(
  file: string,
  options: Omit<DescribeOptions, 'draw'> = {},
): Promise<Footprint> {
  const read = { describe: options, jobs: 1 }
  for await (const outcome of readFiles([file], read)) {
    if ('error' in outcome) throw outcome.error
    const { granule, sources, warnings } = outcome.described
    return { ...granule, sources, warnings }
  }
  throw new Error(`${file} was not read`)
}
