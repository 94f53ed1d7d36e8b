import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import type { Granule } from '../../catalog/granule.ts'
import { type Format, granuleWriter } from '../../cli/output/formats.ts'
import { formatTable } from '../../cli/output/table.ts'

const granule: Granule = {
  collection: 'C',
  id: 'pass, "first"',
  kind: 'track',
  start: Date.UTC(2025, 0, 2, 3, 4, 5, 678),
  end: Date.UTC(2025, 0, 2, 4),
  geometry: { type: 'Point', coordinates: [1, 2] },
  bbox: [1, 2, 1, 2],
  segments: [],
  properties: { platform: 'A', cycle: 7 },
  assets: {
    data: { href: 'file:///data/a%20b.nc', type: 'application/x-netcdf', roles: ['data'], size: 12 },
    remote: { href: 'https://example.org/a.nc', type: 'application/x-netcdf', roles: ['data'] },
  },
  updated: 0,
}

function written(format: Format, pages: Granule[][], terminal?: number): string {
  const writer = granuleWriter(format, terminal)
  return writer.begin + pages.map((page) => writer.page(page)).join('') + writer.end
}

test('CSV quotes what RFC 4180 says', () => {
  const text = written('csv', [[granule]])
  expect(text.endsWith('\r\n')).toBe(true)
  expect(text).toContain(',"pass, ""first""",')
  expect(parse(text, { columns: true })).toEqual([
    expect.objectContaining({
      id: 'pass, "first"',
      start: '2025-01-02T03:04:05.678Z',
      platform: 'A',
      cycle: '7',
      orbit: '',
      href: 'file:///data/a%20b.nc',
    }),
  ])
})

test('GeoJSON is one collection over several pages, and sound when there are none', () => {
  expect(JSON.parse(written('geojson', [])).features).toEqual([])
  const { features } = JSON.parse(written('geojson', [[granule], [granule, granule]]))
  expect(features).toHaveLength(3)
  expect(features[2]).toMatchObject({
    id: granule.id,
    properties: { start: '2025-01-02T03:04:05.678Z', cycle: 7 },
  })
})

test('paths are plain where files are, and addresses elsewhere', () => {
  expect(written('paths', [[granule]])).toBe('/data/a b.nc\nhttps://example.org/a.nc\n')
})

test('a table keeps to the terminal, and never cuts an id', () => {
  expect(written('table', [[granule]])).toMatch(/^id +start +end +collection +platform +cycle\n/)
  const narrow = written('table', [[granule]], 40).split('\n')
  expect(narrow[0]).toMatch(/^id +start$/)
  expect(narrow[1]).toBe('pass, "first"  2025-01-02T03:04:05Z')
})

test('columns are aligned, numbers to the right', () => {
  expect(
    formatTable(
      ['name', 'count'],
      [
        ['a', 5],
        ['longer', 1234],
      ],
    ),
  ).toBe('name    count\na           5\nlonger   1234\n')
})
