import type { Position, Ring } from './types.ts'

/**
 * Cuts what is drawn on unwrapped longitudes (which may pass +-180) into parts within -180..180.
 * Edges stay straight in longitude and latitude; the parts together cover what the whole covers (even-odd rule).
 */

/** @param rings the exterior, closed, then the holes */
export function cutPolygon(rings: Ring[]): Ring[][] {
  const oriented = rings.map((ring, i) => (signedArea(ring) > 0 === (i === 0) ? ring : ring.toReversed()))
  // Between the two meridians nothing is cut.
  if (oriented.every((ring) => ring.every(([lon]) => lon >= -180 && lon < 180))) {
    return assemble(oriented.filter((ring) => signedArea(ring) !== 0))
  }
  return bandsOf(rings[0]!).flatMap((band) => {
    const east = clip(oriented, 360 * band - 180, true)
    return assemble(clip(east, 360 * band + 180, false).map((ring) => shifted(ring, -360 * band)))
  })
}

export function cutLine(line: Position[]): Position[][] {
  const parts: Position[][] = []
  for (const band of bandsOf(line)) {
    const [west, east] = [360 * band - 180, 360 * band + 180]
    let part: Position[] = []
    const close = () => {
      if (part.length > 1) parts.push(shifted(part, -360 * band))
      part = []
    }
    for (let i = 0; i + 1 < line.length; i++) {
      const inside = clipEdge(line[i]!, line[i + 1]!, west, east)
      if (!inside) {
        close()
        continue
      }
      const last = part.at(-1)
      if (!last || last[0] !== inside[0][0] || last[1] !== inside[0][1]) {
        close()
        part.push(inside[0])
      }
      part.push(inside[1])
    }
    close()
  }
  return parts
}

/** The longitude within -180..180; 180 stays 180. */
export function wrapLongitude(lon: number): number {
  if (lon >= -180 && lon <= 180) return lon
  return lon - 360 * Math.floor((lon + 180) / 360)
}

/** Longitudes so that no step is longer than half a turn; the first stays. */
export function unwrap(line: readonly Position[]): Position[] {
  let last = line[0]?.[0] ?? 0
  return line.map(([lon, lat]) => {
    last = lon - 360 * Math.round((lon - last) / 360)
    return [last, lat]
  })
}

/**
 * Closes a ring that winds once around a pole: it is begun where it crosses the antimeridian and led over the
 * pole there, so that the result is one ring on 360 degrees. The pole is the one on the side of its latitudes.
 *
 * @param unwound unwrapped; the last position lies 360 degrees from the first
 */
export function closeOverPole(unwound: Ring): Ring {
  const turn = Math.sign(unwound.at(-1)![0] - unwound[0]![0]) * 360
  // By rounding it may be a little less, and pass no seam.
  const ring: Ring = [...unwound.slice(0, -1), [unwound[0]![0] + turn, unwound.at(-1)![1]]]
  const pole = ring.reduce((sum, [, lat]) => sum + lat, 0) < 0 ? -90 : 90
  const lons = ring.map(([lon]) => lon)
  const seam = 360 * Math.ceil((Math.min(...lons) - 180) / 360) + 180
  const at = ring.findIndex(
    ([lon], i) => i > 0 && lon !== ring[i - 1]![0] && (ring[i - 1]![0] - seam) * (lon - seam) <= 0,
  )
  const start: Position = [seam, latitudeAt(ring[at - 1]!, ring[at]!, seam)]
  const path: Ring = [start, ...ring.slice(at), ...shifted(ring.slice(1, at), turn), [seam + turn, start[1]]]
  return [...path, [seam + turn, pole], [seam, pole], start]
}

/** Rings as the polygons that they make: each hole goes to the exterior that holds it. */
function assemble(rings: Ring[]): Ring[][] {
  const exteriors = rings.filter((ring) => signedArea(ring) > 0).map((ring) => [ring])
  for (const hole of rings.filter((ring) => signedArea(ring) < 0)) {
    const home =
      exteriors.find(([exterior]) => hole.some((position) => holds(exterior!, position))) ?? exteriors[0]
    home?.push(hole)
  }
  return exteriors
}

/**
 * The part of the rings on one side of the meridian `lon`; exteriors stay counter-clockwise, holes clockwise. A
 * position on the meridian counts as east of it; so each ring crosses it an even number of times, and, sorted by
 * latitude, the stretches between crossings 1-2, 3-4, ... are what lies inside.
 */
function clip(rings: Ring[], lon: number, east: boolean): Ring[] {
  const kept = (position: Position) => position[0] >= lon === east
  const whole: Ring[] = []
  const chains: Position[][] = []
  for (const ring of rings) {
    if (ring.every(kept)) whole.push(ring)
    else if (ring.some(kept)) chains.push(...chainsOf(ring, lon, kept))
  }
  return [...whole, ...joinAlong(chains)].filter((ring) => signedArea(ring) !== 0)
}

/** The stretches of a ring on the kept side, each beginning and ending on the meridian. */
function chainsOf(ring: Ring, lon: number, kept: (position: Position) => boolean): Position[][] {
  const open = ring.slice(0, -1)
  const first = open.findIndex((position, i) => kept(position) && !kept(open.at(i - 1)!))
  const chains: Position[][] = []
  let chain: Position[] = []
  for (let step = 0; step < open.length; step++) {
    const [before, here] = [open.at((first + step - 1) % open.length)!, open[(first + step) % open.length]!]
    if (kept(here) && !kept(before)) chain = [[lon, latitudeAt(before, here, lon)]]
    if (kept(here)) chain.push(here)
    const after = open[(first + step + 1) % open.length]!
    if (kept(here) && !kept(after)) {
      chain.push([lon, latitudeAt(here, after, lon)])
      chains.push(chain)
    }
  }
  return chains
}

/** Joins chains into rings along the meridian on which they all begin and end. */
function joinAlong(chains: Position[][]): Ring[] {
  const ends = chains
    .flatMap((chain, index) => [
      { index, begins: true, lat: chain[0]![1] },
      { index, begins: false, lat: chain.at(-1)![1] },
    ])
    .sort((a, b) => a.lat - b.lat)
  const partner = new Map(ends.map((end, i) => [end, ends[i % 2 === 0 ? i + 1 : i - 1]!]))
  const used = new Set<number>()
  const rings: Ring[] = []
  for (const start of ends) {
    if (!start.begins || used.has(start.index)) continue
    const ring: Ring = []
    let entry = start
    while (!used.has(entry.index)) {
      used.add(entry.index)
      const chain = chains[entry.index]!
      ring.push(...(entry.begins ? chain : chain.toReversed()))
      const exit = ends.find((end) => end.index === entry.index && end.begins !== entry.begins)!
      entry = partner.get(exit)!
    }
    ring.push(ring[0]!)
    rings.push(withoutRepeats(ring))
  }
  return rings
}

function withoutRepeats(ring: Ring): Ring {
  return ring.filter(([lon, lat], i) => i === 0 || lon !== ring[i - 1]![0] || lat !== ring[i - 1]![1])
}

function clipEdge(a: Position, b: Position, west: number, east: number): [Position, Position] | undefined {
  const [low, high] = a[0] <= b[0] ? [a, b] : [b, a]
  if (high[0] < west || low[0] > east) return undefined
  const from: Position = low[0] < west ? [west, latitudeAt(low, high, west)] : low
  const to: Position = high[0] > east ? [east, latitudeAt(low, high, east)] : high
  if (from[0] === to[0] && from[1] === to[1]) return undefined
  return low === a ? [from, to] : [to, from]
}

function latitudeAt(a: Position, b: Position, lon: number): number {
  if (a[0] === b[0]) return b[1]
  return a[1] + ((lon - a[0]) / (b[0] - a[0])) * (b[1] - a[1])
}

function bandsOf(positions: Position[]): number[] {
  let [west, east] = [Infinity, -Infinity]
  for (const [lon] of positions) {
    west = Math.min(west, lon)
    east = Math.max(east, lon)
  }
  const first = Math.floor((west + 180) / 360)
  const last = Math.max(first, Math.ceil((east - 180) / 360))
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

function shifted<T extends Position[]>(positions: T, by: number): T {
  return (by === 0 ? positions : positions.map(([lon, lat]) => [lon + by, lat])) as T
}

/** Twice the area in square degrees; positive when counter-clockwise. */
export function signedArea(ring: Ring): number {
  let sum = 0
  for (let i = 0; i + 1 < ring.length; i++) {
    sum += ring[i]![0] * ring[i + 1]![1] - ring[i + 1]![0] * ring[i]![1]
  }
  return sum
}

function holds(ring: Ring, [lon, lat]: Position): boolean {
  let inside = false
  for (let i = 0; i + 1 < ring.length; i++) {
    const [a, b] = [ring[i]!, ring[i + 1]!]
    if (a[1] > lat !== b[1] > lat && lon < a[0] + ((lat - a[1]) / (b[1] - a[1])) * (b[0] - a[0])) {
      inside = !inside
    }
  }
  return inside
}
