import { encodeTracks } from '../../catalog/track/encode.ts'
import type { Observation } from '../coordinates.ts'

/** Where the instrument was and when, for crossings; a beam is the index of its part. */
export function groundTrack({ kind, parts }: Observation): Uint8Array | undefined {
  if (kind !== 'track' && kind !== 'trajectory') return undefined
  return encodeTracks(
    parts.map((part) =>
      part.layout === 'line' && part.time
        ? { lon: part.lon, lat: part.lat, time: part.time }
        : { lon: [], lat: [], time: [] },
    ),
  )
}
