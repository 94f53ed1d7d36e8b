import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Granule } from '../../catalog/granule.ts'
import { granuleFeature } from '../../cli/output/feature.ts'
import { granuleOf } from '../catalog/elasticsearch/granules.ts'
import { seeded } from '../seeded.ts'

const itemsInPart = 250

export const itemName = (number: number): string => `item-${String(number).padStart(6, '0')}`

/**
 * What an item says in a generation: each time another year, another place and other segments, so that half of one and half of
 * another is like neither.
 */
export function itemOf(name: string, generation: number): Granule {
  const number = Number(name.slice(5))
  const random = seeded(number + 1_000_000 * generation)
  const start = Date.UTC(2018 + ((number + generation) % 3), Math.floor(12 * random()), 1)
  const [west, south] = [Math.floor(-170 + 330 * random()), Math.floor(-80 + 150 * random())]
  const granule = granuleOf(name, { start, box: [west, south, west + 9, south + 9] })
  const segments = granule.segments.map((segment) => ({
    ...segment,
    rows: [0, generation] as [number, number],
  }))
  return { ...granule, segments, properties: { generation }, updated: Date.UTC(2024, 0, 1) + generation }
}

/** The items of a generation in files as `oceanid import` reads them, with the names in each. */
export function writeParts(folder: string, count: number, generation: number): Map<string, string[]> {
  const parts = new Map<string, string[]>()
  for (let first = 0; first < count; first += itemsInPart) {
    const names = Array.from({ length: Math.min(itemsInPart, count - first) }, (_, i) => itemName(first + i))
    const path = join(folder, `part-${first}.ndjson`)
    const lines = names.map((name) => `${JSON.stringify(granuleFeature(itemOf(name, generation)))}\n`)
    writeFileSync(path, lines.join(''))
    parts.set(path, names)
  }
  return parts
}
