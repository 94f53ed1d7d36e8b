import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { compactTime, type Dataset } from '../../../fixtures/dataset.ts'
import { writeNetcdf4 } from '../../../fixtures/netcdf4.ts'
import { sstL2p } from '../../../fixtures/products/sst-l2p.ts'
import { describeFile } from '../../../indexer/granule.ts'
import { weigh } from '../../../indexer/metadata/contradiction.ts'
import { datesInName } from '../../../indexer/metadata/dates-in-name.ts'
import { decideSpan } from '../../../indexer/metadata/span.ts'
import { encodeClassic } from '../readers/classic-encoder.ts'

const hour = 3_600_000
const day = 24 * hour
const stretch = (text: string, length = hour) => ({
  first: Date.parse(text),
  last: Date.parse(text) + length,
})
const now = Date.parse('2025-01-01')

describe('times and attributes more than a day apart', () => {
  const stated = stretch('2018-08-05T10:00')
  const measured = stretch('2011-03-01T02:00')
  const judge = (fileName: string, named?: { first: number; last: number }) =>
    weigh(measured, stated, { named, fileName, now })

  it('are no matter where they overlap or are less than a day apart', () => {
    const context = { fileName: '', now }
    expect(weigh(stated, stretch('2018-08-04T10:30'), context)).toBe('either')
    expect(weigh(stretch('2018-08-01', 30 * day), stated, context)).toBe('either')
    expect(weigh(stated, stretch('2018-08-06T12:00'), context)).toBe('stated')
  })

  it('are judged by the name where the pattern of the collection reads it', () => {
    expect(judge('', stretch('2018-08-05T10:00'))).toBe('stated')
    expect(judge('', stretch('2011-03-01T02:00'))).toBe('measured')
    expect(judge('', stretch('2015-01-01T00:00'))).toBe('neither')
  })

  it('are the attributes where the name says nothing, or speaks for both or for neither', () => {
    for (const name of ['pass.nc', '20180805_pass.nc', '20180805_20110301.nc', '20200101_made.nc'])
      expect(judge(name), name).toBe('stated')
  })

  it('are the measurements where a date in the name speaks for them alone', () => {
    expect(judge('20110301T0200_pass.nc')).toBe('measured')
    expect(judge('A2011060_0200.nc')).toBe('measured')
  })

  it('are those that lie in the past where the others are yet to come', () => {
    expect(weigh(stretch('2077-01-01'), stated, { fileName: '', now })).toBe('stated')
    expect(weigh(measured, stretch('2077-01-01'), { fileName: '', now })).toBe('measured')
  })
})

it('finds the dates in a name of whatever form, and no others', () => {
  const found = (name: string) =>
    datesInName(name).map((instant) => new Date(instant).toISOString().slice(0, 10))
  expect(found('20180805101500-X-L2P-v02.nc')).toEqual(['2018-08-05'])
  expect(found('X_2018-08-05_2019_217_v1.nc')).toEqual(['2018-08-05', '2019-08-05'])
  expect(found('S2018217101500.L2.nc')).toEqual(['2018-08-05'])
  expect(found('orbit_12345678_v20.nc')).toEqual([])
})

it('a start without an end, which may be that of a deployment, does not speak against measurements', () => {
  const extent = stretch('2018-08-05T10:00')
  const start = { instant: Date.parse('2018-01-01'), source: 'attribute deployment_start_date' }
  expect(decideSpan({ kind: 'trajectory', coverage: { start }, extent })).toMatchObject({
    start: extent.first,
    end: extent.last,
  })
})

it('a grid goes by its attributes whatever its nominal time says', () => {
  const coverage = { start: { instant: 20 * day, source: 'a' }, end: { instant: 21 * day, source: 'b' } }
  expect(decideSpan({ kind: 'grid', coverage, extent: { first: 0, last: 0 } })).toMatchObject({
    start: 20 * day,
    warnings: [],
  })
})

describe('a file whose time is damaged', () => {
  const folder = mkdtempSync(join(tmpdir(), 'oceanid-time-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const start = Date.UTC(2018, 7, 5, 10)
  const { name, dataset } = sstL2p({ start, rows: 20 })

  /** The swath with another reference time and, where it is told, without attributes that say when. */
  async function write(seconds: number, silent = false): Promise<string> {
    const { time_coverage_start: _, time_coverage_end: __, ...others } = dataset.attributes
    const changed: Dataset = {
      ...dataset,
      attributes: silent ? others : dataset.attributes,
      variables: {
        ...dataset.variables,
        time: { ...dataset.variables.time!, data: Int32Array.of(seconds) },
      },
    }
    const path = join(folder, `${name}-${seconds}-${silent}.nc`)
    await writeNetcdf4(path, changed)
    return path
  }

  it('is dated by its attributes where its reference time is zero', async () => {
    const { granule, sources, warnings } = await describeFile(await write(0))
    expect(granule).toMatchObject({ start, end: start + 57_000 })
    expect(sources.start).toBe('attribute time_coverage_start')
    expect(warnings.join()).toContain('/time holds no times')
    expect(Math.min(...granule.segments.map((segment) => segment.start))).toBe(start)
  })

  it('is dated by its attributes where its reference time is any other, and says so', async () => {
    const { granule, warnings } = await describeFile(await write(86_400 * 365))
    expect(granule).toMatchObject({ start, end: start + 57_000 })
    expect(warnings.join()).toContain('1982-01-01T00:00:00.000Z')
    expect(warnings.join()).toContain('it is not believed')
    for (const segment of granule.segments) expect(segment.start).toBeGreaterThanOrEqual(start)
  })

  it('is refused where nothing else says when, and not put into 1981', async () => {
    await expect(describeFile(await write(0, true))).rejects.toThrow(/say it with --start and --end/)
  })

  it('is refused where the name contradicts both', async () => {
    const descriptions = [
      {
        id: 'X',
        title: 'X',
        description: '',
        license: 'other',
        keywords: [],
        providers: [],
        files: { pattern: '{start:%Y%m%d%H%M%S}-*.nc' },
      },
    ]
    const path = join(folder, '20150101000000-x.nc')
    await writeNetcdf4(path, {
      ...dataset,
      variables: { ...dataset.variables, time: { ...dataset.variables.time!, data: Int32Array.of(5) } },
    })
    await expect(describeFile(path, { descriptions })).rejects.toThrow(
      /its name says neither.*--start and --end/,
    )
  })

  it('keeps the times of a track that were written', async () => {
    const count = 200
    const values = (of: (i: number) => number) => Array.from({ length: count }, (_, i) => of(i))
    const track = (zeros: (i: number) => boolean, epoch: string) => {
      const path = join(folder, `track-${compactTime(Date.parse(epoch))}.nc`)
      const seconds = (start - Date.parse(epoch)) / 1000
      const variables = {
        lon: { type: 'float64' as const, dimensions: ['n'], data: values((i) => 10 + i * 0.01) },
        lat: { type: 'float64' as const, dimensions: ['n'], data: values((i) => i * 0.06) },
        time: {
          type: 'float64' as const,
          dimensions: ['n'],
          data: values((i) => (zeros(i) ? 0 : seconds + i)),
          attributes: { units: `seconds since ${epoch}` },
        },
      }
      writeFileSync(path, encodeClassic({ version: 1, dimensions: { n: count }, attributes: {}, variables }))
      return describeFile(path, { collection: 'x' })
    }
    const third = (i: number) => i >= 50 && i < 120
    expect((await track(third, '2000-01-01')).granule).toMatchObject({ start, end: start + 199_000 })
    expect((await track(third, '1981-01-01')).granule).toMatchObject({ start, end: start + 199_000 })
    // Zero is where this one begins.
    expect((await track((i) => i === 0, '2018-08-05T10:00:00Z')).granule).toMatchObject({ start })
    await expect(track(() => true, '2000-01-01')).rejects.toThrow(/--start and --end/)
  })
})
