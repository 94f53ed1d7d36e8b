import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { columns } from '../../../catalog/crossovers/columns.ts'
import type { Crossover, Side } from '../../../catalog/crossovers/crossover.ts'
import { spoolWriter, writeNetcdf } from '../../../cli/output/crossovers/netcdf.ts'
import { openDataset } from '../../../indexer/readers/open.ts'
import { box } from '../../random-granules.ts'
import { seeded } from '../../seeded.ts'

const python = process.env.OCEANID_TEST_PYTHON ?? 'python3'
const isThere = spawnSync(python, ['-c', 'import netCDF4']).status === 0
if (!isThere) console.warn(`SKIPPED: ${python} has no netCDF4 (set OCEANID_TEST_PYTHON to one that has)`)

const folder = mkdtempSync(join(tmpdir(), 'oceanid-netcdf-'))
afterAll(() => rmSync(folder, { recursive: true }))
const path = join(folder, 'x.nc')

/** Of every kind, some with what others lack. */
const crossovers = randomCrossovers(120)

beforeAll(async () => {
  const spool = join(folder, 'x.part')
  writeFileSync(spool, spoolWriter.begin + spoolWriter.page(crossovers, 0) + spoolWriter.end)
  await writeNetcdf(spool, path)
})

/** What a reader is to find: by column, instants in seconds, nothing where there is nothing. */
const expected = columns
  .map(({ name, type, value }) => ({
    name,
    values: crossovers.map((crossover) => {
      const own = value(crossover)
      return type === 'instant' && typeof own === 'number' ? own / 1000 : (own ?? null)
    }),
  }))
  .filter(({ values }) => values.some((value) => value !== null))

test('the own reader has every column back as it was', async () => {
  const dataset = await openDataset(path)
  try {
    expect(dataset.variables.map(({ name }) => name)).toEqual(expected.map(({ name }) => name))
    for (const { name, values } of expected) {
      const variable = dataset.variables.find((one) => one.name === name)!
      if (values.some((value) => typeof value === 'string')) {
        expect([name, variable.readText()]).toEqual([name, values.map((value) => value ?? '')])
        continue
      }
      const fill = variable.attributes.get('_FillValue')
      const read = Array.from(variable.read(), (value) => (value === fill ? null : value))
      expect([name, read]).toEqual([name, values])
    }
  } finally {
    dataset.close()
  }
})

test.skipIf(!isThere)('the NetCDF library has every column back as it was, with the attributes of CF', () => {
  const program = `
import json, netCDF4, numpy, sys
found = {}
with netCDF4.Dataset(sys.argv[1]) as file:
    about = {'model': file.data_model, 'conventions': file.Conventions, 'featureType': file.featureType, 'records': len(file.dimensions['obs'])}
    about['coordinates'] = sorted(v.standard_name for v in file.variables.values() if hasattr(v, 'standard_name'))
    about['units'] = {name: getattr(v, 'units', None) for name, v in file.variables.items()}
    for name, variable in file.variables.items():
        values = variable[:]
        if values.dtype.kind in 'SU':
            found[name] = [str(value) or None for value in values]
        else:
            found[name] = [None if numpy.ma.is_masked(value) else value.item() for value in values]
print(json.dumps([about, found]))`
  const text = execFileSync(python, ['-c', program, path], { encoding: 'utf8' })
  const [about, found] = JSON.parse(text) as [Record<string, unknown>, Record<string, unknown[]>]
  expect(about).toMatchObject({
    model: 'NETCDF3_64BIT_OFFSET',
    featureType: 'point',
    records: crossovers.length,
    coordinates: ['latitude', 'longitude', 'time', 'time'],
    units: { lon: 'degrees_east', lat: 'degrees_north', time_a: 'seconds since 1970-01-01 00:00:00' },
  })
  expect(Object.keys(found)).toEqual(expected.map(({ name }) => name))
  for (const { name, values } of expected) expect([name, found[name]]).toEqual([name, values])
})

function randomCrossovers(count: number): Crossover[] {
  const random = seeded(3)
  const whole = (most: number) => Math.floor(most * random())
  const some = <T>(value: T) => (random() < 0.7 ? value : undefined)
  const sideOf = (collection: string): Side => {
    const start = Date.UTC(2020, 0, 1) + 86_400_000 * random()
    const [rows, direction, cycle] = [some(whole(900)), some('ascending' as const), some(whole(300))]
    return {
      collection,
      id: `${collection}-${whole(1e6)}`,
      start,
      end: start + 60_000 * random(),
      ...(rows !== undefined && { rows: [rows, rows + whole(50)] as [number, number] }),
      ...(direction && { direction }),
      ...(cycle !== undefined && { cycle, pass: whole(254) }),
    }
  }
  return Array.from({ length: count }, (_, i): Crossover => {
    const [a, b] = [sideOf('Höhe'), sideOf('S-3 °')]
    const shared = { a, b, difference: b.start - a.start }
    const [lon, lat] = [360 * random() - 180, 180 * random() - 90]
    if (i % 3 === 0) return { mode: 'crossing', ...shared, position: [lon, lat], angle: 180 * random() }
    const geometry = box([0, 0, 1 + whole(9), 1 + whole(9)])
    if (i % 3 === 1)
      return { mode: 'approach', ...shared, geometry, lengthKm: 90 * random(), leastKm: random() }
    return {
      mode: 'overlap',
      ...shared,
      geometry,
      areaKm2: 1e6 * random(),
      shareOfA: random(),
      shareOfB: random(),
      refined: 'both',
    }
  })
}
