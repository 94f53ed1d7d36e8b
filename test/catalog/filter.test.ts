import { describe, expect, test } from 'vitest'
import { InvalidQueryError } from '../../catalog/errors.ts'
import type { Described } from '../../catalog/fields.ts'
import { compileFilter } from '../../catalog/filter.ts'
import { shapeOf } from '../../catalog/geometry/shape.ts'
import type { Geometry } from '../../catalog/geometry/types.ts'
import type { Filter } from '../../catalog/query.ts'

const granule: Described = {
  collection: 'sst',
  id: 'a-1',
  kind: 'swath',
  start: Date.UTC(2020, 0, 1),
  end: Date.UTC(2020, 0, 1, 6),
  updated: Date.UTC(2020, 5, 1),
  properties: {
    cycle: 12,
    platform: 'Aqua',
    night: true,
    variables: ['sst', 'wind'],
    none: [],
    start: 'a property',
  },
}
const footprint: Geometry = { type: 'Point', coordinates: [10, 20] }
const holds = (filter: Filter) => compileFilter(filter)(granule, () => shapeOf(footprint))

describe('a condition', () => {
  test.each<[string, Filter, boolean]>([
    ['=', { op: '=', property: 'cycle', value: 12 }, true],
    ['= of another type', { op: '=', property: 'cycle', value: '12' }, false],
    ['= of what is missing', { op: '=', property: 'orbit', value: 12 }, false],
    ['<>', { op: '<>', property: 'cycle', value: 13 }, true],
    ['<> of the same', { op: '<>', property: 'cycle', value: 12 }, false],
    ['<> of another type', { op: '<>', property: 'cycle', value: 'x' }, false],
    ['<> of what is missing', { op: '<>', property: 'orbit', value: 1 }, false],
    ['not =, of what is missing', { op: 'not', arg: { op: '=', property: 'orbit', value: 1 } }, false],
    ['not <>, of what is missing', { op: 'not', arg: { op: '<>', property: 'orbit', value: 1 } }, false],
    ['<', { op: '<', property: 'cycle', value: 12 }, false],
    ['<=', { op: '<=', property: 'cycle', value: 12 }, true],
    ['>', { op: '>', property: 'cycle', value: 11.5 }, true],
    ['>= of a string', { op: '>=', property: 'platform', value: 'Aqu' }, true],
    ['< of a string with capitals first', { op: '<', property: 'platform', value: 'aqua' }, true],
    ['< of a boolean', { op: '<', property: 'night', value: true }, false],
    ['>= of a boolean', { op: '>=', property: 'night', value: true }, false],
    ['between, both ends in', { op: 'between', property: 'cycle', low: 12, high: 12 }, true],
    ['between, the wrong way round', { op: 'between', property: 'cycle', low: 13, high: 11 }, false],
    ['between ends of two types', { op: 'between', property: 'cycle', low: 1, high: 'z' }, false],
    ['in', { op: 'in', property: 'platform', values: ['Terra', 'Aqua'] }, true],
    ['in nothing', { op: 'in', property: 'platform', values: [] }, false],
    ['= of an element', { op: '=', property: 'variables', value: 'wind' }, true],
    ['in of an element', { op: 'in', property: 'variables', values: ['ice', 'sst'] }, true],
    ['<> where an element is equal', { op: '<>', property: 'variables', value: 'wind' }, false],
    ['<> where no element is', { op: '<>', property: 'variables', value: 'ice' }, true],
    ['> of any element', { op: '>', property: 'variables', value: 'tt' }, true],
    ['an empty list is missing', { op: 'isNull', property: 'none' }, true],
    ['isNull', { op: 'isNull', property: 'cycle' }, false],
    ['isNull of what every object has', { op: 'isNull', property: 'constructor' }, true],
    ['= of what every object has', { op: '=', property: 'toString', value: 'x' }, false],
    ['id', { op: '=', property: 'id', value: 'a-1' }, true],
    ['collection', { op: 'in', property: 'collection', values: ['sst'] }, true],
    ['kind', { op: '<>', property: 'kind', value: 'track' }, true],
    ['start as a date', { op: '=', property: 'start', value: '2020-01-01' }, true],
    [
      'start as a date-time with a zone',
      { op: '=', property: 'start', value: '2020-01-01T02:00:00+02:00' },
      true,
    ],
    ['start without a zone', { op: '=', property: 'start', value: '2020-01-01T00:00' }, true],
    ['start in milliseconds', { op: '=', property: 'start', value: Date.UTC(2020, 0, 1) }, true],
    [
      'end between',
      { op: 'between', property: 'end', low: '2020-01-01T05:59:59.999Z', high: '2020-01-02' },
      true,
    ],
    ['updated', { op: '<', property: 'updated', value: '2020-06-01T00:00:00Z' }, false],
    ['and of nothing', { op: 'and', args: [] }, true],
    ['or of nothing', { op: 'or', args: [] }, false],
  ])('%s', (_, filter, expected) => {
    expect(holds(filter)).toBe(expected)
  })

  test('on time with what is no date says so, whether there are granules or not', () => {
    for (const value of ['noon', '2020', '2020-13-01', '2020-01-01T25:00:00Z', '01/02/2020']) {
      expect(() => compileFilter({ op: '=', property: 'start', value })).toThrow(InvalidQueryError)
    }
  })
})
