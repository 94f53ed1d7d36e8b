import type { Dataset } from '../readers/dataset.ts'
import type { CoordinatePair } from './coordinate-pairs.ts'
import { dimensionOf, liesOnAxes } from './references.ts'

/**
 * Two axes of equal length may be one line: of different dimensions but without a variable on both (a station whose
 * positions are named like dimensions), or of dimensions without names, where a variable on both makes them axes.
 */
export function settleLayout(dataset: Dataset, pair: CoordinatePair): CoordinatePair {
  const { lon, lat, layout } = pair
  if (lon.shape.length !== 1 || lat.shape.length !== 1 || lon.shape[0] !== lat.shape[0]) return pair
  const onBoth = dataset.variables.some((v) => v !== lon && v !== lat && liesOnAxes(v, pair))
  if (layout === 'axes') {
    const onEither = dataset.variables.some(
      (v) =>
        v !== lon &&
        v !== lat &&
        v.shape.length > 0 &&
        (dimensionOf(v, lat) >= 0 || dimensionOf(v, lon) >= 0),
    )
    const alone = dataset.variables.every((v) => v === lon || v === lat || v.shape.length < 2)
    return onBoth || (alone && !onEither && lat.shape[0]! > 1) ? pair : { ...pair, layout: 'joint' }
  }
  const unnamed = lat.dimensions()[0]!.name === undefined
  return unnamed && onBoth && lat.shape[0]! > 1 ? { ...pair, layout: 'axes' } : pair
}
