import { describe, expect, test } from 'vitest'
import { decodeCursor, encodeCursor } from '../../catalog/cursor.ts'
import { InvalidQueryError } from '../../catalog/errors.ts'
import { compareText } from '../../catalog/fields.ts'
import { comparePlaces, type Place, placeOf, sortKeys } from '../../catalog/order.ts'
import type { SortKey } from '../../catalog/query.ts'
import { randomGranules } from '../random-granules.ts'
import { seeded } from '../seeded.ts'

const by = (...properties: string[]): SortKey[] =>
  properties.map((name) => ({ property: name.replace(/^-/, ''), descending: name.startsWith('-') }))

describe('compareText', () => {
  test('orders as the bytes of UTF-8 do', () => {
    const random = seeded(60)
    const letters = ['a', 'Z', 'é', '中', '\uff5e', '\ufffd', '😀', '\u{10ffff}', '\ud7ff', '\ue000']
    const texts = Array.from({ length: 300 }, () =>
      Array.from(
        { length: Math.floor(4 * random()) },
        () => letters[Math.floor(letters.length * random())]!,
      ).join(''),
    )
    for (const a of texts) {
      for (const b of texts) {
        expect(Math.sign(compareText(a, b)), `${a} ${b}`).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)))
      }
    }
  })
})

describe('the order of a search', () => {
  const granules = randomGranules(seeded(61), 200)
  const sorted = (sort: SortKey[]) => {
    const compare = comparePlaces(sort)
    return granules
      .map((granule) => ({ granule, place: placeOf(granule, sort) }))
      .sort((a, b) => compare(a.place, b.place))
  }

  test('is by start, then collection, then id, when none is asked for', () => {
    expect(sortKeys(undefined)).toEqual(sortKeys([]))
    const found = sorted(sortKeys(undefined)).map(({ granule }) => granule)
    const expected = granules.toSorted(
      (a, b) => a.start - b.start || compareText(a.collection, b.collection) || compareText(a.id, b.id),
    )
    expect(found.map(({ start, collection, id }) => [start, collection, id])).toEqual(
      expected.map(({ start, collection, id }) => [start, collection, id]),
    )
  })

  test.each([
    'cycle',
    '-cycle',
    'platform',
    '-platform',
    'night',
    '-night',
    'variables',
    '-variables',
    'nothing',
  ])('by %s has what is missing last', (name) => {
    const values = sorted(by(name)).map(({ place }) => place.values[0])
    const first = values.indexOf(undefined)
    expect(first).toBeGreaterThan(-1)
    expect(values.slice(first).every((value) => value === undefined)).toBe(true)
  })

  test('takes the least of a list, descending the greatest', () => {
    const granule = { ...granules[0]!, properties: { variables: ['sst', 'ice', 'wind'] } }
    expect(placeOf(granule, by('variables', '-variables')).values).toEqual(['ice', 'wind'])
  })
})

describe('a cursor', () => {
  const sort = by('-cycle', 'platform', 'night')
  const place: Place = { values: [12, undefined, true], collection: 'delta é', id: '🛰' }

  test('comes back as it went, fit for a URL', () => {
    const token = encodeCursor(place, sort)
    expect(token).toMatch(/^[\w-]+$/)
    expect(decodeCursor(token, sort)).toEqual(place)
  })

  test('is refused in another order', () => {
    const token = encodeCursor(place, sort)
    for (const other of [by('cycle', 'platform', 'night'), by('-cycle'), by('-cycle', 'night', 'platform')]) {
      expect(() => decodeCursor(token, other)).toThrow(/^token: belongs to a search in another order/)
    }
  })

  test('is refused when it is none, whatever it is', () => {
    const wrapped = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const broken = [
      '',
      'x',
      '%%%',
      '[]',
      wrapped(null),
      wrapped({}),
      wrapped([]),
      wrapped(['-cycle', [{}], 'a', 'b']),
    ]
    broken.push(
      encodeCursor(place, sort).slice(0, 20),
      wrapped(['-cycle', [1], 'a']),
      wrapped(['-cycle', [1], 'a', 'b', 'c']),
    )
    for (const token of broken)
      expect(() => decodeCursor(token, by('-cycle')), token).toThrow(InvalidQueryError)
    expect(() => decodeCursor(wrapped(['+start', ['now'], 'a', 'b']), by('start'))).toThrow(InvalidQueryError)
  })
})
