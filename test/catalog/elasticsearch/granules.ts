import type { Box } from '../../../catalog/geometry/types.ts'
import type { Granule } from '../../../catalog/granule.ts'

export const instant = (text: string): number => Date.parse(text)

/** A granule that covers a box, with what a test says of it. */
export function granuleOf(id: string, given: Partial<Granule> & { box?: Box } = {}): Granule {
  const { box = [0, 0, 10, 10], ...rest } = given
  const [west, south, east, north] = box
  const ring: [number, number][] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  const start = rest.start ?? instant('2020-01-01T00:00:00.123Z')
  const geometry = { type: 'Polygon' as const, coordinates: [ring] }
  return {
    collection: 'sst',
    id,
    kind: 'swath',
    start,
    end: start + 300_000,
    geometry,
    bbox: box,
    segments: [{ start, end: start + 300_000, rows: [0, 99], geometry }],
    properties: {},
    assets: {},
    updated: instant('2024-01-01T00:00:00Z'),
    ...rest,
  }
}

export const ids = (granules: Granule[]): string[] => granules.map(({ id }) => id)
