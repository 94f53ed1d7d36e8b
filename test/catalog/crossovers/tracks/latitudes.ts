import type { Pass } from '../passes.ts'

/** Of two passes: when each is there, milliseconds, and which they are. */
export interface LatitudeCrossing {
  timeA: number
  timeB: number
  passA: number
  passB: number
  lon: number
  lat: number
}

const PER_DEGREE = 100

/** A pass by latitude, which it passes once: longitude, with no turn between neighbours, and time. */
interface Column {
  pass: number
  low: number
  high: number
  lon: Float64Array
  time: Float64Array
}

/**
 * Where two missions cross by another way than by arcs: at the latitude of each step of a every pass of b has one longitude and one
 * time; where the difference in longitude changes its sign they cross. b has to come nearer to the poles than a, and
 * its passes have to go from one of them to the other.
 */
export function crossingsByLatitude(a: Pass[], b: Pass[]): LatitudeCrossing[] {
  const columns = b.map(columnOf)
  const found: LatitudeCrossing[] = []
  const steps = a.flatMap(({ number, lon, lat, time }) =>
    Array.from(lat, (y, i) => ({ number, lon: lon[i]!, lat: y, time: time[i]! })),
  )
  for (const column of columns) {
    let before = Number.NaN
    for (let i = 0; i < steps.length; i++) {
      const { lon, lat } = steps[i]!
      const apart =
        lat >= column.low && lat <= column.high ? half(lon - at(column.lon, column, lat)) : Number.NaN
      if (apart > 0 !== before > 0 && Math.abs(apart - before) < 180) {
        const [p, q] = [steps[i - 1]!, steps[i]!]
        const share = before / (before - apart)
        const between = p.lat + share * (q.lat - p.lat)
        found.push({
          timeA: p.time + share * (q.time - p.time),
          timeB: at(column.time, column, between),
          passA: (share < 0.5 ? p : q).number,
          passB: column.pass,
          lon: p.lon + share * half(q.lon - p.lon),
          lat: between,
        })
      }
      before = apart
    }
  }
  return found
}

function columnOf({ number, lon, lat, time }: Pass): Column {
  const up = lat.at(-1)! > lat[0]!
  const order = Array.from(lat, (_, i) => (up ? i : lat.length - 1 - i))
  const low = Math.ceil(lat[order[0]!]! * PER_DEGREE) / PER_DEGREE
  const high = Math.floor(lat[order.at(-1)!]! * PER_DEGREE) / PER_DEGREE
  const count = Math.round((high - low) * PER_DEGREE) + 1
  const column: Column = {
    pass: number,
    low,
    high,
    lon: new Float64Array(count),
    time: new Float64Array(count),
  }
  let [k, turned] = [0, 0]
  for (let row = 0; row < count; row++) {
    const y = low + row / PER_DEGREE
    while (k < order.length - 2 && lat[order[k + 1]!]! < y) k++
    const [i, j] = [order[k]!, order[k + 1]!]
    const share = (y - lat[i]!) / (lat[j]! - lat[i]!)
    const x = lon[i]! + share * half(lon[j]! - lon[i]!)
    turned = row === 0 ? x : turned + half(x - turned)
    column.lon[row] = turned
    column.time[row] = time[i]! + share * (time[j]! - time[i]!)
  }
  return column
}

function at(values: Float64Array, { low }: Column, lat: number): number {
  const place = (lat - low) * PER_DEGREE
  const row = Math.min(values.length - 2, Math.max(0, Math.floor(place)))
  return values[row]! + (place - row) * (values[row + 1]! - values[row]!)
}

/** Of a difference in longitude, -180..180. */
function half(degrees: number): number {
  return degrees - 360 * Math.round(degrees / 360)
}
