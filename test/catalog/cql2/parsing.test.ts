import { describe, expect, test } from 'vitest'
import { parseCql2Json, toCql2Json } from '../../../catalog/cql2/json.ts'
import { parseCql2Text } from '../../../catalog/cql2/text.ts'
import { toCql2Text } from '../../../catalog/cql2/write-text.ts'
import { InvalidQueryError } from '../../../catalog/errors.ts'

const json = (text: string) => toCql2Json(parseCql2Text(text))
const of = (op: string, ...args: unknown[]) => ({ op, args })
const [a, b, c] = ['a', 'b', 'c'].map((property) => ({ property }))

describe('CQL2 text', () => {
  test.each([
    [
      'a=1 or not b=2 and (c=3 or a=4)',
      of('or', of('=', a, 1), of('and', of('not', of('=', b, 2)), of('or', of('=', c, 3), of('=', a, 4)))),
    ],
    ['a = 1 and (b = 2 and c = 3)', of('and', of('=', a, 1), of('=', b, 2), of('=', c, 3))],
    ['a != true', of('<>', a, true)],
    ['a-1 = 2', of('=', of('-', a, 1), 2)],
    ['a = -1', of('=', a, -1)],
    ['a = - b', of('=', a, of('*', -1, b))],
    ['a - b - c = .5', of('=', of('-', of('-', a, b), c), 0.5)],
    ['a + b * c = 1e3', of('=', of('+', a, of('*', b, c)), 1000)],
    ['(a + b) * c = 1', of('=', of('*', of('+', a, b), c), 1)],
    ['a ^ -1 = 2', of('=', of('^', a, -1), 2)],
    ['a DIV 2 = 1', of('=', of('div', a, 2), 1)],
    ["a between 'x' and 'y'", of('between', a, 'x', 'y')],
    ["a = 'it''s \\'so\\' \\t \\\\ \\%'", of('=', a, "it's 'so' \t \\ \\%")],
    ['"and" = 1', of('=', { property: 'and' }, 1)],
    ['"a ""b""" = 1', of('=', { property: 'a "b"' }, 1)],
    [
      'point = 1 and date = 2',
      of('and', of('=', { property: 'point' }, 1), of('=', { property: 'date' }, 2)),
    ],
    ['sat:orbit_state.x_1 = 1', of('=', { property: 'sat:orbit_state.x_1' }, 1)],
    ['(a = 1) is null', of('isNull', of('=', a, 1))],
    ['a_equals(a, ())', of('a_equals', a, [])],
    ['T_FinishedBy(a, b)', of('t_finishedBy', a, b)],
    ["a like casei('X%')", of('like', a, of('casei', 'X%'))],
    ['TRUE', true],
    [
      's_intersects(a, multipoint((1 2), (3 4)))',
      of('s_intersects', a, {
        type: 'MultiPoint',
        coordinates: [
          [1, 2],
          [3, 4],
        ],
      }),
    ],
  ])('reads %s', (text, expected) => {
    expect(json(text)).toEqual(expected)
    expect(json(toCql2Text(parseCql2Text(text)))).toEqual(expected)
  })

  test.each([
    ['', 'expected a condition or a value, found the end at 1'],
    ['a', 'expected a condition, found only a property at 1'],
    ['a = ', 'expected a condition or a value, found the end at 5'],
    ['a = 1 and', 'expected a condition or a value, found the end at 10'],
    ['a = 1 b = 2', 'expected and, or, or the end, found b at 7'],
    ['a = 1 and 3', 'expected a condition, found only a number at 11'],
    ['(a = 1', 'expected , or ), found the end at 7'],
    ['a = 12x', 'cannot read "12x" at 5'],
    ["name = 'open", "the text 'open... has no closing quote at 8"],
    ['a in ()', 'expected a value at 6'],
    ['a not = 3', 'expected like, between or in, found = at 7'],
    ['a = 1 = 2', 'expected and, or, or the end, found = at 7'],
    ['a like b', 'like takes a pattern here, not a property, at 1'],
    ['a like 3', 'like takes a pattern here, not a number, at 1'],
    ["a + 'x' = 1", '+ takes a number, a property, a function here, not text, at 1'],
    ['s_intersects(a, 3)', 's_intersects takes a geometry, a property, a function here, not a number, at 1'],
    ['s_within(a)', 's_within takes 2 arguments, not 1, at 1'],
    ["a = date('2020-02-30')", '"2020-02-30" has no such day 30 at 5'],
    ["a = timestamp('2020-02-03')", 'is not an RFC 3339 date-time'],
    ["t_during(a, interval('..', 5))", "expected a date, a timestamp, '..' or a property at 28"],
    ['s_within(a, bbox(1, 2, 3))', 'a box is four numbers: west,south,east,north in degrees at 13'],
    ['s_within(a, point(1))', 'not a WKT geometry'],
    ['s_within(a, point(1 200))', 'is not longitude and latitude in degrees at 13'],
    ['s_within(a, point(1 2)', 'expected , or ), found the end at 23'],
    ['a = 1e999', 'the number is too large at 5'],
    ['a in ((1, 2))', 'in compares'],
  ])('refuses %s', (text, message) => {
    expect(() => parseCql2Text(text)).toThrow(InvalidQueryError)
    expect(() => parseCql2Text(text)).toThrow(message)
  })
})

describe('CQL2 JSON', () => {
  test.each([
    [null, 'expected an operator, a property or a value, found null at the top'],
    [[], 'expected a condition, found only a list at the top'],
    [a, 'expected a condition, found only a property at the top'],
    [{ op: 'and', args: [of('=', a, 1), { op: '=' }] }, '= has no list of args at /args/1/args'],
    [of('and', true), 'and takes at least 2 arguments, not 1, at the top'],
    [of('=', a, { date: '2020-13-01' }), 'no such month 13 at /args/1'],
    [of('=', a, { value: 3 }), 'found an object with value at /args/1'],
    [of('t_during', a, { interval: ['..'] }), 'an interval has two sides at /args/1'],
    [of('s_within', a, { type: 'Circle' }), '"Circle" is no type of geometry at /args/1'],
    [of('s_within', a, { type: 'Point' }), 'a position is longitude and latitude, two numbers at /args/1'],
    [of('s_within', a, { bbox: ['a', 1, 2, 3] }), 'a box is four numbers'],
    [{ op: 3, args: [] }, 'op is no name at /op'],
  ])('refuses %j', (value, message) => {
    expect(() => parseCql2Json(value)).toThrow(InvalidQueryError)
    expect(() => parseCql2Json(value)).toThrow(message)
  })
})

describe('limits', () => {
  const deep = (open: string, close: string) => `${open.repeat(2000)}a = 1${close.repeat(2000)}`

  test.each([
    deep('(', ')'),
    deep('not ', ''),
    deep('f(', ')'),
    `${'('.repeat(2000)}`,
    `s_within(a, ${'GEOMETRYCOLLECTION('.repeat(2000)}POINT(1 2)${')'.repeat(2000)})`,
    `a${' + 1'.repeat(2000)} = 1`,
    `a = ${'- '.repeat(2000)}1`,
  ])('of depth hold for %.20s', (text) => {
    expect(() => parseCql2Text(text)).toThrow(InvalidQueryError)
  })

  test('of depth hold for JSON', () => {
    let value: unknown = of('=', a, 1)
    for (let i = 0; i < 2000; i++) value = of('not', value)
    expect(() => parseCql2Json(value)).toThrow('filter: nested deeper than 50')
    let collection: unknown = { type: 'Point', coordinates: [1, 2] }
    for (let i = 0; i < 2000; i++) collection = { type: 'GeometryCollection', geometries: [collection] }
    expect(() => parseCql2Json(of('s_within', a, collection))).toThrow('nest deeper')
  })

  test('of size hold, and long lists are taken', () => {
    const list = (length: number) => `a in (${Array.from({ length }, (_, i) => i).join(',')})`
    expect(json(list(4000))).toMatchObject({ op: 'in' })
    expect(() => parseCql2Text(list(6000))).toThrow('more than 5000')
    expect(() => parseCql2Text(`a = '${'x'.repeat(200_000)}'`)).toThrow('longer than')
    expect(json(Array.from({ length: 1000 }, () => 'a = 1').join(' or '))).toMatchObject({ op: 'or' })
  })
})
