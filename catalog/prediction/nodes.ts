import { KM_PER_DEGREE } from '../geometry/sphere.ts'
import type { KnownTrack } from './known-tracks.ts'
import { legsOfFile } from './legs.ts'
import { motionAlong } from './motion.ts'
import { equatorCrossing } from './pass.ts'

/** Where a track crosses the equator. */
interface Node {
  time: number
  lon: number
}

/** Nodes of the ascending and of the descending passes, each in the order of time. */
export type Nodes = [ascending: Node[], descending: Node[]]

/** So near each other nodes are to be for a return, kilometres... */
const RETURN_KM = 10
/** ...and so near that no nearer one is looked for: satellites are kept on their tracks like this. */
const EXACT_KM = 2
/** Milliseconds: less than any revolution. */
const LEAST_LAG = 1_800_000
/** Lags that differ by less are one, milliseconds; so much may a node come before or after its time. */
const SAME_LAG = 30_000
/** Of the nodes that have one a lag later, so many have it at the same place. */
const AGREEING = 0.9

export function nodesOf(tracks: readonly KnownTrack[]): Nodes {
  const nodes: Nodes = [[], []]
  for (const { id, track } of tracks) {
    const motion = motionAlong(track)
    for (const leg of legsOfFile(motion, track.start, track.end)) {
      const node = equatorCrossing({ name: id, motion, ...leg })
      if (node) nodes[leg.direction === 'ascending' ? 0 : 1].push(node)
    }
  }
  for (const some of nodes) some.sort((a, b) => a.time - b.time)
  return nodes
}

/**
 * The time after which tracks come back to where they were: the shortest one after which they do within 2 km, else the one after which
 * they do best, within 10 km. Undefined where they do not.
 */
export function returnLag(nodes: Nodes): number | undefined {
  let best: { lag: number; km: number } | undefined
  for (const lag of lagsOf(nodes)) {
    const km = returnKm(nodes, lag)
    if (km === undefined || (best && km >= best.km)) continue
    best = { lag, km }
    if (km <= EXACT_KM) break
  }
  return best?.lag
}

/** Times between two nodes at one place, each once, the shortest first. */
function lagsOf(nodes: Nodes): number[] {
  const lags: number[] = []
  for (const some of nodes) {
    const byLongitude = some.toSorted((a, b) => a.lon - b.lon)
    const turned = byLongitude.map(({ time, lon }) => ({ time, lon: lon + 360 }))
    const all = [...byLongitude, ...turned]
    byLongitude.forEach((node, i) => {
      for (let j = i + 1; j < all.length && (all[j]!.lon - node.lon) * KM_PER_DEGREE <= RETURN_KM; j++) {
        const lag = Math.abs(all[j]!.time - node.time)
        if (lag >= LEAST_LAG) lags.push(lag)
      }
    })
  }
  lags.sort((a, b) => a - b)
  const distinct: number[] = []
  for (let i = 0; i < lags.length; ) {
    let next = i
    while (next < lags.length && lags[next]! - lags[i]! <= SAME_LAG) next++
    distinct.push(lags[(i + next - 1) >> 1]!)
    i = next
  }
  return distinct
}

/** How far nodes are from those a lag before, in the middle; undefined where too many of them are far away. */
function returnKm(nodes: Nodes, lag: number): number | undefined {
  const distances: number[] = []
  let away = 0
  for (const some of nodes) {
    let k = 0
    for (const { time, lon } of some) {
      while (k < some.length && some[k]!.time < time + lag - SAME_LAG) k++
      const later = some[k]
      if (!later || later.time > time + lag + SAME_LAG) continue
      const turn = Math.abs(later.lon - lon) % 360
      const km = Math.min(turn, 360 - turn) * KM_PER_DEGREE
      if (km <= RETURN_KM) distances.push(km)
      else away++
    }
  }
  if (distances.length < 2 || distances.length < AGREEING * (distances.length + away)) return undefined
  return distances.sort((a, b) => a - b)[distances.length >> 1]
}
