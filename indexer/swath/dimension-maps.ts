import type { Dataset, Variable } from '../readers/dataset.ts'
import { type Margin, noMargin } from './margin.ts'
import { readStructMetadata } from './struct-metadata.ts'

/**
 * How far the data of an HDF-EOS swath lie beyond each dimension of its latitude. A dimension map says which of the data
 * the coordinates are of: `Offset` is the index of the first, `Increment` the step. A negative step has coordinates
 * finer than the data, which lie within.
 */
export function findDimensionMaps(dataset: Dataset, lat: Variable): Margin[] | undefined {
  const text = readStructMetadata(dataset)
  const swaths = [...(text ?? '').matchAll(/GROUP\s*=\s*(SWATH_\d+)\b([\s\S]*?)END_GROUP\s*=\s*\1\b/g)].map(
    ([, , body]) => body!,
  )
  const parts = lat.group.split('/')
  const swath =
    swaths.find((body) => parts.includes(textOf(body, 'SwathName') ?? '')) ??
    (swaths.length === 1 ? swaths[0] : undefined)
  const objects = [...(swath ?? '').matchAll(/OBJECT\s*=\s*(\w+)\s([\s\S]*?)END_OBJECT\s*=\s*\1\b/g)].map(
    ([, , body]) => body!,
  )
  const maps = objects.filter((body) => textOf(body, 'GeoDimension') !== undefined)
  const field = objects.find((body) => textOf(body, 'GeoFieldName') === lat.name)
  const dimensions = field === undefined ? undefined : listOf(field, 'DimList')
  if (maps.length === 0 || dimensions?.length !== lat.shape.length) return undefined

  /** An unlimited dimension has no size there: it is that of the fields along it. */
  function sizeOf(dimension: string): number {
    const told = objects.find((body) => textOf(body, 'DimensionName') === dimension)
    const size = Number(told && textOf(told, 'Size'))
    if (size > 0) return size
    for (const body of objects) {
      const at = listOf(body, 'DimList').indexOf(dimension)
      const name = textOf(body, 'DataFieldName')
      const variable = at < 0 ? undefined : dataset.variables.find((one) => one.name === name)
      if (variable !== undefined) return variable.shape[at] ?? 0
    }
    return 0
  }

  return dimensions.map((dimension, d) =>
    maps
      .filter((body) => textOf(body, 'GeoDimension') === dimension)
      .map((body): Margin => {
        const [offset, increment] = [Number(textOf(body, 'Offset')), Number(textOf(body, 'Increment'))]
        const last = sizeOf(textOf(body, 'DataDimension') ?? '') - 1
        if (!(increment > 0) || !(offset >= 0)) return noMargin
        const after = (last - offset) / increment - (lat.shape[d]! - 1)
        return { before: offset / increment, after: Math.max(0, after) }
      })
      .reduce(
        (a, b) => ({ before: Math.max(a.before, b.before), after: Math.max(a.after, b.after) }),
        noMargin,
      ),
  )
}

function textOf(body: string, key: string): string | undefined {
  return body.match(new RegExp(`\\b${key}\\s*=\\s*"?([^"\\n]*)`))?.[1]?.trim()
}

function listOf(body: string, key: string): string[] {
  const list = body.match(new RegExp(`\\b${key}\\s*=\\s*\\(([^)]*)\\)`))?.[1] ?? textOf(body, key) ?? ''
  return list
    .split(',')
    .map((name) => name.trim().replaceAll('"', ''))
    .filter(Boolean)
}
