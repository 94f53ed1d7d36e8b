import { expect, test } from 'vitest'
import { resource } from '../../catalog/resource.ts'

const { beginningOf, dayLength, nextOf, spanOf, unitFor } = await import(resource('web/time.js').href)
const { joined } = await import(resource('web/stretches.js').href)
const at = (text: string) => Date.parse(text)

test.each([
  ['hour', '2025-06-01T12:34:56Z', '2025-06-01T12:00:00Z', '2025-06-01T13:00:00Z'],
  ['day', '2025-06-30T12:34:56Z', '2025-06-30', '2025-07-01'],
  ['month', '2024-02-29T12:00:00Z', '2024-02-01', '2024-03-01'],
  ['year', '1969-12-31T23:59:59Z', '1969-01-01', '1970-01-01'],
])('the %s that holds %s begins at %s and ends at %s', (unit, instant, beginning, end) => {
  expect(beginningOf(at(instant), unit)).toBe(at(beginning))
  expect(nextOf(at(beginning), unit)).toBe(at(end))
})

test('a time line has some hundred bars, however long it is', () => {
  for (let days = 1; days < 40_000; days *= 1.7) {
    const end = days * dayLength
    const unit = unitFor(0, end)
    let bars = 0
    for (let bar = 0; bar < end; bar = nextOf(bar, unit)) bars++
    expect(bars).toBeGreaterThan(4)
    expect(bars).toBeLessThan(500)
  }
})

test('the time line spans all that is known, or the surroundings of a short period', () => {
  const known = [
    { start: at('2010-03-04T05:00:00Z'), end: at('2019-01-01T00:00:00Z') },
    { start: Number.NaN, end: Number.NaN },
  ]
  expect(spanOf(known, '', '')).toEqual({ start: at('2010-03-04'), end: at('2019-01-02') })
  expect(spanOf([], '', '')).toBeUndefined()
  expect(spanOf(known, '2015-01-01', '2015-01-10')).toEqual({
    start: at('2014-12-12'),
    end: at('2015-01-31'),
  })
  expect(spanOf(known, '2011-01-01', '2018-01-01')).toEqual(spanOf(known, '', ''))
})

test('segments whose rows follow each other are one stretch', () => {
  const segment = (first: number, last: number) => ({
    properties: {
      rows: [first, last],
      start_datetime: new Date(first * 1000).toISOString(),
      end_datetime: new Date(last * 1000).toISOString(),
    },
  })
  expect(joined([segment(0, 9), segment(10, 19), segment(40, 49)])).toEqual([
    { first: 0, last: 19, start: 0, end: 19_000 },
    { first: 40, last: 49, start: 40_000, end: 49_000 },
  ])
  expect(joined([])).toEqual([])
})
