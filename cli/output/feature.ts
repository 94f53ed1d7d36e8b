import type { Granule } from '../../catalog/granule.ts'

/** A granule as a GeoJSON feature, with the names that `--where` and `--sort` know. */
export function granuleFeature(granule: Granule) {
  const { collection, id, kind, start, end, geometry, bbox, segments, track, properties, assets, updated } =
    granule
  return {
    type: 'Feature',
    id,
    collection,
    bbox,
    geometry,
    properties: {
      ...properties,
      collection,
      kind,
      start: isoInstant(start),
      end: isoInstant(end),
      updated: isoInstant(updated),
      ...(track && { 'oceanid:track': Buffer.from(track).toString('base64') }),
    },
    assets,
    ...(segments.length > 0 && {
      segments: segments.map((segment) => ({
        ...segment,
        start: isoInstant(segment.start),
        end: isoInstant(segment.end),
      })),
    }),
  }
}

export function isoInstant(instant: number): string {
  return new Date(instant).toISOString()
}
