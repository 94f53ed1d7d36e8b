import { describe, expect, test } from 'vitest'
import { toItem } from '../../../api/stac/items/item.ts'
import { stacUrls } from '../../../api/stac/links.ts'
import { within } from '../../../catalog/geometry/within.ts'
import { readItem } from '../../../catalog/stac/item.ts'
import { granuleFeature } from '../../../cli/output/feature.ts'
import { randomGranules } from '../../random-granules.ts'
import { seeded } from '../../seeded.ts'

const item = {
  type: 'Feature',
  stac_version: '1.0.0',
  id: 'one',
  collection: 'sst',
  geometry: { type: 'Point', coordinates: [200, 10] },
  properties: {
    datetime: '2020-01-01T00:00:00.123Z',
    instruments: ['MSI'],
    'sat:absolute_orbit': 12,
    'eo:cloud_cover': 3.5,
    'proj:shape': [10, 20],
    'view:nested': { a: 1 },
    nothing: null,
  },
  assets: { data: { href: 's3://bucket/one.nc', 'file:size': 7 }, broken: {} },
}

describe('an item', () => {
  test('becomes a granule with the names of the catalogue', () => {
    const { updated, ...granule } = readItem(item)
    expect(updated).toBeGreaterThan(Date.now() - 60_000)
    expect(granule).toEqual({
      collection: 'sst',
      id: 'one',
      kind: 'points',
      start: Date.parse('2020-01-01T00:00:00.123Z'),
      end: Date.parse('2020-01-01T00:00:00.123Z'),
      geometry: { type: 'Point', coordinates: [-160, 10] },
      bbox: [-160, 10, -160, 10],
      segments: [],
      properties: { instrument: 'MSI', orbit: 12, 'eo:cloud_cover': 3.5 },
      assets: {
        data: { href: 's3://bucket/one.nc', type: 'application/octet-stream', roles: ['data'], size: 7 },
      },
    })
  })

  test.each([
    [{ ...item, type: 'Collection' }, /no STAC item/],
    [{ ...item, id: '' }, /^id/],
    [{ ...item, collection: undefined }, /^collection/],
    [{ ...item, geometry: null }, /geometry/],
    [{ ...item, geometry: { type: 'Point', coordinates: [0, 91] } }, /geometry/],
    [{ ...item, properties: { datetime: null } }, /datetime/],
    [{ ...item, properties: { datetime: '2020-01-01' } }, /datetime/],
    [
      {
        ...item,
        properties: { start_datetime: '2020-01-02T00:00:00Z', end_datetime: '2020-01-01T00:00:00Z' },
      },
      /ends before/,
    ],
    [{ ...item, bbox: [0, 0, 1] }, /bbox/],
    ['text', /no STAC item/],
  ])('that is none is refused with the reason: %#', (value, reason) => {
    expect(() => readItem(value)).toThrow(reason)
  })

  test('that the STAC API wrote comes back as it was, but for segments and ground track', () => {
    const urls = stacUrls('http://localhost')
    const granules = randomGranules(seeded(50), 200)
    expect(granules.length).toBe(200)
    for (const { track, ...granule } of granules) {
      const back = readItem(JSON.parse(JSON.stringify(toItem(granule, urls))))
      const { geometry, updated } = back
      expect(back).toEqual({ ...granule, segments: [], geometry, updated })
      expect([within(geometry, granule.geometry), within(granule.geometry, geometry)]).toEqual([true, true])
    }
  })

  test('that a search wrote comes back as it was', () => {
    const granules = randomGranules(seeded(51), 100)
    expect(granules.filter(({ track }) => track).length).toBeGreaterThan(5)
    let exact = 0
    for (const granule of granules) {
      const back = readItem(JSON.parse(JSON.stringify(granuleFeature(granule))))
      const { geometry } = back
      expect({ ...back, geometry: granule.geometry }).toEqual(granule)
      const same = JSON.stringify(geometry) === JSON.stringify(granule.geometry)
      if (same) exact++
      expect([within(geometry, granule.geometry), within(granule.geometry, geometry)]).toEqual([true, true])
    }
    expect(exact).toBeGreaterThan(90)
  })

  test.each(['', 'AQ', 'CQAA', 'Af8P'])('whose ground track is %j is refused', (track) => {
    const properties = { ...item.properties, 'oceanid:track': track }
    expect(() => readItem({ ...item, properties })).toThrow(/^oceanid:track/)
  })
})
