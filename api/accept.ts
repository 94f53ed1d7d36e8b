interface Range {
  /** In lower case, without parameters; `*` stands for any. */
  type: string
  subtype: string
  weight: number
}

/**
 * The media type that a client likes best (RFC 9110 section 12.5.1); of equals the first that is offered. Without the
 * header that is the first of all; undefined where the client takes none.
 */
export function preferredType<Type extends string>(
  accept: string | undefined,
  offered: readonly Type[],
): Type | undefined {
  if (accept === undefined) return offered[0]
  const ranges = readRanges(accept)
  if (ranges.length === 0) return offered[0]
  let best: Type | undefined
  let most = 0
  for (const type of offered) {
    const weight = weightOf(type, ranges)
    if (weight > most) [best, most] = [type, weight]
  }
  return best
}

function readRanges(accept: string): Range[] {
  return accept.split(',').flatMap((part) => {
    const [name = '', ...parameters] = part.split(';').map((one) => one.trim().toLowerCase())
    const [type, subtype, ...rest] = name.split('/')
    if (!type || !subtype || rest.length > 0) return []
    const weight = parameters.find((one) => /^q\s*=/.test(one))?.replace(/^q\s*=\s*/, '')
    return [{ type, subtype, weight: weight === undefined ? 1 : Number(weight) || 0 }]
  })
}

/** By the range that names it most closely. */
function weightOf(mediaType: string, ranges: Range[]): number {
  const [type, subtype] = mediaType.split(';')[0]!.split('/')
  const closest =
    ranges.find((range) => range.type === type && range.subtype === subtype) ??
    ranges.find((range) => range.type === type && range.subtype === '*') ??
    ranges.find((range) => range.type === '*' && range.subtype === '*')
  return closest?.weight ?? 0
}
