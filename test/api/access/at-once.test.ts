import { hash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, type IncomingMessage, request as open } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { InjectOptions } from 'fastify'
import pLimit from 'p-limit'
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { buildApp } from '../../../api/app.ts'
import { createRecorder } from '../../../api/usage/recorder.ts'
import { withLinks } from '../../../catalog/description/linked-store.ts'
import { openSqliteStore } from '../../../catalog/sqlite/open.ts'
import { openSqliteUsage } from '../../../catalog/sqlite/usage.ts'
import type { Store } from '../../../catalog/store.ts'
import { openFederation } from '../../../federation/open.ts'
import { seeded } from '../../seeded.ts'
import { everyRequest, fill, keys, mark } from './hidden.ts'

const folder = mkdtempSync(join(tmpdir(), 'oceanid-at-once-'))
afterAll(() => rmSync(folder, { recursive: true }))
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2025-07-01T00:00:00Z') })
})
afterEach(() => {
  vi.useRealTimers()
})

/** A store whose answers take turns of the event loop, so that work for one client stands between that for another. */
function slow(store: Store, random: () => number): Store {
  return new Proxy(store, {
    get(target, name) {
      const own: unknown = Reflect.get(target, name)
      if (typeof own !== 'function') return own
      return async (...given: unknown[]) => {
        for (let turns = Math.floor(4 * random()); turns > 0; turns--) await new Promise(setImmediate)
        return Reflect.apply(own, target, given) as unknown
      }
    },
  })
}

const viewers = [undefined, 'own', 'other'] as const

test('of many requests at once each is answered as if it were alone, by the key that it shows', async () => {
  const random = seeded(5)
  const store = await fill(await openSqliteStore(join(folder, 'at-once.db')), true)
  const recorder = createRecorder(() => openSqliteUsage(':memory:'), { days: 9, tell: () => {} })
  const federation = (own: Store) => openFederation({ sources: [{ id: 'own', catalogue: true }] }, own)
  const app = await buildApp(withLinks(slow(store, random)), {
    ...{ logger: false, baseUrl: 'https://granules.example', federation, keys },
    usage: { recorder, downloads: true },
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  // Connections are used again, by whoever comes next.
  const agent = new Agent({ keepAlive: true, maxSockets: 12 })
  const ask = async (
    { url, method = 'GET', payload, headers }: InjectOptions,
    key?: string,
    known?: string,
  ) => {
    const body = typeof payload === 'object' ? JSON.stringify(payload) : payload
    const sent = open({
      ...{ agent, port, method, path: String(url) },
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(headers as Record<string, string>),
        ...(key && { authorization: `Bearer ${key}` }),
        ...(known && { 'if-none-match': known }),
      },
    })
    sent.end(body)
    const [response] = (await once(sent, 'response')) as [IncomingMessage]
    const content = await buffer(response)
    const { statusCode: status, headers: said } = response
    return { status, tag: said.etag, digest: hash('sha1', content), text: content.toString('latin1') }
  }

  const shuffled = <T>(all: T[]): T[] =>
    all
      .map((one) => ({ one, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ one }) => one)
  const counting = /^\/(?:metrics|stats)/
  const asked = [
    ...Map.groupBy(everyRequest(app), ({ url, method }) => `${method} ${String(url).split('?')[0]}`),
  ]
    .filter(([route]) => !counting.test(route.replace(/^\S+ /, '')))
    .flatMap(([, own]) => shuffled(own).slice(0, 2))
  const one = async (i: number, request: InjectOptions, key?: string) => {
    return { i, request, key, answer: await ask(request, key) }
  }
  const alone: Awaited<ReturnType<typeof one>>[] = []
  for (const [i, request] of asked.entries()) {
    for (const key of viewers) alone.push(await one(i, request, key))
  }
  const shown = alone.filter(({ answer }) => answer.text.includes(`${mark}-`))
  expect(new Set(shown.map(({ request }) => request.url)).size).toBeGreaterThan(40)

  const limited = pLimit(24)
  const together = shuffled(alone).map(({ i, request, key, answer }) =>
    limited(async () => {
      // What another has seen and kept is not this one's.
      const others = alone.find((one) => one.i === i && one.key !== key && one.answer.tag !== answer.tag)
      const { text: _, ...now } = await ask(request, key, others?.answer.tag)
      const { text: __, ...before } = answer
      expect(now, `${JSON.stringify(request)} for ${key}`).toEqual(before)
    }),
  )
  const counted = Array.from({ length: 60 }, (_, i) =>
    limited(async () => {
      const key = viewers[i % viewers.length]
      const url = ['/stats', '/stats?f=csv', '/metrics'][Math.floor(i / 3) % 3]!
      const { status, text } = await ask({ url }, key)
      expect(status).toBe(200)
      expect(text.includes(mark), `${url} for ${key}`).toBe(key === 'own' && url !== '/metrics')
    }),
  )
  await Promise.all([...together, ...counted])
  agent.destroy()
  await app.close()
  await store.close()
}, 240_000)
