import { describe, expect, test } from 'vitest'
import { featuresOf } from '../../../cli/observations/json-features.ts'
import { seeded } from '../../seeded.ts'

async function* cut(text: string, random: () => number, most: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; ) {
    const end = at + 1 + Math.floor(most * random())
    yield text.slice(at, end)
    at = end
  }
}

const feature = (i: number) => ({
  type: 'Feature',
  id: `{"features": [${i}`,
  geometry: {
    type: 'LineString',
    coordinates: [
      [i, 0.5],
      [1, 2],
    ],
  },
  properties: { name: 'a "quoted" \\ \\" [brace} \u2028', features: [{ a: [] }, '}'], times: [[], {}] },
})
const list = Array.from({ length: 40 }, (_, i) => feature(i))
const collection = { name: 'features', features: list, type: 'FeatureCollection', crs: { features: [[]] } }

describe('features of a text that comes in pieces', () => {
  test.each([
    ['a collection', JSON.stringify(collection), list],
    ['a collection over many lines', JSON.stringify(collection, null, 2), list],
    ['a feature', JSON.stringify(feature(1)), [feature(1)]],
    ['a feature a line', list.map((one) => JSON.stringify(one)).join('\n'), list],
    [
      'collections and features',
      `${JSON.stringify(collection)}\r\n${JSON.stringify(feature(3))}\n`,
      [...list, feature(3)],
    ],
  ])('are those of %s, wherever it is cut', async (_, text, expected) => {
    const random = seeded(2)
    for (const most of [1, 3, 40, 1000, 100_000]) {
      expect(await Array.fromAsync(featuresOf(cut(text, random, most)))).toEqual(expected)
    }
  })

  test.each([
    '{',
    '{"features":[]}',
    '{"features":[{}',
    '{"features":[{}]',
    '{"features":[{}, 3]}',
    '{"features":[{}, []]}',
    '{"features":[{} {"a"}]}',
    '{"features":[{}] "type"}',
    '{"a":1}}',
    '{"a":1} and more',
    '{"a":"1}',
    '[1,2',
  ])('%s is no GeoJSON', async (text) => {
    const random = seeded(2)
    for (const most of [1, 100]) {
      await expect(Array.fromAsync(featuresOf(cut(text, random, most)))).rejects.toThrow('begins as GeoJSON')
    }
  })
})
