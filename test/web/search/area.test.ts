import { expect, test } from 'vitest'
import { signedArea } from '../../../catalog/geometry/cut.ts'
import { parseWkt } from '../../../catalog/parse/area.ts'
import { resource } from '../../../catalog/resource.ts'

const { areaParameters, boxToText, circleToText, polygonToText, readArea } = await import(
  resource('web/search/area.js').href
)

test.each([
  ['', undefined],
  ['  ', undefined],
  ['170,-20,-170,10', { kind: 'box', box: [170, -20, -170, 10] }],
  [' 1.5 , -2 3,.5 ', { kind: 'box', box: [1.5, -2, 3, 0.5] }],
  ['-30, 45 500 km', { kind: 'circle', lon: -30, lat: 45, km: 500 }],
  ['-30 45 5.5KM', { kind: 'circle', lon: -30, lat: 45, km: 5.5 }],
  ['POINT(1 2)', { kind: 'wkt', text: 'POINT(1 2)' }],
  ['srid=4326;polygon((0 0,1 0,1 1,0 0))', { kind: 'wkt', text: 'srid=4326;polygon((0 0,1 0,1 1,0 0))' }],
  ['Bay of Biscay', { kind: 'sea', name: 'Bay of Biscay' }],
  ['1,2,3', { kind: 'sea', name: '1,2,3' }],
])('%j means %j', (text, area) => {
  expect(readArea(text)).toEqual(area)
})

test('what is drawn is written so that it is read again', () => {
  expect(readArea(boxToText([170, -20, -170, 10]))).toEqual({ kind: 'box', box: [170, -20, -170, 10] })
  expect(readArea(circleToText([-30.123456, 45], 512.345))).toEqual({
    kind: 'circle',
    lon: -30.12,
    lat: 45,
    km: 512,
  })
  const corners = [
    [170, 0],
    [190, 0],
    [190, 10],
    [170, 10],
  ]
  for (const drawn of [corners, corners.toReversed()]) {
    const area = readArea(polygonToText(drawn))
    expect(area.kind).toBe('wkt')
    const geometry = parseWkt(area.text, 'area')
    expect(geometry.type).toBe('MultiPolygon')
  }
})

test('a polygon is written counter-clockwise, and one around a pole holds it', () => {
  const text = polygonToText([
    [0, 60],
    [0, 70],
    [10, 70],
  ])
  const ring = parseWkt(text, 'area')
  expect(ring.type === 'Polygon' && signedArea(ring.coordinates[0]!)).toBeGreaterThan(0)
  const around = parseWkt(
    polygonToText([
      [0, 60],
      [90, 65],
      [180, 60],
      [270, 65],
    ]),
    'area',
  )
  expect(JSON.stringify(around)).toContain('90]')
})

test.each([
  ['1,2,3,4', { box: '1,2,3,4' }],
  ['-30,45 500 km', { lat: '45', lon: '-30', radius: '500000' }],
  ['POINT(1 2)', { geometry: 'POINT(1 2)' }],
  ['Tasman Sea', { name: 'Tasman Sea' }],
])('%s is asked for as %j', (text, parameters) => {
  expect(areaParameters(readArea(text))).toEqual(parameters)
})
