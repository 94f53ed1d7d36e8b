import { InvalidQueryError } from '../catalog/errors.ts'

/**
 * A whole number out of the text of a parameter.
 *
 * @throws InvalidQueryError
 */
export function readWhole(text: string, name: string, least: number, most: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (number >= least && number <= most) return number
  throw new InvalidQueryError(name, `is a whole number from ${least} to ${most}`)
}
