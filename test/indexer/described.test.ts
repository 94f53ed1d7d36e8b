import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { bareCollection } from '../../catalog/bare-collection.ts'
import { createFileMatcher } from '../../catalog/description/match.ts'
import type { Collection } from '../../catalog/granule.ts'
import { findFiles } from '../../indexer/find-files.ts'
import { describeFile } from '../../indexer/granule.ts'
import { encodeClassic } from './readers/classic-encoder.ts'

const folder = mkdtempSync(join(tmpdir(), 'oceanid-described-'))
afterAll(() => rmSync(folder, { recursive: true }))

interface TrackDraft {
  attributes?: Record<string, string>
  /** Names of longitude, latitude and time; a track without the last says no time. */
  names?: [lon: string, lat: string, time?: string]
  units?: boolean
  timeUnits?: string
}

/** A track of 30 positions, one a second from the beginning of 2020. */
function track({
  attributes = {},
  names = ['longitude', 'latitude', 'time'],
  units = true,
  timeUnits = 'seconds since 2020-01-01',
}: TrackDraft = {}) {
  const numbers = (first: number, step: number) => Array.from({ length: 30 }, (_, i) => first + i * step)
  const variable = (data: number[], attributes: Record<string, string> = {}) => ({
    type: 'float64' as const,
    dimensions: ['time'],
    data,
    attributes,
  })
  const [lon, lat, time] = names
  return encodeClassic({
    version: 1,
    dimensions: { time: 30 },
    attributes,
    variables: {
      [lon]: variable(numbers(170, 0.01), units ? { units: 'degrees_east' } : {}),
      [lat]: variable(numbers(5, -0.06), units ? { units: 'degrees_north' } : {}),
      ...(time && { [time]: variable(numbers(0, 1), { units: timeUnits }) }),
      swh: variable(numbers(1, 0.1), { standard_name: 'sea_surface_wave_significant_height', units: 'm' }),
    },
  })
}

function write(name: string, content: Uint8Array): string {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, content)
  return path
}

const timeless = track({
  names: ['longitude', 'latitude'],
  attributes: { title: 'Waves', platform: 'SAT-1' },
})

const waves: Collection = {
  ...bareCollection('waves'),
  files: { pattern: 'W_C{cycle:3d}_{start:%Y%m%dT%H%M%S}_{end:%H%M%S}_{version}.nc' },
}

describe('the name of a file', () => {
  test('gives times and properties where the file says nothing', async () => {
    const path = write('W_C012_20200301T235950_000010_v3.nc', timeless)
    const { granule, collection, sources } = await describeFile(path, { descriptions: [waves] })
    expect(new Date(granule.start).toISOString()).toBe('2020-03-01T23:59:50.000Z')
    expect(new Date(granule.end).toISOString()).toBe('2020-03-02T00:00:10.000Z')
    expect(granule.properties).toMatchObject({ cycle: 12, version: 'v3', platform: 'SAT-1' })
    expect(collection).toMatchObject({ ...waves, variables: { swh: { units: 'm' } } })
    expect(sources).toMatchObject({
      start: 'the name of the file',
      end: 'the name of the file',
      cycle: 'the name of the file',
      platform: 'attribute platform',
      collection: 'the description of the collection',
    })
  })

  test('gives way to what the file says', async () => {
    const content = track({ attributes: { cycle_number: '7' } })
    const path = write('W_C013_20200301T000000_000010_v3.nc', content)
    const { granule } = await describeFile(path, { descriptions: [waves] })
    expect([granule.start, granule.properties.cycle]).toEqual([Date.UTC(2020, 0, 1), 7])
  })

  test('with a day alone stands for all of it', async () => {
    const path = write('day_20200301.nc', timeless)
    const day = { ...bareCollection('day'), files: { pattern: 'day_{start:%Y%m%d}.nc' } }
    const { granule } = await describeFile(path, { descriptions: [day] })
    expect([granule.start, granule.end]).toEqual([Date.UTC(2020, 2, 1), Date.UTC(2020, 2, 2) - 1])
  })

  test('with a second alone brings a warning that no end is given', async () => {
    const path = write('at_20200301T120000.nc', timeless)
    const at = { ...bareCollection('at'), files: { pattern: 'at_{start:%Y%m%dT%H%M%S}.nc' } }
    const { granule, warnings } = await describeFile(path, { descriptions: [at] })
    expect(granule.end).toBe(granule.start)
    expect(warnings.join()).toContain('no end is given')
  })

  test('may give the id of the granule', async () => {
    const path = write('x_one_v2.nc', track())
    const named = { ...bareCollection('x'), files: { pattern: 'x_{id}_v{version}.nc' } }
    expect((await describeFile(path, { descriptions: [named] })).granule).toMatchObject({
      id: 'one',
      properties: { version: '2' },
    })
  })

  test('that says nothing either is refused, with how to say it', async () => {
    const path = write('anything.nc', timeless)
    await expect(describeFile(path)).rejects.toThrow(/--start and --end, or by its name, .*\{start:%Y%m%d\}/)
    await expect(describeFile(path, { descriptions: [waves], collection: 'waves' })).rejects.toThrow(
      /its name is not as the description of waves has it/,
    )
  })
})

describe('a description', () => {
  test('adds properties of a type: from attributes, else its own values', async () => {
    const content = track({
      attributes: { clouds: '12.5', bad: 'many', flags: 'a, b', sensor: 'ALT', night: 'yes' },
    })
    const path = write('properties.nc', content)
    const described: Collection = {
      ...waves,
      platform: ['SAT-1'],
      instrument: ['OTHER'],
      level: 'L2',
      properties: {
        cloudCover: { type: 'number', attribute: ['cloud_cover', 'clouds'] },
        ice: { type: 'number', attribute: 'bad' },
        flags: { type: 'string[]', attribute: 'flags' },
        night: { type: 'boolean', attribute: 'NIGHT' },
        quality: { type: 'string', value: 'good' },
      },
    }
    const { granule, sources, warnings } = await describeFile(path, {
      descriptions: [described],
      collection: 'waves',
    })
    expect(granule.properties).toEqual({
      cloudCover: 12.5,
      flags: ['a', 'b'],
      night: true,
      quality: 'good',
      platform: 'SAT-1',
      instrument: 'ALT',
      level: 'L2',
      direction: 'descending',
      dayNight: 'day',
      variables: ['swh'],
    })
    expect(sources).toMatchObject({
      cloudCover: 'attribute clouds',
      quality: 'the description of the collection',
      platform: 'the description of the collection',
      instrument: 'attribute sensor',
    })
    expect(warnings).toEqual([
      expect.stringMatching(/property ice: attribute bad says "many", which is no number/),
    ])
  })

  test('makes what convention finds of the type it says, or leaves it out', async () => {
    const path = write('types.nc', track({ attributes: { cycle_number: '7', product_version: 'beta' } }))
    const described: Collection = {
      ...waves,
      properties: { cycle: { type: 'string' }, version: { type: 'number' } },
    }
    const { granule, sources } = await describeFile(path, { descriptions: [described], collection: 'waves' })
    expect(granule.properties.cycle).toBe('7')
    expect(granule.properties).not.toHaveProperty('version')
    expect(sources).not.toHaveProperty('version')
  })

  test('of a collection that a file names itself is taken, also what it says of coordinates', async () => {
    const content = track({ attributes: { id: 'WAVES-L2' }, names: ['longitude', 'latitude', 'other_time'] })
    const path = write('own-word.nc', content)
    const described = {
      ...bareCollection('WAVES-L2'),
      level: 'L2',
      files: { longitude: 'nowhere', latitude: 'latitude' },
    }
    await expect(describeFile(path, { descriptions: [described] })).rejects.toThrow(
      /variable nowhere, which is not there/,
    )
    const { files: _, ...plain } = described
    expect((await describeFile(path, { descriptions: [plain] })).granule.properties.level).toBe('L2')
  })

  test('says which variables are coordinates and time where none is known for such', async () => {
    const path = write(
      'W_C014_20200301T000000_000010_v3.nc',
      track({ names: ['a', 'b', 'c_time'], units: false }),
    )
    await expect(describeFile(path, { descriptions: [waves] })).rejects.toThrow(/longitude and latitude/)
    const told = { ...waves, files: { ...waves.files, longitude: 'a', latitude: '/b', time: 'c_time' } }
    const { granule, sources } = await describeFile(path, { descriptions: [told] })
    expect(granule.kind).toBe('track')
    expect(granule.bbox[0]).toBeCloseTo(170, 1)
    expect(granule.start).toBe(Date.UTC(2020, 0, 1))
    expect(sources).toMatchObject({ coordinates: 'variables /a, /b', start: 'variable /c_time' })
    const lost = { ...waves, files: { ...waves.files, group: 'nowhere' } }
    await expect(describeFile(path, { descriptions: [lost] })).rejects.toThrow(
      /group nowhere, which is not there/,
    )
  })

  test('says from when times count that do not say so', async () => {
    const path = write('count.nc', track({ attributes: { id: 'COUNTS' }, timeUnits: 's' }))
    await expect(describeFile(path)).rejects.toThrow(/\/time does not say from when it counts.*timeUnits/)
    const described = { ...bareCollection('COUNTS'), files: { timeUnits: 'seconds since 2020-03-01' } }
    const { granule } = await describeFile(path, { descriptions: [described] })
    expect([granule.start, granule.end]).toEqual([Date.UTC(2020, 2, 1), Date.UTC(2020, 2, 1, 0, 0, 29)])
  })

  test('draws footprints with its own tolerance and segments, unless the caller says otherwise', async () => {
    const fixture = fileURLToPath(
      new URL('../../fixtures/granules/dscat_20250601010200_demo2_04210_o_250_ovw_l2.nc', import.meta.url),
    )
    const coarse = { ...bareCollection('wind'), footprint: { tolerance: 300, segment: 2000 } }
    const shape = async (options: Parameters<typeof describeFile>[1]) => {
      const { geometry, segments } = (await describeFile(fixture, { collection: 'wind', ...options })).granule
      return { geometry, segments: segments.length }
    }
    const described = await shape({ descriptions: [coarse] })
    expect(described).toEqual(await shape({ toleranceKm: 300, segmentKm: 2000 }))
    expect(described.segments).toBeLessThan((await shape({})).segments)
    expect(await shape({ descriptions: [coarse], segmentKm: 500 })).toEqual(
      await shape({ toleranceKm: 300, segmentKm: 500 }),
    )
  })
})

describe('a product that is a directory', () => {
  const directories = fileURLToPath(new URL('../../fixtures/directories/', import.meta.url))
  const name = readdirSync(directories)[0]!

  test('is found as one, whatever way it is named', async () => {
    const product = join(directories, name)
    for (const given of [directories, product, join(directories, '*.SEN3')]) {
      expect(await findFiles([given])).toEqual({ files: [product], passedOver: 0, missing: [] })
    }
  })

  test('is one granule of several assets, where and when its coordinates say, with what its manifest says', async () => {
    const { granule, warnings, sources } = await describeFile(join(directories, name), { collection: 'demo' })
    expect(granule).toMatchObject({
      id: name.replace('.SEN3', ''),
      kind: 'swath',
      start: Date.UTC(2025, 5, 1, 2, 5),
      end: Date.UTC(2025, 5, 1, 2, 7, 57),
      properties: {
        platform: 'Oceanid-Demo-1',
        instrument: 'DMR',
        orbit: 7302,
        relativeOrbit: 101,
        cycle: 73,
        direction: 'ascending',
        variables: ['sea_surface_temperature'],
      },
    })
    expect(warnings).toEqual([])
    expect(sources.coordinates).toBe('variables /geodetic_in/longitude_in, /geodetic_in/latitude_in')
    expect(Object.entries(granule.assets).map(([key, { roles, type }]) => [key, roles[0], type])).toEqual([
      ['geodetic_in', 'data', 'application/x-netcdf'],
      ['geodetic_tx', 'data', 'application/x-netcdf'],
      ['sst_in', 'data', 'application/x-netcdf'],
      ['time_in', 'data', 'application/x-netcdf'],
      ['xfdumanifest', 'metadata', 'application/xml'],
    ])
    expect(granule.assets.sst_in!.href).toBe(pathToFileURL(join(directories, name, 'sst_in.nc')).href)
  })

  test('may be so by description alone, which also says which files hold the coordinates', async () => {
    const copy = join(folder, 'set', 'P_20250601')
    cpSync(join(directories, name), copy, { recursive: true })
    rmSync(join(copy, 'xfdumanifest.xml'))
    const described = {
      ...bareCollection('set'),
      files: { pattern: 'P_{start:%Y%m%d}/', coordinates: '*_t?.nc' },
    }
    const given = join(folder, 'set')
    expect((await findFiles([given])).files).toHaveLength(4)
    expect((await findFiles([given], createFileMatcher([described]))).files).toEqual([copy])
    const { granule, sources } = await describeFile(copy, { descriptions: [described] })
    expect(granule.collection).toBe('set')
    expect(sources.coordinates).toContain('/geodetic_tx/longitude_tx')
    expect(sources.start).toBe('attribute start_time')
    const wrong = { ...described, files: { ...described.files, coordinates: 'none.nc' } }
    await expect(describeFile(copy, { descriptions: [wrong] })).rejects.toThrow(
      /no file in it is named none\.nc/,
    )
  })

  test('goes without a file that is broken, and is refused where nothing is data', async () => {
    const copy = join(folder, 'hurt.SAFE')
    cpSync(join(directories, name), copy, { recursive: true })
    writeFileSync(join(copy, 'sst_in.nc'), readFileSync(join(copy, 'sst_in.nc')).subarray(0, 3000))
    writeFileSync(join(copy, 'xfdumanifest.xml'), '<a><b></a>')
    const { granule, warnings } = await describeFile(copy, { collection: 'demo' })
    expect(granule.start).toBe(Date.UTC(2025, 5, 1, 2, 5))
    expect(warnings).toEqual([
      expect.stringMatching(/^sst_in\.nc in it: the file is (cut off|damaged)/),
      expect.stringMatching(/^xfdumanifest\.xml in it: /),
    ])
    const empty = join(folder, 'empty.SAFE')
    mkdirSync(empty)
    await expect(describeFile(empty)).rejects.toThrow(/without NetCDF or HDF5 files/)
  })
})

test('files that a description puts together are one granule', async () => {
  const described: Collection = {
    ...bareCollection('pair'),
    files: { pattern: '{id}_geo.nc', companions: '{id}_*' },
  }
  const place = join(folder, 'pairs')
  for (const id of ['a', 'b']) {
    write(`pairs/${id}_geo.nc`, track())
    write(`pairs/${id}_swh.nc`, track({ names: ['longitude', 'latitude'] }))
    write(`pairs/${id}_readme.txt`, Buffer.from('notes'))
  }
  write('pairs/c_swh.nc', track())
  const found = await findFiles([place], createFileMatcher([described]))
  expect(found.files.map((file) => relative(place, file))).toEqual(['a_geo.nc', 'b_geo.nc', 'c_swh.nc'])
  const { granule, sources } = await describeFile(found.files[1]!, { descriptions: [described] })
  expect(granule.id).toBe('b')
  expect(
    Object.entries(granule.assets).map(([key, { href, roles }]) => [key, basename(href), roles]),
  ).toEqual([
    ['data', 'b_geo.nc', ['data']],
    ['b_readme', 'b_readme.txt', ['metadata']],
    ['b_swh', 'b_swh.nc', ['data']],
  ])
  expect(sources.coordinates).toBe('variables /b_geo/longitude, /b_geo/latitude')
})
