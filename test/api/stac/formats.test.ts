import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import type { StacItem } from 'stac-ts'
import { describe, expect, test } from 'vitest'
import type { SimpleGeometry } from '../../../catalog/geometry/types.ts'
import { toWkb } from '../../../catalog/geoparquet/wkb.ts'
import type { Granule } from '../../../catalog/granule.ts'
import { randomGranules } from '../../random-granules.ts'
import { openScanStore } from '../../scan-store.ts'
import { seeded } from '../../seeded.ts'
import { appOver, getJson, granule, sampleApp } from './sample.ts'

const granules = randomGranules(seeded(61), 700)
const total = new Set(granules.map(({ collection, id }) => `${collection}/${id}`)).size

async function bigApp() {
  const store = openScanStore()
  await store.put(granules)
  return appOver(store)
}

const lines = (text: string) => text.split('\n').filter((line) => line !== '')

describe('ndjson', () => {
  test.each(['f=ndjson', ''])('has every match as the item itself, one a line: %s', async (query) => {
    const app = await bigApp()
    const headers = query === '' ? { accept: 'application/x-ndjson' } : {}
    const response = await app.inject({ url: `/stac/search?${query}`, headers })
    expect(response.headers).toMatchObject({
      'content-type': 'application/x-ndjson',
      'ogc-numbermatched': String(total),
      'ogc-numberreturned': String(total),
    })
    const items = lines(response.payload).map((line) => JSON.parse(line) as StacItem)
    const { features } = await getJson(app, '/stac/search?limit=10000')
    expect(items).toEqual(features)
  })

  test('answers what was asked: filters, order, fields and a limit', async () => {
    const app = await bigApp()
    const question = 'collections=alpha&sortby=-id&fields=id&limit=300'
    const response = await app.inject(`/stac/search?f=ndjson&${question}`)
    const { features, numberMatched } = await getJson(app, `/stac/search?${question}`)
    expect(lines(response.payload).map((line) => JSON.parse(line))).toEqual(features)
    expect(response.headers['ogc-numbermatched']).toBe(String(numberMatched))
    const posted = await app.inject({
      method: 'POST',
      url: '/stac/search',
      payload: { collections: ['alpha'], f: 'ndjson', limit: 3 },
    })
    expect([lines(posted.payload).length, posted.headers['ogc-numberreturned']]).toEqual([3, '3'])
    const own = await app.inject('/stac/collections/alpha/items?f=ndjson')
    expect(lines(own.payload).length).toBe(numberMatched)
  })

  test('goes out compressed for who takes gzip', async () => {
    const app = await bigApp()
    const headers = { 'accept-encoding': 'gzip' }
    const packed = await app.inject({ url: '/stac/search?f=ndjson', headers })
    expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' })
    expect(lines(gunzipSync(packed.rawPayload).toString()).length).toBe(total)
  })

  test('ends the search when the client goes away', async () => {
    const store = openScanStore()
    const day: [string, string] = ['2025-06-01T00:00:00Z', '2025-06-01T00:05:00Z']
    await store.put(Array.from({ length: 5000 }, (_, i) => granule(`g${i}`, [0, 0, 1, 1], day)))
    let searches = 0
    const app = await appOver({
      ...store,
      search: (query, page) => {
        searches++
        return store.search(query, page)
      },
    })
    const response = await app.inject({ url: '/stac/search?f=ndjson', payloadAsStream: true })
    const stream: Readable = response.stream()
    await new Promise((resolve) => stream.once('data', resolve))
    stream.destroy()
    await new Promise((resolve) => stream.once('close', resolve))
    for (let before = -1; before !== searches; await setTimeout(500)) before = searches
    expect(searches).toBeLessThan(10)
  })
})

test('CSV has a heading, and a record an item', async () => {
  const app = await sampleApp()
  const response = await app.inject({ url: '/stac/search', headers: { accept: 'text/csv' } })
  expect(response.headers['content-type']).toBe('text/csv; charset=utf-8')
  const [heading, first] = response.payload.split('\r\n')
  expect(heading).toBe(
    'collection,id,datetime,start_datetime,end_datetime,oceanid:kind,updated,west,south,east,north,size,href',
  )
  expect(first).toBe(
    'sst,morning,2025-06-01T06:00:00.000Z,2025-06-01T06:00:00.000Z,2025-06-01T06:05:00.000Z,swath,2025-06-02T00:00:00.000Z,-5,-5,5,5,,',
  )
  const many = await (await bigApp()).inject('/stac/search?f=csv')
  expect(many.payload.split('\r\n').length).toBe(total + 2)
})

test('a list of addresses has each data file on a line, and nothing else', async () => {
  const href = (name: string) => ({ href: `https://data.example/${name}`, type: 'application/x-netcdf' })
  const assets = {
    data: { ...href('a.nc'), roles: ['data'] },
    quicklook: { ...href('a.png'), roles: ['overview'] },
    more: { ...href('a b.nc'), roles: ['data'] },
  }
  const app = await sampleApp([
    granule('one', [0, 0, 1, 1], ['2025-06-01T06:00:00Z', '2025-06-01T06:05:00Z'], { assets }),
    granule('two', [0, 0, 1, 1], ['2025-06-01T07:00:00Z', '2025-06-01T07:05:00Z']),
  ])
  const answer = await app.inject('/stac/search?f=urls')
  expect(answer.headers).toMatchObject({
    'content-type': 'text/plain; charset=utf-8',
    'content-disposition': 'attachment; filename="items.txt"',
  })
  expect(answer.payload).toBe('https://data.example/a.nc\nhttps://data.example/a b.nc\n')
})

describe('stac-geoparquet', () => {
  const read = async (payload: Buffer) => {
    const file = payload.buffer.slice(payload.byteOffset, payload.byteOffset + payload.length) as ArrayBuffer
    return { rows: await parquetReadObjects({ file }), metadata: parquetMetadata(file) }
  }

  test('has every match, and tells of its geometry', async () => {
    const app = await bigApp()
    const response = await app.inject('/stac/search?f=parquet')
    expect(response.headers['content-type']).toBe('application/vnd.apache.parquet')
    const { rows, metadata } = await read(response.rawPayload)
    const { features } = await getJson(app, '/stac/search?limit=10000')
    expect(rows.length).toBe(total)
    for (const [i, item] of features.entries()) {
      const row = rows[i]!
      expect([row.id, row.collection, row.type, row.stac_version]).toEqual([
        item.id,
        item.collection,
        'Feature',
        '1.1.0',
      ])
      expect(row.geometry).toEqual(item.geometry)
      const [xmin, ymin, xmax, ymax] = item.bbox as number[]
      expect(row.bbox).toEqual({ xmin, ymin, xmax, ymax })
      expect(row.assets).toEqual(item.assets)
      for (const [name, value] of Object.entries(item.properties)) {
        // A cycle of 0, which STAC has not, stands where the cycles stand.
        const cell = row[name === 'oceanid:cycle' ? 'sat:orbit_cycle' : name]
        const found = cell instanceof Date ? cell.toISOString() : cell
        expect([name, found]).toEqual([name, value])
      }
    }
    const geo = metadata.key_value_metadata?.find(({ key }) => key === 'geo')
    expect(JSON.parse(geo!.value!)).toMatchObject({ version: '1.1.0', primary_column: 'geometry' })
  })

  test('is whole where nothing matches', async () => {
    const app = await bigApp()
    const { rows } = await read((await app.inject('/stac/search?f=parquet&ids=none')).rawPayload)
    expect(rows).toEqual([])
  })

  const python = process.env.INTEROP_PYTHON
  test.skipIf(python === undefined || !existsSync(python))(
    'is read by pyarrow, and its shapes by shapely',
    async () => {
      const app = await bigApp()
      const folder = mkdtempSync(join(tmpdir(), 'oceanid-parquet-'))
      try {
        const file = join(folder, 'items.parquet')
        writeFileSync(file, (await app.inject('/stac/search?f=parquet')).rawPayload)
        const program = `
import json, sys
import pyarrow.parquet as parquet, shapely
table = parquet.read_table(sys.argv[1])
shapes = shapely.from_wkb(table["geometry"].to_pylist())
print(json.dumps([table.num_rows, str(table.schema.field("datetime").type), table["id"][0].as_py(), [round(b, 9) for b in shapes[0].bounds]]))
`
        const run = spawnSync(python!, ['-c', program, file], { encoding: 'utf8' })
        expect(run.stderr).toBe('')
        const [count, type, id, bounds] = JSON.parse(run.stdout) as [number, string, string, number[]]
        const [first] = (await getJson(app, '/stac/search?limit=1')).features
        expect([count, type, id]).toEqual([total, 'timestamp[ms, tz=UTC]', first!.id])
        const { rows } = await read((await app.inject('/stac/search?f=parquet&limit=1')).rawPayload)
        expect(boundsOf(rows[0]!.geometry as SimpleGeometry).map((edge) => Number(edge.toFixed(9)))).toEqual(
          bounds,
        )
      } finally {
        rmSync(folder, { recursive: true })
      }
    },
  )
})

function boundsOf({ coordinates }: SimpleGeometry): number[] {
  const flat = (coordinates as unknown[]).flat(Infinity) as number[]
  const [xs, ys] = [0, 1].map((side) => flat.filter((_, i) => i % 2 === side))
  return [Math.min(...xs!), Math.min(...ys!), Math.max(...xs!), Math.max(...ys!)]
}

test('well-known binary has the bytes of the standard', () => {
  const hex = (geometry: Granule['geometry']) =>
    Buffer.from(toWkb(geometry as SimpleGeometry)).toString('hex')
  expect(hex({ type: 'Point', coordinates: [1, 2] })).toBe('0101000000000000000000f03f0000000000000040')
  expect(hex({ type: 'MultiPoint', coordinates: [[1, 2]] })).toBe(
    '0104000000010000000101000000000000000000f03f0000000000000040',
  )
})

test.each([
  ['f', '/stac/search?f=html'],
  ['f', '/stac/collections/sst/items?f=xml'],
  ['bbox', '/stac/search?f=parquet&bbox=1'],
])('a wrong %s in %s is refused before anything is sent', async (parameter, url) => {
  const response = await (await sampleApp()).inject(url)
  expect([response.statusCode, response.json().parameter]).toEqual([400, parameter])
})

test('a page stays GeoJSON for who takes anything, or something else', async () => {
  const app = await sampleApp()
  for (const accept of ['*/*', 'text/html', 'application/json', 'application/geo+json, text/csv;q=0.5']) {
    const response = await app.inject({ url: '/stac/search', headers: { accept } })
    expect(response.headers['content-type']).toBe('application/geo+json')
  }
})
