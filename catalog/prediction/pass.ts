import type { Position } from '../geometry/types.ts'
import type { PreciseInstant } from '../granule.ts'
import type { Leg } from './legs.ts'
import type { Motion } from './motion.ts'

/** A half revolution to come. */
export interface PredictedPass extends Leg {
  /** Whose: a collection, or a satellite. */
  name: string
  motion: Motion
  cycle?: number
  pass?: number
  /** Where a known track is carried on: the granule that it is of, and over how many cycles. */
  source?: { collection: string; id: string; cycles: number }
}

/** What a pass is called: whose it is and when it starts, to the second. */
export function passId({ name, start }: PredictedPass): string {
  const time = new Date(Math.round(start / 1000) * 1000).toISOString()
  return `${name.replace(/\s+/g, '-')}_${time.replace(/[-:]|\.\d+Z/g, '')}`
}

/** When and where it crosses the equator, where it does. */
export function equatorCrossing({
  motion,
  start,
  end,
  direction,
}: PredictedPass): { time: PreciseInstant; lon: number } | undefined {
  const way = direction === 'ascending' ? 1 : -1
  const heightAt = (time: PreciseInstant) => {
    const lat = motion(time)?.[1]
    return lat === undefined ? undefined : way * lat
  }
  let [low, high] = [start, end]
  if (!((heightAt(low) ?? 1) < 0 && (heightAt(high) ?? -1) >= 0)) return undefined
  while (high - low > 0.5) {
    const middle = (low + high) / 2
    const height = heightAt(middle)
    if (height === undefined) return undefined
    if (height < 0) low = middle
    else high = middle
  }
  const position: Position | undefined = motion(high)
  return position && { time: high, lon: position[0] }
}
