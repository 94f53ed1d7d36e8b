import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { resource } from '../../../catalog/resource.ts'
import { findFiles } from '../../../indexer/find-files.ts'
import { indexFiles } from '../../../indexer/pipeline.ts'
import { openScanStore } from '../../scan-store.ts'
import { base, sampleOf } from '../opensearch/sample.ts'
import { addressesOf, dataOf, readPage } from './read-page.ts'

async function demonstration() {
  const { files } = await findFiles([fileURLToPath(resource('fixtures/granules'))])
  const store = openScanStore()
  const report = await indexFiles(files, store, { jobs: 2 }, () => {})
  return { ...(await sampleOf([], store)), granules: report.added }
}

const demo = demonstration()

const isOfPages = (address: string) =>
  /^\/(collections|records)(\/|$|\?)/.test(address) && !/\.(xml|jsonld)$/.test(address)

test('from the list of collections every page of the demonstration is reached, and every link on it leads somewhere', async () => {
  const { get, granules } = await demo
  const seen = new Set(['/collections', '/stac/api.html'])
  const dead: unknown[] = []
  for (const address of seen) {
    const { statusCode, body } = await get(address)
    if (statusCode !== 200) dead.push([address, statusCode])
    if (!isOfPages(address) && address !== '/stac/api.html') continue
    const page = readPage(body)
    for (const data of dataOf(body)) expect(data['@context']).toBe('https://schema.org/')
    const parts = new Set(body.match(/(?<= id=")[^"]*(?=")/g))
    for (const target of addressesOf(page)) {
      if (target.startsWith('#') && !parts.has(target.slice(1))) dead.push([address, target])
      // The same in another language or for other hours is the same page; what other hosts have is theirs.
      const own = target.startsWith(`${base}/`) && !/[?&](lang=|hours=(1|12)$)/.test(target)
      if (own) seen.add(target.slice(base.length).replace(/#.*$/, ''))
    }
  }
  expect(dead).toEqual([])
  const pages = [...seen].filter((address) => /^\/collections\/[^/]+\/granules\/[^/]+$/.test(address))
  expect(pages.length).toBe(granules)
})

test('all links of STAC and OpenSearch to pages and records lead to what they say', async () => {
  const { get, store } = await demo
  for (const { id } of await store.collections()) {
    const { links } = (await get(`/stac/collections/${id}`)).json()
    const { features } = (await get(`/stac/collections/${id}/items?limit=1`)).json()
    const told = [...links, ...features[0].links].filter(
      ({ rel }: { rel: string }) => rel === 'alternate' || rel === 'describedby',
    )
    expect(told).toHaveLength(5)
    for (const { href, type } of told) {
      const { statusCode, headers } = await get(href)
      expect([href, statusCode, String(headers['content-type']).split(';')[0]]).toEqual([href, 200, type])
    }
  }
})
