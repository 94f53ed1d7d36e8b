/** To a tenth of a metre, and never with an exponent, which some readers of coordinates refuse. */
export function degrees(value: number): string {
  return String(Math.round(value * 1e6) / 1e6 || 0)
}
