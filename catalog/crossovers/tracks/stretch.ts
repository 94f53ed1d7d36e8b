import { type Abreast, abreastAt, spanAbreast } from './abreast.ts'
import type { Arc } from './arc.ts'

/** What of an arc of a has one of b beside it. */
export interface Stretch {
  a: Arc
  b: Arc
  from: Abreast
  to: Abreast
  nearest: Abreast
  /** Least and greatest time of b less time of a. */
  least: number
  greatest: number
}

const SAMPLES = 8
const HALVINGS = 40

/** @param counts whether a place counts that has one beside it: by distance and time */
export function stretchesOf(a: Arc, b: Arc, counts: (abreast: Abreast) => boolean): Stretch[] {
  const span = spanAbreast(a, b)
  if (!span) return []
  const [low, high] = span
  const guess = (b.low + b.high) / 2
  const at = (s: number, near?: Abreast) => abreastAt(a, s, b, near?.t ?? guess)
  const holds = (abreast: Abreast) => abreast.beside && counts(abreast)
  const places: Abreast[] = []
  for (let k = 0; k <= SAMPLES; k++) {
    const before = places.at(-1)
    const next = at(low + ((high - low) * k) / SAMPLES, before)
    // Where it comes nearest between two samples.
    if (before && before.rate < 0 && next.rate > 0)
      places.push(between(at, before, next, (one) => one.rate < 0))
    places.push(next)
  }
  const stretches: Stretch[] = []
  let open: Abreast[] = []
  const close = () => {
    if (open.length > 1) stretches.push(stretchOf(a, b, open))
    open = []
  }
  places.forEach((place, k) => {
    const before = places[k - 1]
    if (holds(place)) {
      if (before && open.length === 0) open.push(between(at, place, before, holds))
      open.push(place)
    } else {
      if (before && open.length > 0) open.push(between(at, before, place, holds))
      close()
    }
  })
  close()
  return stretches
}

/** The last place from one to the other of which the same is true as of the first. */
function between(
  at: (s: number, near: Abreast) => Abreast,
  first: Abreast,
  other: Abreast,
  isTrue: (abreast: Abreast) => boolean,
): Abreast {
  let [low, high] = [first, other.s]
  for (let k = 0; k < HALVINGS; k++) {
    const middle = at((low.s + high) / 2, low)
    if (isTrue(middle)) low = middle
    else high = middle.s
  }
  return low
}

function stretchOf(a: Arc, b: Arc, places: Abreast[]): Stretch {
  const differences = places.map(({ timeA, timeB }) => timeB - timeA)
  return {
    a,
    b,
    from: places[0]!,
    to: places.at(-1)!,
    nearest: places.reduce((nearest, one) => (one.distance < nearest.distance ? one : nearest)),
    least: Math.min(...differences),
    greatest: Math.max(...differences),
  }
}
