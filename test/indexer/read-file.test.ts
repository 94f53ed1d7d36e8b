import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { globSync } from 'tinyglobby'
import { afterAll, describe, expect, it } from 'vitest'
import { UnreadableFileError } from '../../catalog/errors.ts'
import { readGranuleFile } from '../../indexer/read-file.ts'
import { mutate } from '../mutate.ts'
import { seeded } from '../seeded.ts'
import { encodeClassic } from './readers/classic-encoder.ts'

const folder = mkdtempSync(join(tmpdir(), 'oceanid-read-'))
afterAll(() => rmSync(folder, { recursive: true }))

const fixtures = globSync('*.nc', {
  cwd: fileURLToPath(new URL('../../fixtures/granules/', import.meta.url)),
  absolute: true,
}).sort()

function writeTrack(name: string, attributes: Record<string, string>, time = true): string {
  const count = 30
  const numbers = (step: number, first = 0) => Array.from({ length: count }, (_, i) => first + i * step)
  const path = join(folder, name)
  writeFileSync(
    path,
    encodeClassic({
      version: 1,
      dimensions: { time: count },
      attributes,
      variables: {
        longitude: {
          type: 'float64',
          dimensions: ['time'],
          data: numbers(-0.01, 170),
          attributes: { units: 'degrees_east' },
        },
        latitude: {
          type: 'float64',
          dimensions: ['time'],
          data: numbers(-0.06, 5),
          attributes: { units: 'degrees_north' },
        },
        swh: {
          type: 'float32',
          dimensions: ['time'],
          data: numbers(0.1),
          attributes: { standard_name: 'sea_surface_wave_significant_height' },
        },
        ...(time && {
          time: {
            type: 'float64' as const,
            dimensions: ['time'],
            data: numbers(1),
            attributes: { units: 'seconds since 2020-01-01' },
          },
        }),
      },
    }),
  )
  return path
}

const described = { title: 'Waves along track', platform: 'SAT-1', cycle_number: '12', pass_number: '7' }

describe('a file', () => {
  it('says what it is, where, when and of what', async () => {
    const reading = await readGranuleFile(writeTrack('pass.nc', { ...described, processing_level: 'L2' }))
    expect(reading).toMatchObject({
      format: 'NetCDF-3 classic',
      members: [{ mediaType: 'application/x-netcdf' }],
      start: Date.UTC(2020, 0, 1),
      end: Date.UTC(2020, 0, 1, 0, 0, 29),
      observation: { kind: 'track', parts: [{ layout: 'line' }] },
      properties: {
        title: 'Waves along track',
        platform: 'SAT-1',
        cycle: 12,
        pass: 7,
        level: 'L2',
        direction: 'descending',
        variables: ['swh'],
      },
      collection: { id: 'SAT-1-Waves-along-track', title: 'Waves along track' },
      warnings: [],
    })
    expect(reading.sources).toMatchObject({
      start: 'variable /time',
      coordinates: 'variables /longitude, /latitude',
      direction: 'the latitudes along the track',
      cycle: 'attribute cycle_number',
      collection: 'the title',
    })
  })

  it('may be told its collection and its span', async () => {
    const [start, end] = [Date.UTC(2021, 0, 1), Date.UTC(2021, 0, 1, 0, 0, 30)]
    const reading = await readGranuleFile(writeTrack('told.nc', {}, false), {
      collection: 'waves',
      start,
      end,
    })
    expect([reading.start, reading.end, reading.collection.id, reading.observation.kind]).toEqual([
      start,
      end,
      'waves',
      'track',
    ])
    expect(reading.sources).toMatchObject({ start: 'asked for', collection: 'asked for' })
  })

  it('without a time is refused with what to do', async () => {
    await expect(readGranuleFile(writeTrack('timeless.nc', described, false))).rejects.toThrow(
      /--start and --end/,
    )
  })

  it('without a name of its product, nor one of its own, goes into its folder, with a warning', async () => {
    const { collection, sources, warnings } = await readGranuleFile(writeTrack('20200101.nc', {}))
    expect(folder.replaceAll(/[^A-Za-z]+/g, '-')).toContain(collection.id.replaceAll(/[^A-Za-z]+/g, '-'))
    expect(sources.collection).toBe('the folder that the file lies in')
    expect(warnings.join()).toContain('--collection ID says otherwise')
  })

  it('without a name of its product goes by the beginning of its own, with a warning', async () => {
    const { collection, sources, warnings } = await readGranuleFile(writeTrack('buoys_20200101.nc', {}))
    expect(collection.id).toBe('buoys')
    expect(sources.collection).toBe('how the name of the file begins')
    expect(warnings.join()).toContain('--collection ID says otherwise')
  })

  it('whose attributes differ from its measurements by more than a minute brings a warning', async () => {
    const { warnings, start } = await readGranuleFile(
      writeTrack('differs.nc', {
        ...described,
        time_coverage_start: '2020-01-01T00:05:00Z',
        time_coverage_end: '2020-01-01T00:00:40Z',
      }),
    )
    expect(start).toBe(Date.UTC(2020, 0, 1))
    expect(warnings.join()).toContain('attribute time_coverage_start says 2020-01-01T00:05:00.000Z')
  })
})

describe('damaged copies', () => {
  const random = seeded(20250601)

  it.each(
    fixtures.map((path) => [path.split('/').at(-1)!, path] as const),
  )('%s: a clear error or an answer', async (name, path) => {
    const bytes = readFileSync(path)
    for (let copy = 0; copy < 12; copy++) {
      const target = join(folder, `damaged-${name}`)
      writeFileSync(target, mutate(bytes, random))
      const outcome = await readGranuleFile(target, { collection: 'any' }).catch((error: unknown) => error)
      if (outcome instanceof Error) {
        expect(outcome).toBeInstanceOf(UnreadableFileError)
        expect(outcome.message).not.toMatch(/this program's fault/)
        expect(outcome.message.length).toBeLessThan(400)
      }
    }
    // After all that, the thread still reads what is whole.
    await expect(readGranuleFile(path)).resolves.toMatchObject({ observation: { parts: expect.anything() } })
  })
})
