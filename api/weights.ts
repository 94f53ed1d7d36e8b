/**
 * The values of a header that weighs them, in lower case, each with its weight (RFC 9110 section 12.4.2); of coding and
 * language names, which have no other parameters.
 */
export function weightsOf(header: string | undefined): Map<string, number> {
  return new Map(
    header?.split(',').map((part) => {
      const [value = '', weight] = part.split(/\s*;\s*q\s*=\s*/i)
      return [value.trim().toLowerCase(), weight === undefined ? 1 : Number(weight) || 0]
    }),
  )
}
