import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { resource } from '../../../catalog/resource.ts'

const { texts } = await import(resource('web/copy/texts.js').href)
const { areaParameters, readArea } = await import(resource('web/search/area.js').href)

const request = {
  base: 'https://sea.example/api',
  selection: {
    collections: ['sst', "it's"],
    bbox: [170, -20, -170, 10],
    datetime: '2025-06-01T00:00:00Z/..',
    filter: "platform = 'O''Hara'",
    'filter-lang': 'cql2-text',
  },
  collections: ['sst', "it's"],
  area: readArea('170,-20,-170,10'),
  areaParameters: areaParameters(readArea('170,-20,-170,10')),
  start: '2025-06-01',
  end: '',
  condition: "platform = 'O''Hara'",
}

/** The words of a command, as a shell reads them. */
function wordsOf(command: string): string[] {
  const { stdout } = spawnSync('sh', ['-c', `printf '%s\\n' ${command}`], { encoding: 'utf8' })
  return stdout.split('\n').slice(0, -1)
}

test('curl asks the same of the STAC API', () => {
  const [program, address, ...rest] = wordsOf(texts.curl(request))
  expect([program, rest]).toEqual(['curl', []])
  const url = new URL(address!)
  expect(url.origin + url.pathname).toBe('https://sea.example/api/stac/search')
  expect(Object.fromEntries(url.searchParams)).toEqual({
    collections: "sst,it's",
    bbox: '170,-20,-170,10',
    datetime: '2025-06-01T00:00:00Z/..',
    filter: "platform = 'O''Hara'",
    'filter-lang': 'cql2-text',
  })
})

test('curl sends what is too long for an address as a body', () => {
  const selection = {
    intersects: { type: 'MultiPoint', coordinates: Array.from({ length: 400 }, () => [1.5, 2.5]) },
  }
  const [, address, option, body] = wordsOf(texts.curl({ ...request, selection }))
  expect([address, option]).toEqual(['https://sea.example/api/stac/search', '--json'])
  expect(JSON.parse(body!)).toEqual(selection)
})

test('the command line gets the catalogue’s own names', () => {
  expect(wordsOf(texts.cli(request))).toEqual([
    'oceanid',
    'search',
    'sst',
    "it's",
    '--bbox=170,-20,-170,10',
    '--start',
    '2025-06-01',
    '--where',
    "platform = 'O''Hara'",
  ])
  const withArea = (area: string) => wordsOf(texts.cli({ ...request, area: readArea(area) })).slice(4, -4)
  expect(withArea('-30,45 500 km')).toEqual(['--point=-30,45', '--radius', '500'])
  expect(withArea('POINT(1 2)')).toEqual(['--intersects', 'POINT(1 2)'])
  expect(withArea('Bay of Biscay')).toEqual(['--name', 'Bay of Biscay'])
  expect(texts.cli({ ...request, collections: [], area: undefined, start: '', condition: '' })).toBe(
    'oceanid search',
  )
})

test('OpenSearch gets collections, area and period', () => {
  const url = new URL(texts.opensearch(request))
  expect(url.pathname).toBe('/api/opensearch/granules.atom')
  expect(Object.fromEntries(url.searchParams)).toEqual({
    parentIdentifier: "{sst,it's}",
    box: '170,-20,-170,10',
    start: '2025-06-01',
  })
})

test('Python is a program for pystac-client', () => {
  expect(texts.python(request)).toBe(`import pystac_client

catalog = pystac_client.Client.open("https://sea.example/api/stac")
search = catalog.search(
    collections=["sst", "it's"],
    bbox=[170, -20, -170, 10],
    datetime="2025-06-01T00:00:00Z/..",
    filter="platform = 'O''Hara'",
    filter_lang="cql2-text",
)
for item in search.items():
    print(item.id, {name: asset.href for name, asset in item.assets.items()})
`)
  expect(texts.python({ ...request, selection: {} })).toContain('catalog.search()')
})
