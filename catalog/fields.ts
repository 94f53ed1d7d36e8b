import type { Granule, PropertyValue } from './granule.ts'

/** As much of a granule as conditions and sort keys may name. */
export type Described = Pick<
  Granule,
  'collection' | 'id' | 'kind' | 'start' | 'end' | 'updated' | 'properties'
>

export const instantFields: ReadonlySet<string> = new Set(['start', 'end', 'updated'])

/**
 * What a granule has under a name: `start`, `end` and `updated` in milliseconds, `id`, `collection`, `kind`,
 * else the property of that name. An empty list says as little as no list: it is missing.
 */
export function fieldOf(granule: Described, name: string): PropertyValue | undefined {
  switch (name) {
    case 'start':
    case 'end':
    case 'updated':
    case 'id':
    case 'collection':
    case 'kind':
      return granule[name]
  }
  if (!Object.hasOwn(granule.properties, name)) return undefined
  const value = granule.properties[name]
  return Array.isArray(value) && value.length === 0 ? undefined : value
}

/**
 * The order of strings: by code point, which is also the order of their UTF-8 bytes and so that of the engines.
 * (`<` compares UTF-16 units and puts U+FF5E after U+1F600.)
 */
export function compareText(a: string, b: string): number {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return rank(x) - rank(y)
  }
  return a.length - b.length
}

/** Lifts surrogates, which begin code points above U+FFFF, over the units U+E000..U+FFFF. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}
