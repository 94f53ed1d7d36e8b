import { MOST_OFF_SPHERE } from './fit.ts'
import type { Bounds } from './track.ts'

/** @param powers @param first as in `Track` */
export function boundsOf(powers: Float64Array, first: Int32Array): Bounds {
  const count = first.length - 1
  const [speeds, turns, bends] = [0, 1, 2].map(() => new Float64Array(count)) as Three
  let leaves = 1
  while (leaves < count) leaves *= 2
  const balls = new Float64Array(8 * leaves)
  for (let node = 1; node < 2 * leaves; node++) balls[4 * node + 3] = -1
  for (let i = 0; i < count; i++) {
    const own = powers.subarray(3 * first[i]!, 3 * first[i + 1]!)
    const isChord = own.length === 6
    if (!isChord) [turns[i], bends[i]] = curvature(own)
    const motion = length(own, 1)
    // |P'|^2 grows by 2 P' P'' = -2 turn P P' + 2 P' rest, and P P' is half the growth of |P|^2, which stays nearly 1.
    const radial = 8 * MOST_OFF_SPHERE * turns[i]!
    speeds[i] = isChord
      ? motion / length(own, 0)
      : (bends[i]! + Math.sqrt(bends[i]! ** 2 + motion ** 2 + radial)) / (1 - 2 * MOST_OFF_SPHERE)
    balls.set(leafBall(own, speeds[i]!), 4 * (leaves + i))
  }
  for (let node = leaves - 1; node > 0; node--) joinBalls(balls, node)
  return { speeds, turns, bends, balls, leaves }
}

type Three = [Float64Array, Float64Array, Float64Array]

/** The turn that leaves the least at s = 0, and how long the rest is at most: the sum over its powers. */
function curvature(powers: Float64Array): [turn: number, bend: number] {
  const count = powers.length / 3
  const second = (k: number, axis: number) =>
    k + 2 < count ? (k + 2) * (k + 1) * powers[3 * (k + 2) + axis]! : 0
  const middle = length(powers, 0)
  let turn = 0
  for (let axis = 0; axis < 3; axis++) turn -= (second(0, axis) * powers[axis]!) / (middle * middle)
  turn = Math.max(0, turn)
  let bend = 0
  for (let k = 0; k < count; k++) {
    const rest = [0, 1, 2].map((axis) => second(k, axis) + turn * powers[3 * k + axis]!)
    bend += Math.hypot(...rest)
  }
  return [turn, bend]
}

/**
 * Around the middle of the chord: what is not farther along the track than the speed allows from both ends is not
 * farther from there than the speed.
 */
function leafBall(powers: Float64Array, speed: number): number[] {
  const middle = [0, 1, 2].map((axis) => {
    let even = 0
    for (let k = 0; k < powers.length; k += 6) even += powers[k + axis]!
    return even
  })
  return [...middle, speed]
}

function joinBalls(balls: Float64Array, node: number): void {
  const [left, right] = [8 * node, 8 * node + 4]
  if (balls[right + 3]! < 0) {
    balls.copyWithin(4 * node, left, left + 4)
    return
  }
  const middle = [0, 1, 2].map((axis) => (balls[left + axis]! + balls[right + axis]!) / 2)
  const half = Math.hypot(...[0, 1, 2].map((axis) => balls[left + axis]! - balls[right + axis]!)) / 2
  balls.set([...middle, half + Math.max(balls[left + 3]!, balls[right + 3]!)], 4 * node)
}

function length(powers: Float64Array, power: number): number {
  return Math.hypot(powers[3 * power]!, powers[3 * power + 1]!, powers[3 * power + 2]!)
}
