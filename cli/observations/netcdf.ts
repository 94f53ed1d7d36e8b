import { InvalidQueryError } from '../../catalog/errors.ts'
import { readGranuleFile } from '../../indexer/read-file.ts'
import type { ObservationTable } from './observation-table.ts'

/**
 * Reads the positions and times of a NetCDF or HDF5 file of profiles, stations, trajectories or tracks, as the indexer finds
 * them. Positions that are missing are left out.
 * @throws UnreadableFileError, and InvalidQueryError for a swath or a grid
 */
export async function readNetcdf(path: string, table: ObservationTable): Promise<void> {
  const { observation } = await readGranuleFile(path, { collection: 'observations' })
  for (const part of observation.parts) {
    if (part.layout === 'scan' || part.layout === 'axes') {
      throw new InvalidQueryError(
        'observations',
        `${path} holds a ${observation.kind}: index it, and use "oceanid crossovers"`,
      )
    }
    const { lon, lat, time } = part
    for (let row = 0; row < lon.length; row++) {
      if (Number.isNaN(lon[row]!) || Number.isNaN(lat[row]!)) continue
      const instant = time?.[row] ?? Number.NaN
      table.add({ lon: lon[row]!, lat: lat[row]!, start: instant, end: instant, record: row })
    }
  }
}
