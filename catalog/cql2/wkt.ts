import { geoJSONToWkt, wktToGeoJSON } from 'betterknown'
import type { Builder } from './build.ts'
import { placeOf, type TokenReader } from './token-reader.ts'
import type { Token } from './tokens.ts'
import type { WrittenGeometry } from './tree.ts'

export const wktTypes: ReadonlySet<string> = new Set([
  'point',
  'multipoint',
  'linestring',
  'multilinestring',
  'polygon',
  'multipolygon',
  'geometrycollection',
])

/** Parentheses in a shape; a polygon in a collection in a collection has five. */
const deepestShape = 12

/** The type before positions of three numbers, where CQL2 lets `Z` be left out. */
const heightsUnsaid = /\b(?!(?:Z|M|ZM)\b)[A-Z]+\b(?=[\s(]*(?:[^\s,()]+\s+){2}[^\s,()]+\s*[,)])/gi

/** The shape that begins here, as GeoJSON; what comes next is what follows it. */
export function readWkt(text: string, tokens: TokenReader, build: Builder): unknown {
  const start = tokens.take()
  let open = 0
  let token: Token
  do {
    token = tokens.take()
    if (token.kind === 'end') build.fail('no closing parenthesis in the shape', placeOf(start))
    if (token.text === '(') open++
    if (token.text === ')') open--
    if (open > deepestShape)
      build.fail(`parentheses in a shape nest deeper than ${deepestShape}`, placeOf(start))
  } while (open > 0 || !/^(?:\)|empty)$/i.test(token.text))
  try {
    return wktToGeoJSON(text.slice(start.at, token.end).replace(heightsUnsaid, '$& Z '))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    return build.fail(`not a WKT geometry (${reason})`, placeOf(start))
  }
}

export function toWkt(geometry: WrittenGeometry): string {
  return geoJSONToWkt(geometry as Parameters<typeof geoJSONToWkt>[0])
}
