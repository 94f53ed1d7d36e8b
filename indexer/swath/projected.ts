import type { Coordinates } from '../coordinates.ts'
import type { Dataset } from '../readers/dataset.ts'
import type { GridMapping } from './grid-mapping.ts'
import { readGridTimes } from './grid-time.ts'
import { NoCoordinatesError, type Observed } from './observed.ts'
import { findProjectedGrid, planeAxes, unproject } from './projected-grid.ts'
import { type EosGrid, findEosGrid } from './struct-metadata.ts'

/**
 * A grid that has no longitudes and latitudes but says how it is projected: by a grid mapping of CF, or in the structural
 * metadata of HDF-EOS.
 * @returns undefined when it does not say so
 * @throws {NoCoordinatesError} when the projection is not one that is known here
 */
export function layOutProjected(dataset: Dataset): Observed | undefined {
  const grid = findProjectedGrid(dataset)
  if (grid !== undefined) {
    const { x, y, mapping, projection } = grid
    const inverse = inverseOf(projection, mapping.path)
    const source = `${projection.parameters.name} projection of ${x.path}, ${y.path} by ${mapping.path}`
    return observed(dataset, { layout: 'scan', ...unproject(planeAxes(grid), inverse) }, source)
  }
  const eos = findEosGrid(dataset)
  return eos && observed(dataset, layOutEos(eos), `grid ${eos.name} of StructMetadata.0`)
}

function layOutEos({ x, y, projection }: EosGrid): Coordinates {
  if (projection.parameters.name === 'latitude_longitude') return { layout: 'axes', lon: x, lat: y }
  return { layout: 'scan', ...unproject({ x, y }, inverseOf(projection, 'StructMetadata.0')) }
}

function inverseOf({ inverse, parameters }: GridMapping, source: string) {
  if (inverse !== undefined) return inverse
  throw new NoCoordinatesError(
    `${source} says that the grid is in the projection ${parameters.name}, which is not known here, and there are no longitudes and latitudes beside it`,
  )
}

function observed(dataset: Dataset, part: Coordinates, source: string): Observed {
  const times = readGridTimes(dataset)
  return {
    observation: { kind: 'grid', parts: [part] },
    ...(times === undefined ? {} : { extent: times.extent }),
    sources: {
      coordinates: source,
      kind: 'the map projection',
      ...(times === undefined ? {} : { time: times.source }),
    },
    warnings: [],
  }
}
