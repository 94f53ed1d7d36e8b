import { once } from 'node:events'
import { get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { formats } from '../../../api/opensearch/formats.ts'
import type { Granule } from '../../../catalog/granule.ts'
import type { PageRequest } from '../../../catalog/query.ts'
import { openScanStore } from '../../scan-store.ts'
import { granuleOver, sampleOf } from './sample.ts'

const total = 10_000
/** So large that what the sockets hold is little of a page. */
const large = granuleOver([0, 0, 1, 1], { properties: { platform: 'x'.repeat(2000) } })

/** A store without end, of which one sees how far it was read. */
function endlessStore(granule: Granule) {
  const inner = openScanStore()
  const read = { granules: 0 }
  const store = {
    ...inner,
    search: async (_: unknown, { limit }: PageRequest) => {
      read.granules += limit
      const granules: Granule[] = Array.from({ length: limit }, (_, i) => ({
        ...granule,
        id: `g${read.granules - limit + i}`,
      }))
      return { granules, matched: total, next: 'more' }
    },
  }
  return { store, read }
}

test('when the client goes away, the catalogue is no longer read', async () => {
  const { store, read } = endlessStore(large)
  const { app } = await sampleOf([], store)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  try {
    for (const encoding of ['identity', 'gzip']) {
      read.granules = 0
      const request = get({
        port,
        path: `/granules.atom?count=${total}`,
        headers: { 'accept-encoding': encoding },
      })
      const [response] = await once(request, 'response')
      await once(response, 'readable')
      response.destroy()
      let before = -1
      while (before !== read.granules) {
        before = read.granules
        await sleep(100)
      }
      expect([encoding, read.granules < total]).toEqual([encoding, true])
    }
  } finally {
    await app.close()
  }
})

test('a client that reads slowly is waited for', async () => {
  const { store, read } = endlessStore(large)
  const { app } = await sampleOf([], store)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const request = get({
    port,
    path: `/granules.atom?count=${total}`,
    headers: { 'accept-encoding': 'identity' },
  })
  try {
    const [response] = await once(request, 'response')
    response.pause()
    let before = -1
    while (before !== read.granules) {
      before = read.granules
      await sleep(200)
    }
    expect(read.granules).toBeLessThan(total)
    let bytes = 0
    for await (const chunk of response) bytes += (chunk as Buffer).length
    expect(read.granules).toBe(total)
    expect(bytes).toBeGreaterThan(total * 2000)
  } finally {
    await app.close()
  }
})

test.each(formats.map(({ extension }) => extension))('a long page as %s is whole', async (extension) => {
  const { store } = endlessStore(granuleOver([0, 0, 1, 1]))
  const { get: inject } = await sampleOf([], store)
  const { body } = await inject(`/granules.${extension}?count=2000`)
  const named = [...body.matchAll(/sst(?::|\/granules\/)(g\d+)\b/g)].map(([, id]) => id)
  expect(new Set(named).size).toBe(2000)
})
