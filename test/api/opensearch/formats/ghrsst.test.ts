import { expect, test } from 'vitest'
import { granuleOver, hour, noon, sampleOf } from '../sample.ts'

interface GhrsstEntry {
  id: string
  title: string
  dc_date: string
}

const sample = sampleOf([
  granuleOver([175, -5, 179, 5], { id: 'a' }),
  granuleOver([170, -5, -170, 5], { id: 'b', start: noon + hour }),
  granuleOver([0, 0, 1, 1], {
    id: 'c',
    start: noon + 2 * hour,
    geometry: {
      type: 'LineString',
      coordinates: [
        [0, 0],
        [1, 1],
      ],
    },
  }),
])

test('entries have the members that clients of the federation read, longitude first', async () => {
  const { get } = await sample
  const { headers, body } = await get('/granules.json?datasetId=sst&count=10&startPage=0')
  expect(headers['content-type']).toMatch(/^application\/json/)
  const { header, entries } = JSON.parse(body)
  expect(header).toEqual({ total_results: 3, start_index: 0, items_per_page: 10 })
  const [a, b, c] = entries
  expect(Object.keys(a)).toEqual([
    ...['id', 'title', 'updated', 'summary', 'dc_date', 'geo_box', 'geo_polygon', 'geo_line', 'geo_where'],
    ...['links', 'source'],
  ])
  expect(a).toMatchObject({
    title: 'a',
    dc_date: '2025-06-01 12:00:00/2025-06-01 12:05:00',
    geo_box: '175 -5 179 5',
    geo_polygon: '175 -5 179 -5 179 5 175 5 175 -5',
    geo_line: null,
    geo_where: null,
    source: 'Oceanid',
  })
  expect(a.id).toMatch(/uid=sst:a$/)
  expect(a.links).toContainEqual({
    href: 'https://data.example/a.nc',
    rel: 'enclosure',
    title: 'File',
    type: 'application/x-netcdf',
  })
  expect(b).toMatchObject({
    geo_box: '170 -5 -170 5',
    geo_polygon: null,
    geo_where: { type: 'MultiPolygon' },
  })
  expect(c).toMatchObject({ geo_line: '0 0 1 1', geo_polygon: null })
})

test('a client of the federation that pages until it has seen the total sees each entry once', async () => {
  const { get } = await sample
  const seen: string[] = []
  for (let page = 0; ; page++) {
    const { header, entries } = (await get(`/granules.json?datasetId=sst&count=2&startPage=${page}`)).json()
    expect(header.start_index).toBe(page)
    seen.push(...entries.map(({ title }: GhrsstEntry) => title))
    if (header.total_results < (header.start_index + 1) * header.items_per_page) break
  }
  expect(seen).toEqual(['a', 'b', 'c'])
})
