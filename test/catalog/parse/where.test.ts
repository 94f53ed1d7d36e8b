import { describe, expect, it } from 'vitest'
import { InvalidQueryError } from '../../../catalog/errors.ts'
import { parseWhere } from '../../../catalog/parse/where.ts'

const parse = (text: string) => parseWhere(text, 'where')

describe('parseWhere', () => {
  it.each([
    ['cycle = 12', { op: '=', property: 'cycle', value: 12 }],
    ['cycle<=-1.5e2', { op: '<=', property: 'cycle', value: -150 }],
    ["platform <> 'It''s'", { op: '<>', property: 'platform', value: "It's" }],
    ['flag != true', { op: '<>', property: 'flag', value: true }],
    ['"odd name" > 3', { op: '>', property: 'odd name', value: 3 }],
    ['sat:absolute_orbit >= 3', { op: '>=', property: 'sat:absolute_orbit', value: 3 }],
    ['pass in (1, 3)', { op: 'in', property: 'pass', values: [1, 3] }],
    ['pass not in (1)', { op: 'not', arg: { op: 'in', property: 'pass', values: [1] } }],
    ['pass between 1 and 9', { op: 'between', property: 'pass', low: 1, high: 9 }],
    ['orbit is null', { op: 'isNull', property: 'orbit' }],
    ['orbit IS NOT NULL', { op: 'not', arg: { op: 'isNull', property: 'orbit' } }],
  ])('reads %s', (text, tree) => {
    expect(parse(text)).toEqual(tree)
  })

  it('binds and tighter than or, and not tightest', () => {
    expect(parse('a = 1 or not b = 2 and (c = 3 or d = 4)')).toEqual({
      op: 'or',
      args: [
        { op: '=', property: 'a', value: 1 },
        {
          op: 'and',
          args: [
            { op: 'not', arg: { op: '=', property: 'b', value: 2 } },
            {
              op: 'or',
              args: [
                { op: '=', property: 'c', value: 3 },
                { op: '=', property: 'd', value: 4 },
              ],
            },
          ],
        },
      ],
    })
  })

  it.each([
    '',
    'cycle',
    'cycle =',
    'cycle = 1 and',
    'cycle = 12x',
    '= 3',
    "name = 'open",
    'pass in ()',
    'a = 1 b = 2',
    '(a = 1',
    'cycle ~ 3',
    'cycle not = 3',
  ])('refuses %s', (text) => {
    expect(() => parse(text)).toThrow(InvalidQueryError)
  })

  it('says where it stopped', () => {
    expect(() => parse('cycle = 1 pass = 2')).toThrow('where: expected and, or, or the end at 11, found pass')
  })

  it('refuses to nest without end', () => {
    expect(() => parse(`${'('.repeat(2000)}a = 1${')'.repeat(2000)}`)).toThrow('nested deeper')
    expect(() => parse(`${'not '.repeat(2000)}a = 1`)).toThrow('nested deeper')
  })
})
