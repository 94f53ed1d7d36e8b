import { centroid } from '../../catalog/geometry/centroid.ts'
import type { FoundFiles } from '../../indexer/find-files.ts'
import { type ReadFilesOptions, readFiles } from '../../indexer/read-files.ts'
import { exitCodes } from '../exit-codes.ts'
import { granuleFeature } from './feature.ts'
import { print, say } from './print.ts'
import { eventLine } from './progress.ts'

/** Takes the drawing (SVG) of a granule. */
export type Plot = (id: string, drawing: string) => void

/**
 * Writes what files would be stored as, a GeoJSON FeatureCollection. Each feature has a member `centroid` (as
 * `proj:centroid` of STAC writes it), one `sources` that says where its values come from, and one `warnings` where there are any. What was drawn of them is handed to `plot`.
 */
export async function printFootprints(
  found: FoundFiles,
  options: ReadFilesOptions,
  plot?: Plot,
): Promise<void> {
  const fail = (file: string, reason: string) => {
    say(eventLine({ event: 'failed', file, reason }))
    process.exitCode = exitCodes.partial
  }
  for (const { file, reason } of found.missing) fail(file, reason)
  await print('{"type":"FeatureCollection","features":[')
  let separator = '\n'
  for await (const outcome of readFiles(found.files, options)) {
    if ('error' in outcome) {
      fail(outcome.file, outcome.error.message)
      continue
    }
    const { granule, sources, warnings, drawing } = outcome.described
    if (drawing !== undefined) plot?.(granule.id, drawing)
    for (const message of warnings) say(eventLine({ event: 'warning', file: outcome.file, message }))
    const [lon, lat] = centroid(granule.geometry) ?? []
    const feature = {
      ...granuleFeature(granule),
      ...(lon !== undefined && { centroid: { lat, lon } }),
      sources,
      ...(warnings.length > 0 && { warnings }),
    }
    await print(separator + JSON.stringify(feature))
    separator = ',\n'
  }
  await print('\n]}\n')
}
