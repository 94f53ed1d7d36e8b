import type { Instant } from '../../catalog/granule.ts'
import type { FileAttributes } from '../metadata/attributes.ts'
import type { Coverage } from '../metadata/coverage.ts'
import type { Dataset } from '../readers/dataset.ts'
import { layOutAxes } from './axes.ts'
import { layOutBinned } from './binned.ts'
import { choosePairs } from './choose-pairs.ts'
import { type CoordinatePair, findCoordinatePairs } from './coordinate-pairs.ts'
import { observeJoint } from './joint.ts'
import { readDeclaredKind } from './kind.ts'
import { sizeOf } from './names.ts'
import { NoCoordinatesError, type Observed } from './observed.ts'
import { layOutProjected } from './projected.ts'
import { layOutRadial } from './radial.ts'
import { settleLayout } from './settle-layout.ts'

/**
 * Finds where and when a file's measurements were made, by the conventions of CF and by shape.
 * @param days midnights of the dates in the name of the file, which speak for what only hints at them
 * @throws {NoCoordinatesError} when there are no coordinates, or none that are usable
 */
export function observe(
  dataset: Dataset,
  attributes: FileAttributes,
  coverage: Coverage,
  days: readonly Instant[] = [],
): Observed {
  const pairs = findCoordinatePairs(dataset).map((pair) => settleLayout(dataset, pair))
  if (pairs.every(isScalar)) {
    const told = layOutProjected(dataset) ?? layOutRadial(dataset, pairs) ?? layOutBinned(dataset)
    if (told !== undefined) return told
  }
  if (pairs.length === 0) throw new NoCoordinatesError(explainAbsence(dataset))
  const declared = readDeclaredKind(attributes)
  const { main, others } = choosePairs(dataset, pairs)
  if (main.layout === 'axes') return layOutAxes(dataset, main, declared, coverage, attributes)
  return observeJoint(
    dataset,
    [main, ...others.filter(({ layout }) => layout === 'joint')],
    declared,
    attributes,
    coverage,
    days,
  )
}

function isScalar({ lon, lat }: CoordinatePair): boolean {
  return sizeOf(lon.shape) === 1 && sizeOf(lat.shape) === 1
}

function explainAbsence(dataset: Dataset): string {
  const count = dataset.variables.length
  if (count === 0) return 'there are no variables in it'
  return `none of its ${count} variables is a longitude and latitude (by standard_name, units or name), and none says how it is projected: there is no telling where it is`
}
