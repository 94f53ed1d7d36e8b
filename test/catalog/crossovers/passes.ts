import type { Granule, Properties } from '../../../catalog/granule.ts'
import { encodeTracks } from '../../../catalog/track/encode.ts'
import type { TrackSamples } from '../../../catalog/track/track.ts'
import { computeFootprint } from '../../../indexer/footprint/footprint.ts'
import { openDataset } from '../../../indexer/readers/open.ts'

/** Measurements of a nadir instrument in the order of time, with the number of the pass of each. */
export interface Passes extends TrackSamples {
  pass: ArrayLike<number>
}

export interface Pass {
  number: number
  lon: Float64Array
  lat: Float64Array
  time: Float64Array
}

export function cutPasses({ lon, lat, time, pass }: Passes): Pass[] {
  const passes: Pass[] = []
  for (let first = 0; first < time.length; ) {
    let next = first
    while (next < time.length && pass[next] === pass[first]) next++
    const part = (values: ArrayLike<number>) =>
      Float64Array.from({ length: next - first }, (_, i) => values[first + i]!)
    passes.push({ number: pass[first]!, lon: part(lon), lat: part(lat), time: part(time) })
    first = next
  }
  return passes
}

/** One granule for each pass, as indexing a file of it gives. */
export function passGranules(collection: string, passes: Passes): Granule[] {
  return cutPasses(passes)
    .filter(({ time }) => time.length > 1)
    .map(({ number, lon, lat, time }) => trackGranule(collection, { lon, lat, time }, { pass: number }))
}

function trackGranule(
  collection: string,
  samples: { lon: Float64Array; lat: Float64Array; time: Float64Array },
  properties: Properties,
): Granule {
  const [start, end] = [Math.floor(samples.time[0]!), Math.ceil(samples.time.at(-1)!)]
  const part = { layout: 'line' as const, ...samples }
  const { geometry, bbox, segments } = computeFootprint({ kind: 'track', parts: [part] }, { start, end })
  const track = encodeTracks([samples])
  const id = `${collection}_${new Date(start).toISOString().replace(/[-:]|\.\d+Z/g, '')}_P${properties.pass}`
  return {
    collection,
    id,
    kind: 'track',
    start,
    end,
    geometry,
    bbox,
    segments,
    ...(track && { track }),
    properties: { platform: collection, ...properties },
    assets: { data: { href: `file:///archive/${id}.nc`, type: 'application/netcdf', roles: ['data'] } },
    updated: end,
  }
}

/** A mission of the reference data, of which all is one file. */
export async function readPasses(file: string): Promise<Passes> {
  const dataset = await openDataset(file)
  try {
    const read = (name: string) => {
      const variable = dataset.variables.find((one) => one.name === name)!
      const scale = variable.attributes.get('scale_factor')
      const values = Float64Array.from(variable.read())
      return typeof scale === 'number' ? values.map((value) => value * scale) : values
    }
    const epoch = Date.UTC(2024, 0, 1)
    const time = read('time').map((seconds) => epoch + 1000 * seconds)
    return { lon: read('longitude'), lat: read('latitude'), time, pass: read('pass_number') }
  } finally {
    dataset.close()
  }
}
