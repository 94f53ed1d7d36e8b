import { describe, expect, it } from 'vitest'
import { InvalidQueryError } from '../../../catalog/errors.ts'
import { parseDatetime, parseInstantSpan, parsePeriod } from '../../../catalog/parse/instant.ts'
import { seeded } from '../../seeded.ts'

const iso = ({ first, last }: { first: number; last: number }) =>
  `${new Date(first).toISOString()} ${new Date(last).toISOString()}`

describe('parseInstantSpan', () => {
  it.each([
    ['2018', '2018-01-01T00:00:00.000Z 2018-12-31T23:59:59.999Z'],
    ['2018-02', '2018-02-01T00:00:00.000Z 2018-02-28T23:59:59.999Z'],
    ['2018-08-05', '2018-08-05T00:00:00.000Z 2018-08-05T23:59:59.999Z'],
    ['20180805', '2018-08-05T00:00:00.000Z 2018-08-05T23:59:59.999Z'],
    ['2018-08-05T03', '2018-08-05T03:00:00.000Z 2018-08-05T03:59:59.999Z'],
    ['2018-08-05 03:49', '2018-08-05T03:49:00.000Z 2018-08-05T03:49:59.999Z'],
    ['2018-08-05T03:49:03', '2018-08-05T03:49:03.000Z 2018-08-05T03:49:03.999Z'],
    ['20180805T034903Z', '2018-08-05T03:49:03.000Z 2018-08-05T03:49:03.999Z'],
    ['2018-08-05T03:49:03.25Z', '2018-08-05T03:49:03.250Z 2018-08-05T03:49:03.250Z'],
    ['2018-08-05T03:49:03.0004Z', '2018-08-05T03:49:03.000Z 2018-08-05T03:49:03.001Z'],
    ['2018-08-05T03:49:03+02:00', '2018-08-05T01:49:03.000Z 2018-08-05T01:49:03.999Z'],
    ['2018-08-05T03:49:03-0530', '2018-08-05T09:19:03.000Z 2018-08-05T09:19:03.999Z'],
    ['2018-12-31T24:00:00', '2019-01-01T00:00:00.000Z 2019-01-01T00:00:00.999Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z 2017-01-01T00:00:00.999Z'],
  ])('%s stands for %s', (text, span) => {
    expect(iso(parseInstantSpan(text, 'start'))).toBe(span)
  })

  it.each([
    '',
    'yesterday',
    '2018-13-01',
    '2018-02-29',
    '2018-08-05T25:00',
    '2018-08-05T03:60',
    '18-08-05',
    '153',
    '2018-08-05T03:49:03+25:00',
  ])('refuses %s and names the parameter', (text) => {
    expect(() => parseInstantSpan(text, 'start')).toThrow(/^start: /)
  })
})

describe('parsePeriod', () => {
  const names = { start: 'start', end: 'end' }

  it('runs to the end of the day that end names', () => {
    expect(parsePeriod('2018-08-05', '2018-08-05', names)).toEqual({
      start: Date.UTC(2018, 7, 5),
      end: Date.UTC(2018, 7, 6) - 1,
    })
  })

  it('takes an empty side for an open one', () => {
    expect(parsePeriod('', '2018', names)).toEqual({ end: Date.UTC(2019, 0, 1) - 1 })
    expect(parsePeriod(undefined, '', names)).toBeUndefined()
  })

  it('refuses a period that ends before it starts', () => {
    expect(() => parsePeriod('2019', '2018', names)).toThrow(InvalidQueryError)
  })
})

describe('parseDatetime', () => {
  it('reads instants and intervals with open sides', () => {
    const t = Date.UTC(2018, 7, 5, 3, 49, 3)
    expect(parseDatetime('2018-08-05T03:49:03Z')).toEqual({ start: t, end: t })
    expect(parseDatetime('2018-08-05T03:49:03Z/..')).toEqual({ start: t })
    expect(parseDatetime('/2018-08-05T03:49:03.120Z')).toEqual({ end: t + 120 })
    expect(parseDatetime('2018-08-05T03:49:03Z/2018-08-05t04:49:03z')).toEqual({
      start: t,
      end: t + 3_600_000,
    })
  })

  it.each([
    '0000-02-29T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '0099-12-31T23:59:59.5Z',
    '0400-01-01T00:00:00Z',
  ])('%s lies as far back as it says', (text) => {
    expect(parseDatetime(text)!.start).toBe(Date.parse(text))
  })

  it('reads the usual form as it reads the same with another name for UTC', () => {
    const random = seeded(3)
    const read = (text: string) => {
      try {
        return parseDatetime(text)
      } catch {
        return 'refused'
      }
    }
    const digits = (width: number, most: number) => String(Math.floor(random() * most)).padStart(width, '0')
    let refused = 0
    for (let run = 0; run < 3000; run++) {
      const day = `${digits(4, 10_000)}-${digits(2, 14)}-${digits(2, 33)}`
      const time = `${digits(2, 26)}:${digits(2, 62)}:${digits(2, 62)}${run % 2 ? `.${digits(3, 1000)}` : ''}`
      const span = read(`${day}T${time}Z`)
      expect(span, `${day}T${time}`).toEqual(read(`${day}T${time}+00:00`))
      if (span === 'refused') refused++
    }
    expect(refused).toBeGreaterThan(100)
    expect(refused).toBeLessThan(2000)
  })

  it.each([
    '',
    '/',
    '..',
    '../..',
    '2018-08-05',
    '2018-08-05T03:49:03',
    '2018-08-05T03:49:03,5Z',
    '2018-08-05 03:49:03Z',
    '2018-08-05T03:49:03Z/2017-08-05T03:49:03Z',
    '2018-08-05T03:49:03Z/2018-08-06T03:49:03Z/..',
    '2018-02-30T03:49:03Z',
  ])('refuses %s', (text) => {
    expect(() => parseDatetime(text)).toThrow(InvalidQueryError)
  })
})
