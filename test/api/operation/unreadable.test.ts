import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { buildApp } from '../../../api/app.ts'
import { openScanStore } from '../../scan-store.ts'

/** What comes back over a connection of its own, whatever is still being sent. */
async function answersTo(sent: string[]): Promise<string[]> {
  const app = await buildApp(openScanStore(), { logger: false })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as { port: number }
  try {
    return await Promise.all(
      sent.map(async (bytes) => {
        const socket = connect({ host: '127.0.0.1', port })
        await once(socket, 'connect')
        socket.end(bytes)
        return text(socket)
      }),
    )
  } finally {
    await app.close()
  }
}

test('a head that is too long is told so, however much of it is still on its way', async () => {
  const many = Array.from(
    { length: 8 },
    (_, i) => `GET / HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(200_000 * (i + 1))}`,
  )
  for (const answer of await answersTo(many)) {
    expect(answer).toMatch(/^HTTP\/1.1 431 .*\r\n/)
    expect(answer).toContain('x-content-type-options: nosniff')
    expect(JSON.parse(answer.split('\r\n\r\n')[1]!)).toMatchObject({
      status: 431,
      code: 'RequestHeaderFieldsTooLarge',
    })
  }
})

test('what is no request is 400, and a HEAD has no body in its answer', async () => {
  const [nonsense, head] = await answersTo(['nonsense\r\n\r\n', 'HEAD /\xff HTTX\r\n\r\n'])
  expect(nonsense).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/)
  expect(nonsense).toContain('"detail":"this is no HTTP request"')
  expect(head).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/)
  expect(head?.endsWith('\r\n\r\n')).toBe(true)
})
