import { expect, it } from 'vitest'
import {
  angleBetween,
  arcPieces,
  distanceKm,
  EARTH_RADIUS_KM,
  interpolate,
  midpoint,
  toPosition,
  toVector,
} from '../../../catalog/geometry/sphere.ts'
import type { Position } from '../../../catalog/geometry/types.ts'
import { seeded } from '../../seeded.ts'

const quarter = (Math.PI / 2) * EARTH_RADIUS_KM

it('measures along great circles, across the antimeridian and over the poles', () => {
  expect(distanceKm(0, 0, 90, 0)).toBeCloseTo(quarter, 6)
  expect(distanceKm(179, 0, -179, 0)).toBeCloseTo(quarter / 45, 6)
  expect(distanceKm(20, 89, -160, 89)).toBeCloseTo(quarter / 45, 6)
  expect(distanceKm(0, 0, 180, 0)).toBeCloseTo(2 * quarter, 6)
  // A metre apart: where an arc cosine would have lost it.
  expect(distanceKm(10, 50, 10, 50 + 1e-5)).toBeCloseTo(0.00111195, 8)
})

it('agrees with itself as vectors and as positions', () => {
  const random = seeded(1)
  for (let i = 0; i < 200; i++) {
    const [a, b]: Position[] = [0, 1].map(() => [360 * random() - 180, 178 * random() - 89])
    const [from, to] = [toVector(...a!), toVector(...b!)]
    expect(toPosition(from)[0]).toBeCloseTo(a![0], 9)
    expect(toPosition(from)[1]).toBeCloseTo(a![1], 9)
    const km = distanceKm(...a!, ...b!)
    expect(angleBetween(from, to) * EARTH_RADIUS_KM).toBeCloseTo(km, 6)
    const share = random()
    expect(distanceKm(...a!, ...toPosition(interpolate(from, to, share)))).toBeCloseTo(share * km, 5)
    expect(distanceKm(...a!, ...toPosition(midpoint(from, to)))).toBeCloseTo(km / 2, 5)
  }
})

it('splits arcs until edges straight in longitude and latitude follow them', () => {
  const random = seeded(2)
  for (let i = 0; i < 300; i++) {
    const bendKm = 10 ** (2 * random() - 1)
    const from: Position = [0, 170 * random() - 85]
    const to: Position = [20 * random(), Math.max(-85, Math.min(85, from[1] + 20 * random() - 10))]
    const pieces = arcPieces(to[0] - from[0], from[1], to[1], bendKm)
    const [a, b] = [toVector(...from), toVector(...to)]
    for (let piece = 0; piece < pieces; piece++) {
      const [p, q] = [0, 1].map((end) => toPosition(interpolate(a, b, (piece + end) / pieces)))
      const middle = toPosition(interpolate(a, b, (piece + 0.5) / pieces))
      expect(distanceFromEdge(middle, p!, q!)).toBeLessThan(1.05 * bendKm)
    }
  }
})

/** Kilometres from a position to the nearest of an edge straight in longitude and latitude, by ternary search. */
function distanceFromEdge(position: Position, p: Position, q: Position): number {
  const at = (share: number) =>
    distanceKm(...position, p[0] + share * (q[0] - p[0]), p[1] + share * (q[1] - p[1]))
  let [low, high] = [0, 1]
  for (let i = 0; i < 60; i++) {
    const third = (high - low) / 3
    if (at(low + third) < at(high - third)) high -= third
    else low += third
  }
  return at(low)
}
