import { expect, test } from 'vitest'
import type { ItemPage } from '../../../api/stac/search/search.ts'
import { compareText } from '../../../catalog/fields.ts'
import { seeded } from '../../seeded.ts'
import { getJson, granule, idsOf, linkOf, postJson, sampleApp } from './sample.ts'

const hour = (at: number): [string, string] => {
  const instant = new Date(Date.UTC(2025, 5, 1, at)).toISOString()
  return [instant, instant]
}

const many = () => {
  const random = seeded(11)
  return Array.from({ length: 23 }, (_, i) =>
    granule(`g${i}`, [0, 0, 1, 1], hour(Math.floor(random() * 9)), {
      properties: {
        ...(random() < 0.8 && { orbit: Math.floor(random() * 5) }),
        platform: `P${Math.floor(random() * 3)}`,
      },
    }),
  )
}

interface Key {
  field: string
  direction: 'asc' | 'desc'
}

const orders: Key[][] = [
  [{ field: 'properties.datetime', direction: 'asc' }],
  [{ field: 'datetime', direction: 'desc' }],
  [{ field: 'id', direction: 'desc' }],
  [{ field: 'properties.sat:absolute_orbit', direction: 'asc' }],
  [{ field: 'sat:absolute_orbit', direction: 'desc' }],
  [
    { field: 'platform', direction: 'desc' },
    { field: 'sat:absolute_orbit', direction: 'asc' },
    { field: 'id', direction: 'asc' },
  ],
]

const textOf = (order: Key[]) =>
  order.map(({ field, direction }) => (direction === 'desc' ? `-${field}` : `+${field}`)).join(',')

test.each(orders.map((order) => [textOf(order), order] as const))('sorted by %s', async (text, order) => {
  const granules = many()
  const app = await sampleApp(granules)
  const heldBy = (field: string, one: (typeof granules)[number]) => {
    const name = field.replace('properties.', '')
    if (name === 'datetime') return one.start
    if (name === 'id') return one.id
    return one.properties[name === 'sat:absolute_orbit' ? 'orbit' : name]
  }
  const expected = [...granules].sort((a, b) => {
    for (const { field, direction } of order) {
      const [x, y] = [heldBy(field, a), heldBy(field, b)]
      if (x === y) continue
      if (x === undefined || y === undefined) return x === undefined ? 1 : -1
      const difference = typeof x === 'number' ? x - Number(y) : compareText(String(x), String(y))
      return direction === 'desc' ? -difference : difference
    }
    return compareText(a.id, b.id)
  })
  const ids = expected.map(({ id }) => id)
  expect(idsOf(await postJson(app, '/stac/search', { sortby: order, limit: 50 }))).toEqual(ids)
  const address = `/stac/search?limit=4&sortby=${encodeURIComponent(text)}`
  const paged: string[] = []
  for (let url: string | undefined = address; url; ) {
    const page: ItemPage = await getJson(app, url)
    paged.push(...idsOf(page))
    url = linkOf(page, 'next')?.href
  }
  expect(paged).toEqual(ids)
})

test('a plus that is not percent-encoded arrives as a space and means ascending all the same', async () => {
  const app = await sampleApp()
  expect(idsOf(await getJson(app, '/stac/search?sortby=+id'))).toEqual([
    'evening',
    'instant',
    'morning',
    'noon',
  ])
})

test('a field that no item has leaves the order of keys', async () => {
  const app = await sampleApp()
  const page = await getJson(app, '/stac/collections/sst/items?sortby=-nothing:like_this')
  expect(idsOf(page)).toEqual(['evening', 'morning', 'noon'])
})

test('a token of another order is refused', async () => {
  const app = await sampleApp()
  const page = await getJson(app, '/stac/search?sortby=id&limit=1')
  const token = new URL(linkOf(page, 'next')!.href).searchParams.get('token')!
  const response = await app.inject(`/stac/search?sortby=-id&limit=1&token=${token}`)
  expect([response.statusCode, response.json().parameter]).toEqual([400, 'token'])
})
