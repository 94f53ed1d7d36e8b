import { describe, expect, test } from 'vitest'
import { compileFilePattern, type FilePattern } from '../../../catalog/description/file-pattern.ts'
import { formatInstant } from '../../../catalog/description/time-format.ts'
import { seeded } from '../../seeded.ts'

function patternOf(text: string): FilePattern {
  const pattern = compileFilePattern(text)
  if (typeof pattern === 'string') throw new Error(pattern)
  return pattern
}

const iso = (span: { first: number; last: number } | undefined) =>
  span && [new Date(span.first).toISOString(), new Date(span.last).toISOString()]

describe('a pattern of file names', () => {
  test('reads times, numbers and texts', () => {
    const pattern = patternOf(
      'JA_C{cycle:3d}_P{pass:d}_{start:%Y%m%dT%H%M%S}_{end:%Y%m%dT%H%M%S}_{version}.nc',
    )
    const named = pattern.match('/data/2025/JA_C012_P7_20250601T010203_20250601T015906_v2.1.nc')!
    expect(named.values).toEqual({ cycle: 12, pass: 7, version: 'v2.1' })
    expect(iso(named.start)).toEqual(['2025-06-01T01:02:03.000Z', '2025-06-01T01:02:03.000Z'])
    expect(iso(named.end)).toEqual(['2025-06-01T01:59:06.000Z', '2025-06-01T01:59:06.000Z'])
  })

  test('fits whole names, from a slash on, and nothing else', () => {
    const pattern = patternOf('sst_*.nc')
    expect(pattern.match('/a/sst_1.nc')).toBeDefined()
    expect(pattern.match('sst_.nc')).toBeDefined()
    expect(pattern.match('/a/psst_1.nc')).toBeUndefined()
    expect(pattern.match('/a/sst_1.nc4')).toBeUndefined()
    expect(pattern.match('/sst_1/b.nc')).toBeUndefined()
    expect(patternOf('a?c.nc').match('abc.nc')).toBeDefined()
    expect(patternOf('a?c.nc').match('a/c.nc')).toBeUndefined()
    expect(patternOf('a.c(1)+.nc').match('a.c(1)+.nc')).toBeDefined()
    expect(patternOf('a.c(1)+.nc').match('abc(1)+.nc')).toBeUndefined()
  })

  test('may name the folders that files are in', () => {
    const pattern = patternOf('{start:%Y/%j}/sst_{start:%H%M}.nc')
    expect(iso(pattern.match('/data/2024/060/sst_0130.nc')!.start)).toEqual([
      '2024-02-29T01:30:00.000Z',
      '2024-02-29T01:30:59.999Z',
    ])
    expect(pattern.match('/data/2024/sst_0130.nc')).toBeUndefined()
  })

  test.each([
    ['{start:%Y}.nc', '2024.nc', '2024-01-01T00:00:00.000Z', '2024-12-31T23:59:59.999Z'],
    ['{start:%Y%m}.nc', '202402.nc', '2024-02-01T00:00:00.000Z', '2024-02-29T23:59:59.999Z'],
    ['{start:%Y%m%d}.nc', '20240229.nc', '2024-02-29T00:00:00.000Z', '2024-02-29T23:59:59.999Z'],
    ['{start:%d%b%y}.nc', '29FEB24.nc', '2024-02-29T00:00:00.000Z', '2024-02-29T23:59:59.999Z'],
    ['{start:%y%j}.nc', '99365.nc', '1999-12-31T00:00:00.000Z', '1999-12-31T23:59:59.999Z'],
    ['{start:%Y%m%d%H}.nc', '2024022923.nc', '2024-02-29T23:00:00.000Z', '2024-02-29T23:59:59.999Z'],
    ['{start:%Y%j%H%M%S%f}.nc', '20240602359591.nc', '2024-02-29T23:59:59.100Z', '2024-02-29T23:59:59.100Z'],
  ])('%s reads %s as the span that it names', (text, name, first, last) => {
    expect(iso(patternOf(text).match(name)!.start)).toEqual([first, last])
  })

  test('takes a time of day without a date for the next after the start', () => {
    const pattern = patternOf('{start:%Y%m%d_%H%M%S}_{end:%H%M%S}.nc')
    expect(iso(pattern.match('20250601_235500_000100.nc')!.end)![0]).toBe('2025-06-02T00:01:00.000Z')
    expect(iso(pattern.match('20250601_005500_010100.nc')!.end)![0]).toBe('2025-06-01T01:01:00.000Z')
  })

  test.each(['20251301.nc', '20250230.nc', '20250001.nc', '20250100.nc'])('%s is no date', (name) => {
    expect(patternOf('{start:%Y%m%d}.nc').match(name)).toBeUndefined()
  })

  test('reads back what the same format has written, whatever the instant', () => {
    const random = seeded(7)
    for (const format of ['%Y%m%dT%H%M%S', '%Y-%j_%H%M%S', '%d%b%Y%H%M%S', '%Y/%m/%d/%H%M%S']) {
      const pattern = patternOf(`{start:${format}}.nc`)
      for (let i = 0; i < 200; i++) {
        const instant = Math.floor(Date.UTC(1980, 0) / 1000 + random() * 2e9) * 1000
        expect(pattern.match(`/x/${formatInstant(instant, format)}.nc`)!.start!.first).toBe(instant)
      }
    }
  })

  test('says by a slash at its end that granules are directories', () => {
    const pattern = patternOf('S_{start:%Y%m%d}.SEN3/')
    expect(pattern.directory).toBe(true)
    expect(pattern.match('/data/S_20250601.SEN3')).toBeDefined()
    expect(pattern.match('/data/S_20250601.SEN3/')).toBeDefined()
  })

  test.each([
    ['{start}', /says not how it is written/],
    ['{start:%Q}', /%Q is not known.*%Y/],
    ['{start:abc}', /no directive/],
    ['{cycle:x}', /format is d, s/],
    ['{cycle}_{cycle}', /twice/],
    ['{}', /no field/],
    ['{1a}', /no field/],
    ['a{b', /no partner/],
  ])('%s is refused', (text, reason) => {
    expect(compileFilePattern(text)).toMatch(reason)
  })
})
