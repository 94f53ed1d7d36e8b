import { describe, expect, it } from 'vitest'
import { boxArea, parseBox } from '../../../catalog/parse/box.ts'

const parse = (text: string) => parseBox(text, 'bbox')

describe('parseBox', () => {
  it.each([
    ['-10,40,0.5,50', [-10, 40, 0.5, 50]],
    [' 170 , -20 , -170 , 20 ', [170, -20, -170, 20]],
    ['1,2,3,4,5,6', [1, 2, 4, 5]],
    ['350,0,10,5', [-10, 0, 10, 5]],
    ['170,0,190,5', [170, 0, -170, 5]],
    ['0,-90,360,90', [-180, -90, 180, 90]],
    ['-180,-90,180,90', [-180, -90, 180, 90]],
    ['170,0,-180,5', [170, 0, 180, 5]],
    ['180,0,-170,5', [-180, 0, -170, 5]],
    ['180,0,180,5', [180, 0, 180, 5]],
  ])('reads %s', (text, box) => {
    expect(parse(text)).toEqual(box)
  })

  it.each([
    '',
    '1,2,3',
    '1,2,3,4,5',
    '0,0,abc,1',
    '0,0,,1',
    '[0,0,1,1]',
    '0,10,1,5',
    '0,-91,1,5',
    '400000,4500000,410000,4600000',
    '0,0,Infinity,1',
  ])('refuses %s', (text) => {
    expect(() => parse(text)).toThrow(/^bbox: /)
  })
})

describe('boxArea', () => {
  it('is a rectangle on either side of the antimeridian', () => {
    expect(boxArea([170, -20, -170, 20])).toEqual({
      type: 'GeometryCollection',
      geometries: [boxArea([170, -20, 180, 20]), boxArea([-180, -20, -170, 20])],
    })
  })

  it('is a line or a point where the box has no extent', () => {
    expect(boxArea([1, 2, 1, 2])).toEqual({ type: 'Point', coordinates: [1, 2] })
    expect(boxArea([1, 2, 1, 3]).type).toBe('LineString')
  })
})
