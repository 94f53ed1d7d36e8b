import { expect, test } from 'vitest'
import { bareCollection } from '../../../catalog/bare-collection.ts'
import { withLinks } from '../../../catalog/description/linked-store.ts'
import { linkAssets } from '../../../catalog/description/links.ts'
import { expandTemplate, explainTemplate } from '../../../catalog/description/template.ts'
import type { Asset, Collection, Granule } from '../../../catalog/granule.ts'
import { openScanStore } from '../../scan-store.ts'
import { seeded } from '../../seeded.ts'

const file: Asset = {
  href: 'file:///data/sst/2025/a%20b.nc',
  type: 'application/x-netcdf',
  roles: ['data'],
  title: 'a b.nc',
  size: 5,
}

const granule: Granule = {
  collection: 'SST',
  id: 'a b',
  kind: 'swath',
  start: Date.UTC(2025, 5, 1, 1, 2, 3),
  end: Date.UTC(2025, 5, 1, 2),
  geometry: { type: 'Point', coordinates: [0, 0] },
  bbox: [0, 0, 0, 0],
  segments: [],
  properties: { cycle: 7, platform: 'X/Y' },
  assets: { data: file },
  updated: 0,
}

const described = (more: Partial<Collection>): Collection => ({
  ...bareCollection('SST'),
  root: '/data',
  ...more,
})

test('files are where the templates say, the first under the name of the asset', () => {
  const collection = described({
    href: [
      { href: 'https://x.org/{path}' },
      { href: 's3://bucket/{start:%Y/%j}/{name}' },
      {
        href: 'https://x.org/dap/{cycle:03d}/{stem}.html',
        key: 'opendap',
        type: 'text/html',
        title: 'OPeNDAP',
      },
    ],
    quicklook: { href: 'https://x.org/q/{platform}/{end:%H%M}.jpg' },
  })
  const { title: _, size: __, ...form } = file
  expect(linkAssets(granule, collection)).toEqual({
    data: { ...file, href: 'https://x.org/sst/2025/a%20b.nc' },
    s3: { ...file, href: 's3://bucket/2025/152/a%20b.nc' },
    opendap: { ...form, href: 'https://x.org/dap/007/a%20b.html', type: 'text/html', title: 'OPeNDAP' },
    quicklook: {
      href: 'https://x.org/q/X%2FY/0200.jpg',
      type: 'image/jpeg',
      roles: ['overview'],
      title: 'Quicklook',
    },
  })
})

test('each file of a directory has its own address, below the root with its folder', () => {
  const assets = {
    geodetic: { ...file, href: 'file:///data/s/P.SEN3/geodetic.nc' },
    sst: { ...file, href: 'file:///data/s/P.SEN3/sst.nc' },
  }
  const href = [{ href: 'https://x.org/{path}' }, { href: 'ftp://x.org/{path}' }]
  const linked = linkAssets({ ...granule, assets }, described({ href }))
  expect(Object.fromEntries(Object.entries(linked).map(([key, asset]) => [key, asset.href]))).toEqual({
    geodetic: 'https://x.org/s/P.SEN3/geodetic.nc',
    'geodetic-ftp': 'ftp://x.org/s/P.SEN3/geodetic.nc',
    sst: 'https://x.org/s/P.SEN3/sst.nc',
    'sst-ftp': 'ftp://x.org/s/P.SEN3/sst.nc',
  })
})

test('what no template fits stays as it is', () => {
  expect(linkAssets(granule, undefined)).toBe(granule.assets)
  expect(linkAssets(granule, bareCollection('SST'))).toBe(granule.assets)
  const elsewhere = { ...granule, assets: { data: { ...file, href: 'file:///other/a.nc' } } }
  const href = [{ href: 'https://x.org/{path}' }]
  expect(linkAssets(elsewhere, described({ href }))).toEqual(elsewhere.assets)
  expect(linkAssets(granule, described({ href: [{ href: 'https://x.org/{orbit}' }] }))).toEqual(
    granule.assets,
  )
  const remote = { ...granule, assets: { data: { ...file, href: 'https://y.org/a.nc' } } }
  expect(linkAssets(remote, described({ href }))).toEqual(remote.assets)
})

test('what lies beside the data has no page of its own, and no asset takes the place of another', () => {
  const assets = {
    sst: { ...file, href: 'file:///data/s/sst.nc' },
    'sst-s3': { ...file, href: 'file:///data/s/other.nc' },
    manifest: { ...file, href: 'file:///data/s/m.xml', type: 'application/xml', roles: ['metadata'] },
  }
  const href = [
    { href: 'https://x.org/{path}' },
    { href: 's3://x/{path}' },
    { href: 'https://x.org/{path}.html', key: 'dap', type: 'text/html' },
  ]
  const linked = linkAssets({ ...granule, assets }, described({ href }))
  expect(Object.fromEntries(Object.entries(linked).map(([key, asset]) => [key, asset.href]))).toEqual({
    sst: 'https://x.org/s/sst.nc',
    'sst-s3-2': 's3://x/s/sst.nc',
    'sst-dap': 'https://x.org/s/sst.nc.html',
    'sst-s3': 'https://x.org/s/other.nc',
    'sst-s3-s3': 's3://x/s/other.nc',
    'sst-s3-dap': 'https://x.org/s/other.nc.html',
    manifest: 'https://x.org/s/m.xml',
    'manifest-s3': 's3://x/s/m.xml',
  })
})

test.each([
  'file://host/a.nc',
  'file:///a%2Fb.nc',
  'file:a.nc',
  '/a.nc',
  '',
])('an asset at %j stays there', (href) => {
  const odd = { ...granule, assets: { data: { ...file, href } } }
  const templates = [{ href: 'https://x.org/{path}' }, { href: 'https://x.org/{name}' }]
  expect(linkAssets(odd, described({ href: templates }))).toEqual(odd.assets)
})

test('no value leads out of the folder it is put in', () => {
  const random = seeded(11)
  const parts = [
    '..',
    '.',
    '/',
    '\\',
    '%2e',
    '%2E',
    '%2f',
    '%5c',
    '?',
    '#',
    'a',
    ':',
    '@',
    '\n',
    '\0',
    ' ',
    'é',
  ]
  for (let i = 0; i < 5000; i++) {
    const value = Array.from(
      { length: 1 + Math.floor(random() * 5) },
      () => parts[Math.floor(random() * parts.length)],
    ).join('')
    for (const template of [
      'https://x.org/base/{id}',
      'https://x.org/base/{id}/end',
      'https://x.org/base/{path}',
    ]) {
      const address = expandTemplate(template, { start: 0, end: 0, path: value, others: { id: value } })
      if (address === undefined) continue
      const resolved = new URL(address)
      expect(
        resolved.href.startsWith('https://x.org/base/'),
        `${JSON.stringify(value)} gives ${address}`,
      ).toBe(true)
      expect(resolved.search + resolved.hash).toBe('')
    }
  }
})

test.each([
  ['https://x.org/../{id}', /\.\./],
  ['https://x.org/%2e%2e/{id}', /\.\./],
  ['https://x.org/{start}', /how it is written/],
  ['https://x.org/{start:%Q}', /%Q is not known/],
  ['https://x.org/{cycle:x}', /format/],
  ['https://x.org/{', /partner/],
])('%s is no template', (template, reason) => {
  expect(explainTemplate(template)).toMatch(reason)
})

test('a store gives granules with their links, and a new template changes the answers without indexing', async () => {
  let now = 0
  const inner = openScanStore()
  await inner.putCollection(described({ href: [{ href: 'https://x.org/{path}' }] }))
  await inner.put([granule])
  const store = withLinks(inner, () => now)
  const hrefs = async () => [
    (await store.get('SST', 'a b'))!.assets.data!.href,
    (await store.search({}, { limit: 1 })).granules[0]!.assets.data!.href,
  ]
  expect(await hrefs()).toEqual(Array(2).fill('https://x.org/sst/2025/a%20b.nc'))
  await inner.putCollection(described({ href: [{ href: 'https://y.org/{path}' }] }))
  now += 60_000
  expect(await hrefs()).toEqual(Array(2).fill('https://y.org/sst/2025/a%20b.nc'))
  expect((await inner.get('SST', 'a b'))!.assets.data!.href).toBe(file.href)
})
