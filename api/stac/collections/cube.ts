import type { CollectionSummary } from '../../../catalog/granule.ts'

interface Dimension {
  type: string
  axis?: 'x' | 'y'
  extent: [string | number | null, string | number | null]
}

interface Variable {
  type: 'data'
  dimensions: string[]
  description?: string
  unit?: string
}

/** Measured variables by the Datacube extension 2.2, where they are known; and the dimensions that these name. */
export function cubeOf({ variables, extent }: CollectionSummary): object {
  if (!variables || Object.keys(variables).length === 0) return {}
  const named = new Set(Object.values(variables).flatMap(({ dimensions = [] }) => dimensions))
  const time: Dimension = {
    type: 'temporal',
    extent: extent ? [iso(extent.start), iso(extent.end)] : [null, null],
  }
  const dimensions: Record<string, Dimension> = { time }
  for (const name of named) dimensions[name] ??= dimensionOf(name, extent)
  const described: Record<string, Variable> = {}
  for (const [name, { title, standardName, units, dimensions = [] }] of Object.entries(variables)) {
    const description = title ?? standardName
    described[name] = {
      type: 'data',
      dimensions,
      ...(description !== undefined && { description }),
      ...(units !== undefined && { unit: units }),
    }
  }
  return { 'cube:dimensions': dimensions, 'cube:variables': described }
}

function dimensionOf(name: string, extent: CollectionSummary['extent']): Dimension {
  const [west, south, east, north] = extent?.bbox ?? [-180, -90, 180, 90]
  if (/^lat(itude)?$/i.test(name)) return { type: 'spatial', axis: 'y', extent: [south, north] }
  if (/^lon(gitude)?$/i.test(name)) {
    return { type: 'spatial', axis: 'x', extent: west <= east ? [west, east] : [-180, 180] }
  }
  return { type: 'index', extent: [0, null] }
}

function iso(instant: number): string {
  return new Date(instant).toISOString()
}
