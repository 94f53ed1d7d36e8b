import { expect, test } from 'vitest'
import { bareCollection } from '../../../catalog/bare-collection.ts'
import { draftDescription, writeDraft } from '../../../catalog/description/draft.ts'
import { guessPattern } from '../../../catalog/description/guess-pattern.ts'
import { createFileMatcher, namePatterns } from '../../../catalog/description/match.ts'
import { parseDescriptions } from '../../../catalog/description/parse.ts'
import type { Granule, Properties } from '../../../catalog/granule.ts'

const collection = (id: string, pattern: string | string[]) => ({ ...bareCollection(id), files: { pattern } })

test('of several descriptions a file takes the one whose pattern says most', () => {
  const matcher = createFileMatcher([
    collection('any', '*.nc'),
    collection('sst', ['SST_*.nc', 'sst-{version}.nc']),
    collection('folder', 'SST_*/'),
    bareCollection('silent'),
    collection('unreadable', '{start}'),
  ])
  const find = (path: string, directory = false) => matcher.find(path, directory)?.collection.id
  expect(find('/a/SST_1.nc')).toBe('sst')
  expect(find('/a/sst-2.nc')).toBe('sst')
  expect(find('/a/other.nc')).toBe('any')
  expect(find('/a/other.h5')).toBeUndefined()
  expect(find('/a/SST_1', true)).toBe('folder')
  expect(find('/a/SST_1')).toBeUndefined()
})

test('companions are named by what the name of the file says', () => {
  const matcher = createFileMatcher([collection('viirs', '{id}_geo.nc')])
  const [expression] = namePatterns(['{id}_*.nc'], matcher.find('/a/N(1)_geo.nc', false)!.named)
  expect(
    ['N(1)_sst.nc', 'N(2)_sst.nc', 'N1_sst.nc', 'N(1)_sst.nc.md5'].map((name) => expression!.test(name)),
  ).toEqual([true, false, false, false])
})

const granule = (start: string, end: string, properties: Properties = {}): Granule => ({
  collection: 'SST',
  id: 'a',
  kind: 'swath',
  start: Date.parse(start),
  end: Date.parse(end),
  geometry: { type: 'Point', coordinates: [0, 0] },
  bbox: [0, 0, 0, 0],
  segments: [],
  properties,
  assets: {},
  updated: 0,
})

const pass = granule('2025-06-01T01:03:06.450Z', '2025-06-01T01:59:06Z', { cycle: 12, pass: 2, orbit: 1528 })

test.each([
  [
    'J_C012_P002_20250601010306_20250601015906.nc',
    'J_C{cycle:3d}_P{pass:3d}_{start:%Y%m%d%H%M%S}_{end:%Y%m%d%H%M%S}.nc',
  ],
  [
    'S_20250601T010306_20250601T015906_20250603T000000_O1528.nc',
    'S_{start:%Y%m%dT%H%M%S}_{end:%Y%m%dT%H%M%S}_*_O{orbit:d}.nc',
  ],
  ['A2025152.L2.v02.nc', 'A{start:%Y%j}.L2.v02.nc'],
  ['x_2025-06-01_4711.nc', 'x_{start:%Y-%m-%d}_*.nc'],
  ['plain.nc', 'plain.nc'],
  ['odd{1}.nc', '*'],
])('the pattern of %s is %s', (name, pattern) => {
  expect(guessPattern(name, pass)).toBe(pattern)
})

test('a draft is sound, and fits the name it was made from', () => {
  const name = 'S_20250601T010306_20250601T015906.SEN3'
  const draft = draftDescription(
    { ...bareCollection('S'), keywords: ['a: b', '#c'], title: '{x} "y"' },
    pass,
    name,
    true,
  )
  const text = writeDraft(draft, `${name}\nid: other`)
  const { collections, problems } = parseDescriptions(text)
  expect(problems).toEqual([])
  expect(collections[0]).toMatchObject({ id: 'S', title: '{x} "y"', keywords: ['a: b', '#c'] })
  expect(createFileMatcher(collections).find(`/data/${name}`, true)!.named.start!.first).toBe(
    Date.parse('2025-06-01T01:03:06Z'),
  )
})
