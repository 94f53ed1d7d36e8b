import { cross, DEGREE, dot, norm, toVector, type Vector } from '../../../../catalog/geometry/sphere.ts'
import { positionAt } from '../../../../catalog/track/evaluate.ts'
import type { Track } from '../../../../catalog/track/track.ts'

/** A track as places close together: each with the flight there, a unit vector. */
export interface Place {
  time: number
  at: Vector
  flight: Vector
  /** It goes on to the next place, in the same piece. */
  joined: boolean
}

/** Piece by piece, both ends included: in a vertex of a rough track the flight is that of either piece. */
export function placesOf(track: Track, stepMs: number): Place[] {
  const places: Place[] = []
  for (let i = 0; i < track.count; i++) {
    // A little inside, where the time tells the piece.
    const [start, end] = [track.starts[i]! + INSIDE_MS, track.ends[i]! - INSIDE_MS]
    const placeAt = (time: number) => toVector(...positionAt(track, Math.min(end, Math.max(start, time)))!)
    const steps = Math.max(1, Math.ceil((end - start) / stepMs))
    const step = (end - start) / steps
    for (let k = 0; k <= steps; k++) {
      const time = start + k * step
      const [p, q] = [placeAt(time - step / 2), placeAt(time + step / 2)]
      const along: Vector = [q[0] - p[0], q[1] - p[1], q[2] - p[2]]
      const length = norm(along)
      const flight: Vector = [along[0] / length, along[1] / length, along[2] / length]
      places.push({ time, at: placeAt(time), flight, joined: k < steps })
    }
  }
  return places
}

const INSIDE_MS = 1e-3

export interface Beside {
  timeA: number
  timeB: number
  km: number
  /** Between the two directions, whichever way they are flown. */
  degrees: number
}

/** Everything of b that lies square to b's flight from a place of a, found by looking at each two places of b that follow one another. */
export function besides(place: Place, others: readonly Place[], radiusKm: number): Beside[] {
  const found: Beside[] = []
  for (let j = 1; j < others.length; j++) {
    const [p, q] = [others[j - 1]!, others[j]!]
    if (!p.joined) continue
    const [before, after] = [ahead(place, p), ahead(place, q)]
    if (before > 0 === after > 0) continue
    const share = before / (before - after)
    const at = [0, 1, 2].map((axis) => p.at[axis]! + share * (q.at[axis]! - p.at[axis]!)) as Vector
    const unit = norm(at)
    const chord = Math.hypot(...[0, 1, 2].map((axis) => at[axis]! / unit - place.at[axis]!))
    found.push({
      timeA: place.time,
      timeB: p.time + share * (q.time - p.time),
      km: 2 * Math.asin(Math.min(1, chord / 2)) * radiusKm,
      degrees: Math.max(...[p, q].map(({ flight }) => angleOf(place.flight, flight))),
    })
  }
  return found
}

/** How far a place lies ahead of another one, in the direction of the other's flight. */
function ahead({ at }: Place, other: Place): number {
  return dot(at, other.flight) - dot(other.at, other.flight)
}

function angleOf(one: Vector, other: Vector): number {
  return Math.atan2(norm(cross(one, other)), Math.abs(dot(one, other))) / DEGREE
}
