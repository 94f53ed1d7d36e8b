import { expect, test } from 'vitest'
import { parseWhere } from '../../../catalog/cql2/where.ts'
import { resource } from '../../../catalog/resource.ts'

const { conditionOf } = await import(resource('web/search/condition.js').href)
const { datetimeOf, selectionOf, toQuery } = await import(resource('web/search/query.js').href)

const queryables = {
  cycle: { type: 'number' },
  'sat:orbit_state': { type: 'string', enum: ['ascending', 'descending'] },
  name: { type: 'string' },
  variables: { type: 'array', items: { enum: ['sst'] } },
  land: { type: 'boolean' },
}

test.each([
  [{}, '', ''],
  [{ cycle: '1..3' }, '', 'cycle BETWEEN 1 AND 3'],
  [{ cycle: '2..2' }, '', 'cycle = 2'],
  [{ cycle: '2' }, '', 'cycle = 2'],
  [{ cycle: '2..' }, '', 'cycle >= 2'],
  [{ cycle: '..2.5' }, '', 'cycle <= 2.5'],
  [{ cycle: 'x..' }, '', ''],
  [{ 'sat:orbit_state': 'ascending' }, '', `"sat:orbit_state" = 'ascending'`],
  [{ name: "o'b_c%" }, '', String.raw`name LIKE '%o''b\_c\%%'`],
  [{ variables: 'sst' }, '', `A_CONTAINS(variables, ('sst'))`],
  [{ land: 'true' }, '', 'land = true'],
  [{ cycle: '1..', land: 'false' }, '', 'cycle >= 1 AND land = false'],
  [{}, ' a = 1 OR b = 2 ', 'a = 1 OR b = 2'],
  [{ cycle: '1' }, 'a = 1 OR b = 2', 'cycle = 1 AND (a = 1 OR b = 2)'],
])('%j and %j is the condition %s, which the catalogue reads', (filters, where, condition) => {
  expect(conditionOf(filters, queryables, where)).toBe(condition)
  if (condition !== '') parseWhere(condition, 'filter')
})

test.each([
  ['', '', undefined],
  ['2025-06-01', '', '2025-06-01T00:00:00Z/..'],
  ['', '2025-06-02', '../2025-06-02T23:59:59.999Z'],
  ['2025-06-01', '2025-06-02', '2025-06-01T00:00:00Z/2025-06-02T23:59:59.999Z'],
])('from %j to %j, whole days, is %s', (start, end, datetime) => {
  expect(datetimeOf(start, end)).toBe(datetime)
})

test('a selection has what was asked for alone, and goes into an address', () => {
  const asked = { collections: ['a', 'b'], start: '2025-06-01', end: '', filters: { cycle: '1' }, where: '' }
  expect(selectionOf({ collections: [], start: '', end: '', filters: {}, where: '' }, undefined, {})).toEqual(
    {},
  )
  const selection = selectionOf(asked, { bbox: [1, 2, 3, 4] }, queryables)
  expect(Object.fromEntries(toQuery(selection))).toEqual({
    collections: 'a,b',
    bbox: '1,2,3,4',
    datetime: '2025-06-01T00:00:00Z/..',
    filter: 'cycle = 1',
    'filter-lang': 'cql2-text',
  })
  const shape = { type: 'Point', coordinates: [1, 2] }
  expect(JSON.parse(toQuery({ intersects: shape }).get('intersects'))).toEqual(shape)
})
