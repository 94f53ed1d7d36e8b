import type { Dataset } from '../readers/dataset.ts'
import { readGridTimes } from './grid-time.ts'
import { NoCoordinatesError, type Observed } from './observed.ts'
import { findProjectedGrid, unproject } from './projected-grid.ts'

/**
 * A grid that has no longitudes and latitudes but says how it is projected.
 * @returns undefined when it does not say so
 * @throws {NoCoordinatesError} when the projection is not one that is known here
 */
export function layOutProjected(dataset: Dataset): Observed | undefined {
  const grid = findProjectedGrid(dataset)
  if (grid === undefined) return undefined
  const { x, y, mapping, projection } = grid
  if (projection.inverse === undefined) {
    throw new NoCoordinatesError(
      `${mapping.path} says that the grid is in the projection ${projection.parameters.name}, which is not known here, and there are no longitudes and latitudes beside it`,
    )
  }
  const times = readGridTimes(dataset)
  return {
    observation: { kind: 'grid', parts: [{ layout: 'scan', ...unproject(grid) }] },
    ...(times === undefined ? {} : { extent: times.extent }),
    sources: {
      coordinates: `${projection.parameters.name} projection of ${x.path}, ${y.path} by ${mapping.path}`,
      kind: 'the map projection',
      ...(times === undefined ? {} : { time: times.source }),
    },
    warnings: [],
  }
}
