import type { PreciseInstant } from '../granule.ts'

/** To the microsecond, in UTC. */
export function isoMicroseconds(instant: PreciseInstant): string {
  const micro = Math.round(instant * 1000)
  const milli = Math.floor(micro / 1000)
  return `${new Date(milli).toISOString().slice(0, -1)}${String(micro - 1000 * milli).padStart(3, '0')}Z`
}
