import type { Degrees } from '../coordinates.ts'
import type { Hyperslab, Variable } from '../readers/dataset.ts'
import { readUnpacked } from './decode.ts'
import { unitsOf } from './names.ts'

/** Latitudes may pass the pole by this much in single precision and in packed form. */
const overshoot = 0.01

/** Reads an angle in degrees, whatever angle unit the variable has. */
export function readDegrees(variable: Variable, slab?: Hyperslab): Degrees {
  const values = readUnpacked(variable, slab)
  const factor = degreesPerUnit(unitsOf(variable))
  if (factor !== 1) for (let i = 0; i < values.length; i++) values[i] = values[i]! * factor
  return values
}

/** How many degrees one unit is; 1 where the units do not say otherwise. */
function degreesPerUnit(units: string): number {
  if (/^rad(ian)?s?$/.test(units)) return 180 / Math.PI
  if (!/deg/.test(units)) return 1
  if (/^micro[ _-]?deg/.test(units)) return 1e-6
  if (/^milli[ _-]?deg/.test(units)) return 1e-3
  const scaled = units.match(/(?:\b10\s*(?:\^|\*\*)?\s*|1e)(-\d+)|^(0\.0*1)\b/)
  if (scaled) return scaled[1] !== undefined ? 10 ** Number(scaled[1]) : Number(scaled[2])
  return 1
}

/**
 * Leaves out, as NaN in both, the positions that are none: a latitude or longitude missing or out of range (fill values
 * that nobody declared), and the origin (0, 0) where more than one of `distinct` positions claims to be there.
 * Brings longitudes outside -180..360 back by a turn. Works in place.
 * @returns how many positions are left
 */
export function cleanPositions(lon: Degrees, lat: Degrees, { distinct }: { distinct: boolean }): number {
  let origins = 0
  let valid = 0
  for (let i = 0; i < lat.length; i++) {
    const y = lat[i]!
    let x = lon[i]!
    // Nearly all are as they should be.
    if (y <= 90 && y >= -90 && x >= -180 && x <= 360 && (x !== 0 || y !== 0)) {
      valid++
      continue
    }
    if (x > 360 && x <= 540) x -= 360
    else if (x < -180 && x >= -360) x += 360
    if (!(y <= 90 + overshoot && y >= -90 - overshoot && x >= -180 && x <= 360)) {
      lon[i] = Number.NaN
      lat[i] = Number.NaN
      continue
    }
    lon[i] = x
    if (y > 90) lat[i] = 90
    else if (y < -90) lat[i] = -90
    if (x === 0 && y === 0) origins++
    valid++
  }
  if (!distinct || origins < 2) return valid
  for (let i = 0; i < lat.length; i++) {
    if (lon[i] === 0 && lat[i] === 0) {
      lon[i] = Number.NaN
      lat[i] = Number.NaN
    }
  }
  return valid - origins
}
