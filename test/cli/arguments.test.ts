import { describe, expect, test } from 'vitest'
import { markDashes, positiveNumber, unmarkDashes, wholeNumber } from '../../cli/arguments.ts'
import { readGranuleQuery, readSort } from '../../cli/granule-query.ts'

describe('values that begin with a dash', () => {
  test.each([
    [
      ['search', '--bbox', '-10,40,0,50'],
      ['search', '--bbox=-10,40,0,50'],
    ],
    [
      ['--bbox=-10,40,0,50', '--limit', '3'],
      ['--bbox=-10,40,0,50', '--limit', '3'],
    ],
    [
      ['--sort', '-start', '--point', '-.5,-3'],
      ['--sort=-start', '--point=-.5,-3'],
    ],
    [
      ['--bbox', '--limit', '3'],
      ['--bbox', '--limit', '3'],
    ],
    [['--bbox'], ['--bbox']],
  ])('%j', (given, joined) => {
    expect(markDashes(given)).toEqual(joined)
  })

  test('are as they were once they are read: a lone dash, and names after --', () => {
    const marked = markDashes(['import', '-', '--', '--bbox', '-1', 'x'])
    expect(marked.filter((one) => one.startsWith('-'))).toEqual([])
    const read = { file: marked, first: marked[1], number: 1 }
    unmarkDashes(read)
    expect(read).toEqual({ file: ['import', '-', '--bbox', '-1', 'x'], first: '-', number: 1 })
  })
})

test('numbers are read strictly', () => {
  expect(wholeNumber('limit', ' 12 ', 0)).toBe(12)
  for (const text of ['', '-1', '1.5', '1e3', 'many'])
    expect(() => wholeNumber('limit', text, 0)).toThrow('--limit')
  expect(positiveNumber('radius', '0.5')).toBe(0.5)
  for (const text of ['', '0', '-1', 'Infinity', '5 km'])
    expect(() => positiveNumber('radius', text)).toThrow('--radius')
})

describe('sort keys', () => {
  test.each([
    [['start'], [['start', false]]],
    [
      ['-start,id'],
      [
        ['start', true],
        ['id', false],
      ],
    ],
    [
      ['cycle desc', '+pass'],
      [
        ['cycle', true],
        ['pass', false],
      ],
    ],
    [['start:desc'], [['start', true]]],
    [['sat:orbit ascending'], [['sat:orbit', false]]],
  ])('%j', (texts, keys) => {
    expect(readSort(texts)).toEqual(keys.map(([property, descending]) => ({ property, descending })))
  })

  test.each(['', '-', '-start desc', 'start up', 'a,,b'])('"%s" is refused', (text) => {
    expect(() => readSort([text])).toThrow('--sort')
  })
})

describe('areas', () => {
  test.each([
    [{ point: '190,-20' }, { type: 'Point', coordinates: [-170, -20] }],
    [{ point: '-10.5, 40' }, { type: 'Point', coordinates: [-10.5, 40] }],
    [{ intersects: '{"type":"Point","coordinates":[1,2]}' }, { type: 'Point', coordinates: [1, 2] }],
    [{ intersects: 'POINT (1 2)' }, { type: 'Point', coordinates: [1, 2] }],
  ])('%j', (given, area) => {
    expect(readGranuleQuery(given).area).toEqual(area)
  })

  test.each([
    [{ point: '1' }, '--point'],
    [{ point: '1,91' }, '--point'],
    [{ point: '1,2,3' }, '--point'],
    [{ point: '500,2' }, '--point'],
    [{ intersects: '{broken' }, '--intersects'],
    [{ intersects: '@/no/such/file' }, '--intersects: cannot read /no/such/file'],
    [{ point: '1,2', radius: '-4' }, '--radius'],
  ])('%j is refused', (given, named) => {
    expect(() => readGranuleQuery(given)).toThrow(named)
  })

  test('several conditions must all hold', () => {
    expect(readGranuleQuery({ where: ['cycle = 1', 'pass = 2'] }).where).toMatchObject({ op: 'and' })
  })
})
