import { splitBox } from '../../../catalog/geometry/box.ts'
import type { Box } from '../../../catalog/geometry/types.ts'
import type { CollectionSummary } from '../../../catalog/granule.ts'
import { decimalOf, nest } from './elements.ts'

/** Where and when; a box over the antimeridian is two, since catalogues take west to lie left of east. */
export function extentOf({ extent }: CollectionSummary): string {
  if (!extent) return ''
  const [start, end] = [extent.start, extent.end].map((instant) => new Date(instant).toISOString())
  const period = `<gml:TimePeriod gml:id="period">
<gml:beginPosition>${start}</gml:beginPosition><gml:endPosition>${end}</gml:endPosition></gml:TimePeriod>`
  return nest(
    'mri:extent gex:EX_Extent',
    ...splitBox(extent.bbox).map(boxElement),
    nest('gex:temporalElement gex:EX_TemporalExtent gex:extent', period),
  )
}

function boxElement([west, south, east, north]: Box): string {
  return nest(
    'gex:geographicElement gex:EX_GeographicBoundingBox',
    decimalOf('gex:westBoundLongitude', west),
    decimalOf('gex:eastBoundLongitude', east),
    decimalOf('gex:southBoundLatitude', south),
    decimalOf('gex:northBoundLatitude', north),
  )
}
