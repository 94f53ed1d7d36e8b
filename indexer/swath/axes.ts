import type { AxesCoordinates } from '../coordinates.ts'
import type { FileAttributes } from '../metadata/attributes.ts'
import type { Coverage } from '../metadata/coverage.ts'
import type { Dataset } from '../readers/dataset.ts'
import type { CoordinatePair } from './coordinate-pairs.ts'
import { readDataMask } from './data-mask.ts'
import { readGridTimes } from './grid-time.ts'
import type { DeclaredKind } from './kind.ts'
import type { Observed } from './observed.ts'
import { cleanPositions, readDegrees } from './positions.ts'

/** A grid told by one longitude axis and one latitude axis. */
export function layOutAxes(
  dataset: Dataset,
  pair: CoordinatePair,
  declared: DeclaredKind,
  coverage: Coverage,
  attributes: FileAttributes,
): Observed {
  const lon = readDegrees(pair.lon)
  const lat = readDegrees(pair.lat)
  // Each axis by itself: the other is taken to be valid.
  cleanPositions(lon, new Float64Array(lon.length), { distinct: false })
  cleanPositions(new Float64Array(lat.length), lat, { distinct: false })
  const extent = readGridTimes(dataset)
  const axes: AxesCoordinates = { layout: 'axes', lon, lat }
  if (lon.length === 1 && lat.length === 1 && !declared.gridded && declared.kind !== 'grid') {
    // One place with a dimension each for its longitude and latitude: a station.
    return {
      observation: {
        kind: declared.kind === 'profile' ? 'profile' : 'points',
        parts: [{ layout: 'points', lon, lat }],
      },
      ...(extent === undefined ? {} : { extent: extent.extent }),
      sources: {
        coordinates: `variables ${pair.lon.path}, ${pair.lat.path}`,
        kind: declared.kind === undefined ? 'the shape of the coordinates' : declared.source,
        ...(extent === undefined ? {} : { time: extent.source }),
      },
      warnings: [],
    }
  }
  const masked = readDataMask(dataset, pair, axes, coverage, attributes)
  return {
    observation: { kind: 'grid', parts: [masked?.axes ?? axes] },
    ...(extent === undefined ? {} : { extent: extent.extent }),
    sources: {
      coordinates: `axes ${pair.lon.path}, ${pair.lat.path}${masked === undefined ? '' : `, where ${masked.variable} has data`}`,
      kind: 'the shape of the coordinates',
      ...(extent === undefined ? {} : { time: extent.source }),
    },
    warnings: [],
  }
}
