/**
 * To a tenth of a metre, and never with an exponent, which some readers of coordinates refuse. Footprints are most of a feed,
 * and two whole numbers are written faster than one that is not whole.
 */
export function degrees(value: number): string {
  const millionths = Math.round(Math.abs(value) * 1e6)
  const whole = Math.floor(millionths / 1e6)
  let rest = millionths - whole * 1e6
  const sign = value < 0 && millionths > 0 ? '-' : ''
  if (rest === 0) return sign + whole
  let digits = 6
  while (rest % 10 === 0) {
    rest /= 10
    digits--
  }
  return `${sign}${whole}.${String(rest).padStart(digits, '0')}`
}
