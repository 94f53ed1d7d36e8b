import { expect, test } from 'vitest'
import { resource } from '../../../catalog/resource.ts'

const { stacQuery } = await import(resource('web/query.js').href)
const { boxPath, pathOf, readBox } = await import(resource('web/shapes.js').href)

test.each([
  [{}, { limit: '10' }],
  [
    { parentIdentifier: 'sst', box: ' 170, -20 -170,10 ', start: '', end: '' },
    { collections: 'sst', bbox: '170,-20,-170,10', limit: '10' },
  ],
  [{ start: '2025-06-01' }, { datetime: '2025-06-01T00:00:00Z/..', limit: '10' }],
  [{ end: '2025-06-02' }, { datetime: '../2025-06-02T23:59:59.999Z', limit: '10' }],
  [
    { start: '2025-06-01', end: '2025-06-02' },
    { datetime: '2025-06-01T00:00:00Z/2025-06-02T23:59:59.999Z', limit: '10' },
  ],
])('the form %j asks STAC for %j', (form, expected) => {
  const query = stacQuery(new URLSearchParams(Object.entries(form)), 10)
  expect(Object.fromEntries(query)).toEqual(expected)
})

const triangle = [
  [0, 0],
  [2, 0],
  [2, 3],
  [0, 0],
]

test.each([
  [{ type: 'Point', coordinates: [1, 2] }, 'M1 -2h0'],
  [{ type: 'MultiPoint', coordinates: triangle.slice(0, 2) }, 'M0 0h0M2 0h0'],
  [{ type: 'LineString', coordinates: triangle.slice(0, 3) }, 'M0 0L2 0L2 -3'],
  [{ type: 'MultiLineString', coordinates: [triangle.slice(1, 3)] }, 'M2 0L2 -3'],
  [{ type: 'Polygon', coordinates: [triangle] }, 'M0 0L2 0L2 -3L0 0z'],
  [{ type: 'MultiPolygon', coordinates: [[triangle], [triangle]] }, 'M0 0L2 0L2 -3L0 0zM0 0L2 0L2 -3L0 0z'],
  [{ type: 'GeometryCollection', geometries: [{ type: 'Point', coordinates: [1, 2] }] }, 'M1 -2h0'],
])('draws %j', (geometry, path) => {
  expect(pathOf(geometry)).toBe(path)
})

test('a box across the antimeridian is two rectangles', () => {
  expect(boxPath([10, -5, 20, 5])).toBe('M10 -5H20V5H10z')
  expect(boxPath([170, -5, -170, 5])).toBe('M170 -5H180V5H170zM-180 -5H-170V5H-180z')
})

test('reads a box while it is being typed', () => {
  expect(readBox(' 1, 2,3 , 4')).toEqual([1, 2, 3, 4])
  for (const text of ['', '1,2,3', '1,2,3,', '1,2,3,x', '1,2,3,4,5']) expect(readBox(text)).toBeUndefined()
})
