import { csvLine } from '../../catalog/csv.ts'
import type { Granule } from '../../catalog/granule.ts'
import { knownProperties } from '../../catalog/properties.ts'
import { isoInstant } from './feature.ts'

const properties = Object.keys(knownProperties).filter((name) => name !== 'title' && name !== 'variables')
const columns = ['collection', 'id', 'kind', 'start', 'end', 'west', 'south', 'east', 'north', ...properties]

export const csvHeading = csvLine([...columns, 'size', 'href'])

export function csvGranule(granule: Granule): string {
  const { collection, id, kind, start, end, bbox } = granule
  const asset = Object.values(granule.assets)[0]
  return csvLine([
    collection,
    id,
    kind,
    isoInstant(start),
    isoInstant(end),
    ...bbox,
    ...properties.map((name) => granule.properties[name]),
    asset?.size,
    asset?.href,
  ])
}
