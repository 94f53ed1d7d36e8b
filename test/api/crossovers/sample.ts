import { beside, polarOrbit } from '../../../bench/synthetic.ts'
import { boundingBox } from '../../../catalog/geometry/bounds.ts'
import { cutLine, unwrap } from '../../../catalog/geometry/cut.ts'
import type { Position } from '../../../catalog/geometry/types.ts'
import type { Granule } from '../../../catalog/granule.ts'
import { encodeTracks } from '../../../catalog/track/encode.ts'
import { seeded } from '../../seeded.ts'

const second = 1000
export const epoch = Date.UTC(2015, 0, 1)

/** Half an hour each of two missions, one after the other, for some hours. */
export function twoMissions(hours: number, names = ['one', 'other']): Granule[] {
  const random = seeded(71)
  return names.flatMap((collection) => {
    const orbit = polarOrbit(random)
    orbit.inclination *= collection === names[0] ? 1 : 0.7
    return Array.from({ length: 2 * hours }, (_, i): Granule => {
      const start = epoch + i * 1800 * second
      const time = Float64Array.from({ length: 180 }, (_, k) => start + k * 10 * second)
      const line = Array.from(time, (instant): Position => beside(orbit, instant, 0))
      const geometry = { type: 'MultiLineString' as const, coordinates: cutLine(unwrap(line)) }
      const track = encodeTracks([{ lon: line.map(([lon]) => lon), lat: line.map(([, lat]) => lat), time }])!
      return {
        collection,
        id: `${collection}-${String(i).padStart(3, '0')}`,
        kind: 'track',
        start,
        end: time.at(-1)!,
        geometry,
        bbox: boundingBox(geometry)!,
        segments: [],
        track,
        properties: { platform: collection, pass: i + 1 },
        assets: {},
        updated: start,
      }
    })
  })
}
