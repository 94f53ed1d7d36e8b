import type { FastifyInstance } from 'fastify'
import type { StacCatalog, StacLink } from 'stac-ts'
import { expect, test } from 'vitest'
import { seeded } from '../../seeded.ts'
import { getJson, granule, sampleApp } from './sample.ts'

type Linked = { id: string; links: StacLink[] }

/** Every item that child and item links lead to, by the address of the link. */
async function* walk(app: FastifyInstance, href: string): AsyncGenerator<string> {
  const { links } = await getJson<Linked>(app, href)
  for (const { rel, href: below } of links) {
    if (rel === 'item') yield below
    if (rel === 'child') yield* walk(app, below)
  }
}

test('every item is reached by child and item links, once', async () => {
  const random = seeded(31)
  const granules = Array.from({ length: 60 }, (_, i) => {
    const start = Date.UTC(2023, 10, 28) + Math.floor(random() * 500) * 86_400_000 * random()
    const span: [string, string] = [
      new Date(start).toISOString(),
      new Date(start + random() * 40 * 86_400_000).toISOString(),
    ]
    return granule(`g ${i}`, [0, 0, 1, 1], span, { collection: i % 3 === 0 ? 'wind' : 'sst' })
  })
  const app = await sampleApp(granules)
  const found: string[] = []
  for await (const href of walk(app, '/stac')) found.push((await getJson<Linked>(app, href)).id)
  expect(found.sort()).toEqual(granules.map(({ id }) => id).sort())
})

test('a catalogue of a month names its days, and links up and to the root', async () => {
  const app = await sampleApp()
  const at = 'http://localhost:80/stac/collections/sst'
  const month = await getJson<StacCatalog>(app, '/stac/collections/sst/times/2025-06')
  expect(month).toEqual({
    type: 'Catalog',
    stac_version: '1.1.0',
    id: 'sst-2025-06',
    title: 'sst: 2025-06',
    description: 'Items of sst by the time they start: 2025-06.',
    links: [
      { rel: 'self', href: `${at}/times/2025-06`, type: 'application/json' },
      { rel: 'root', href: 'http://localhost:80/stac', type: 'application/json' },
      { rel: 'parent', href: `${at}/times/2025`, type: 'application/json' },
      { rel: 'child', href: `${at}/times/2025-06-01`, type: 'application/json', title: '2025-06-01' },
    ],
  })
})

test.each([
  ['/stac/collections/ice/times', 404],
  ['/stac/collections/sst/times/1999', 404],
  ['/stac/collections/sst/times/2025-06-02', 404],
  ['/stac/collections/sst/times/2025-13', 400],
  ['/stac/collections/sst/times/2025-6', 400],
  ['/stac/collections/sst/times/today', 400],
])('%s is %i', async (url, status) => {
  const app = await sampleApp()
  expect((await app.inject(url)).statusCode).toBe(status)
})
