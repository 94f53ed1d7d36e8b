import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixtures, oceanid, swath } from './run.ts'

const sst = 'OCEANID-DEMO1-L2P-SST-v1.0'
const maps = 'OCEANID-DEMO-L4-SST-v1.0'

describe('oceanid matchups', () => {
  const folder = mkdtempSync(join(tmpdir(), 'oceanid-matchups-'))
  const catalog = `sqlite:${join(folder, 'catalog.db')}`
  const matchups = (args: string[], input = '') => oceanid(['matchups', ...args, '--catalog', catalog], input)
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const buoys = file(
    'buoys.csv',
    'id,lon,lat,time\nwest,179.9,-6,2025-06-01T01:52:00Z\neast,181,-6,2025-06-01T03:00:00Z\nfar,0,-60,2025-06-01T02:00:00Z\n',
  )

  beforeAll(async () => {
    const { code } = await oceanid(['index', join(fixtures, 'granules'), '--catalog', catalog])
    expect(code).toBe(0)
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test('writes a line for each match, the rows of the file to read in it', async () => {
    const { code, stdout, stderr } = await matchups([
      buoys,
      sst,
      '--format',
      'csv',
      '--window',
      '2h',
      '--distance',
      '300',
    ])
    expect(code).toBe(0)
    const [heading, ...lines] = stdout
      .trim()
      .split('\r\n')
      .map((line) => line.split(','))
    const rows = lines.map((line) => Object.fromEntries(line.map((value, i) => [heading![i], value])))
    expect(rows.map(({ name, record, id }) => [name, record, id])).toContainEqual(['west', '2', swath])
    expect(rows.some(({ name }) => name === 'far')).toBe(false)
    for (const row of rows) {
      expect(Number(row.distance)).toBeLessThanOrEqual(300)
      expect(Math.abs(Number(row.difference))).toBeLessThanOrEqual(7200)
      expect(Number(row.first_row)).toBeLessThanOrEqual(Number(row.last_row))
    }
    expect(stderr).toContain(`${rows.length} matches for`)
  })

  test('writes a feature for each observation, the nearest match first, into a file', async () => {
    const path = join(folder, 'found.geojson')
    const args = [
      buoys,
      sst,
      maps,
      '--format',
      'geojson',
      '--distance',
      '300',
      '--nearest',
      '2',
      '--output',
      path,
    ]
    const { code, stdout } = await matchups(args)
    expect([code, stdout]).toEqual([0, ''])
    const { features } = JSON.parse(readFileSync(path, 'utf8')) as {
      features: { properties: { name: string; matches: { distance: number }[] } }[]
    }
    expect(features.map(({ properties }) => properties.name)).toEqual(['west', 'far', 'east'])
    for (const { properties } of features) {
      expect(properties.matches.length).toBeLessThanOrEqual(2)
      expect(properties.matches.map(({ distance }) => distance)).toEqual(
        properties.matches.map(({ distance }) => distance).toSorted((a, b) => a - b),
      )
    }
    const { stdout: lines } = await matchups([buoys, maps, '--format', 'ndjson'])
    expect(
      lines
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { type: string }).type),
    ).toEqual(['Feature', 'Feature', 'Feature'])
  })

  test('matches a storm on the standard input, and floats of the catalogue', async () => {
    const storm = {
      type: 'Feature',
      geometry: {
        type: 'LineString',
        coordinates: [
          [179, -6],
          [-179, -6],
        ],
      },
      properties: { times: ['2025-06-01T00:00Z', '2025-06-01T02:00Z'] },
    }
    const { code, stdout } = await matchups(
      ['-', sst, '--window=-1h..3h', '--distance', '300', '--format', 'ndjson'],
      JSON.stringify(storm),
    )
    expect(code).toBe(0)
    expect(stdout).toContain(swath)
    const floats = await matchups(['OCEANID-DEMO-FLOATS-v1.0', sst, '--window', '1d', '--distance', '300'])
    expect(floats.stdout).toContain('DEMO_FLOAT_9900001_prof')
  })

  test('goes on past lines that cannot be read, names them and says so by its exit code', async () => {
    const path = file('bad.csv', 'lon,lat,time\n179.9,-6,2025-06-01T01:52:00Z\nx,1,2025-06-01\n')
    const { code, stdout, stderr } = await matchups([path, maps])
    expect(code).toBe(1)
    expect(stdout).toContain(maps)
    expect(stderr).toContain(`${path}:3: lon: "x" is no longitude`)
  })

  test('says what to do where it cannot run', async () => {
    const refusals: [string[], number, string][] = [
      [['nowhere.csv', sst], 1, 'no file nowhere.csv'],
      [[buoys, 'NOTHING'], 1, 'no collection NOTHING'],
      [[buoys, sst, '--distance', '-4'], 2, '--distance'],
      [[file('none.csv', 'lon,lat,time\nx,y,z\n'), sst], 2, 'none that can be read'],
      [[buoys, sst, '--output', join(folder, 'no', 'where')], 2, '--output'],
    ]
    const ran = await Promise.all(refusals.map(([args]) => matchups(args)))
    ran.forEach(({ code, stderr }, i) => {
      expect([code, stderr]).toEqual([refusals[i]![1], expect.stringContaining(refusals[i]![2])])
    })
  })
})
