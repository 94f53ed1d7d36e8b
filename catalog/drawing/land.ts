import { readFileSync } from 'node:fs'
import type { Position } from '../geometry/types.ts'
import { resource } from '../resource.ts'

let land: Position[][] | undefined

/**
 * Outlines of the land as rings that do not close by repetition: Natural Earth 1:110m, which ships with the
 * map.
 */
export function readLand(): Position[][] {
  land ??= ringsOfPath(/ d="([^"]*)"/.exec(readFileSync(resource('web/land.svg'), 'utf8'))?.[1] ?? '')
  return land
}

/** Of a path of absolute starts (M) and relative lines (l) in tenths of a degree, with y to the south. */
function ringsOfPath(path: string): Position[][] {
  return path.split('z').flatMap((piece): Position[][] => {
    const numbers = piece.match(/-?\d*\.?\d+/g)?.map(Number) ?? []
    const ring: Position[] = []
    let [lon, lat] = [0, 0]
    for (let i = 0; i + 1 < numbers.length; i += 2) {
      lon += numbers[i]!
      lat -= numbers[i + 1]!
      // Sums of tenths drift: the edge of the map would lie outside of it.
      ring.push([Math.round(lon * 10) / 10, Math.round(lat * 10) / 10])
    }
    return ring.length > 2 ? [ring] : []
  })
}
