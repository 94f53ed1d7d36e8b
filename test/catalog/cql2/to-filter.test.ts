import { describe, expect, test } from 'vitest'
import { parseCql2Text } from '../../../catalog/cql2/text.ts'
import { toFilter } from '../../../catalog/cql2/to-filter.ts'
import { parseWhere } from '../../../catalog/cql2/where.ts'
import { InvalidQueryError } from '../../../catalog/errors.ts'
import { compileFilter } from '../../../catalog/filter.ts'
import { shapeOf } from '../../../catalog/geometry/shape.ts'
import type { Granule } from '../../../catalog/granule.ts'
import { ogcExamples } from './ogc-examples.ts'

const granule: Granule = {
  collection: 'sst',
  id: 'a-1',
  kind: 'swath',
  start: Date.UTC(2020, 0, 1),
  end: Date.UTC(2020, 0, 1, 6),
  updated: Date.UTC(2020, 5, 1, 12),
  bbox: [0, 0, 10, 10],
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [0, 0],
        [10, 0],
        [10, 10],
        [0, 10],
        [0, 0],
      ],
    ],
  },
  segments: [],
  assets: {},
  properties: {
    cycle: 12,
    pass: 5,
    platform: 'Aqua',
    place: 'Île d’Oléron, Straße 5%',
    night: true,
    variables: ['sst', 'wind'],
    created: '2020-05-31T10:00:00Z',
  },
}

const finds = (text: string) =>
  compileFilter(parseWhere(text, 'where'))(granule, () => shapeOf(granule.geometry))

describe('a condition in CQL2 text', () => {
  test.each([
    ['cycle = 12 and not night = false', true],
    ["platform in ('Aqua', 'Terra') or cycle > 20", true],
    ["platform between 'A' and 'B'", true],
    ['not orbit = 3', false],
    ['not orbit = 3 or true', true],
    ['orbit is null and not cycle is null', true],
    ['(orbit = 3) is null', true],
    ['platform <> 3 or not platform <> 3', false],
    ["platform like 'A%' and place like '%5\\%'", true],
    ["place not like '_le%'", false],
    ["casei(place) like casei('%STRASSE%')", true],
    ["accenti(casei(place)) like accenti(casei('ILE D_OLERON%'))", true],
    ["casei(platform) in (casei('AQUA'))", true],
    ["casei(variables) = casei('WIND')", true],
    ['cycle + pass * 2 = 22 and cycle % pass = 2 and cycle div pass = 2 and pass ^ 2 > 2 * cycle', true],
    ['cycle / (pass - 5) > 0', false],
    ['(cycle / (pass - 5)) is null', true],
    ['pass < cycle and 3 < pass', true],
    ['end - start = 21600000', true],
    ['s_intersects(geometry, point(10 10)) and s_touches(geometry, linestring(10 0, 10 20))', true],
    ['s_within(geometry, bbox(-1, -1, 11, 11)) and s_contains(geometry, point(3 3))', true],
    ['s_within(point(3 3), geometry) and not s_contains(point(3 3), geometry)', true],
    ['s_crosses(linestring(5 5, 20 5), geometry) and s_overlaps(geometry, bbox(5, 5, 20, 20))', true],
    ['s_equals(geometry, bbox(0, 0, 10, 10)) and s_disjoint(geometry, bbox(170, 0, -170, 10))', true],
    ['s_intersects(point(1 1), polygon((0 0, 2 0, 2 2, 0 0)))', true],
    ["start = timestamp('2020-01-01T00:00:00Z')", true],
    ["start = date('2020-01-01') and end <= '2020-01-01' and not start > '2020-01-01'", true],
    ["updated < '2020-06-01T12:00:00.5Z' and updated >= date('2020-06-01')", true],
    ["created < timestamp('2020-06-01T00:00:00Z') and t_before(created, date('2020-06-01'))", true],
    ['created < updated', true],
    ["t_intersects(datetime, date('2020-01-01')) and t_after(datetime, date('2019-12-31'))", true],
    [
      "t_during(datetime, interval('2019-12-31', '..')) and t_starts(datetime, interval('2020-01-01', '2020-01-02'))",
      true,
    ],
    ["t_during(interval(start, end), interval('2019-12-31', '2020-01-02'))", true],
    ["t_disjoint(datetime, interval('..', '2019-12-31'))", true],
    ["t_finishes(datetime, interval('2019-12-31', '2020-01-01T06:00:00Z'))", true],
    ["t_meets(datetime, interval('2020-01-01T06:00:00Z', '..'))", true],
    ["t_overlaps(datetime, interval('2020-01-01T03:00:00Z', '2020-01-02'))", true],
    ["a_contains(variables, ('sst')) and not a_contains(variables, ('sst', 'ice'))", true],
    ["a_equals(variables, ('wind', 'sst', 'sst')) and a_overlaps(('ice', 'sst'), variables)", true],
    ["a_containedBy(platform, ('Aqua', 'Terra')) and not a_contains(nothing, ('x', 'y'))", false],
    ['geometry is not null', true],
  ])('%s: %s', (text, expected) => {
    expect(finds(text)).toBe(expected)
  })

  test.each([
    ['avg(cycle) = 3', 'there is no function avg'],
    ['geometry = 3', 'geometry goes into spatial functions'],
    ['s_within(cycle, point(1 2))', 'cycle is no shape'],
    ["t_during(updated, interval('..', '2020-01-01'))", 't_during compares intervals'],
    ["start > 'noon'", "'noon' is no date"],
  ])('refuses %s', (text, message) => {
    expect(() => parseWhere(text, '--where')).toThrow(InvalidQueryError)
    expect(() => parseWhere(text, '--where')).toThrow(message)
  })

  test('names go by the names of whoever asks', () => {
    const nameOf = (name: string) => (name === 'sat:orbit_state' ? 'direction' : name)
    expect(toFilter(parseCql2Text("sat:orbit_state = 'ascending'"), { nameOf })).toEqual({
      op: '=',
      property: 'direction',
      value: 'ascending',
    })
  })

  test('every example of the standard has a meaning, or is refused for a function or a shape that there is not', () => {
    for (const { text } of ogcExamples) {
      try {
        compileFilter(toFilter(parseCql2Text(text)))
      } catch (error) {
        expect((error as Error).message, text).toMatch(/there is no function|is no shape/)
      }
    }
  })
})
