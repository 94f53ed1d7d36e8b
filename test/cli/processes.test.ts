import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { Agent, type IncomingMessage, request } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fixtures, oceanid, oceanidApart, start } from './run.ts'

let folder: string
const pass = join(
  fixtures,
  'granules',
  readdirSync(join(fixtures, 'granules')).find((name) => name.includes('DALT'))!,
)

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'oceanid-processes-'))
})

afterAll(() => rmSync(folder, { recursive: true }))

test('serve --demo makes a catalogue, tells three addresses that answer, and stops when asked', async () => {
  const demo = join(folder, 'demo.db')
  const server = start(['serve', '--demo', '--port', '0', '--catalog', `sqlite:${demo}`])
  const lines: string[] = []
  for await (const line of createInterface(server.stdout!)) {
    lines.push(line)
    if (line.startsWith('Ctrl-C')) break
  }
  const addresses = lines.flatMap((line) => /https?:\S+/.exec(line) ?? [])
  expect(addresses).toHaveLength(3)
  expect(lines.join('\n')).toContain('oceanid index PATH...')
  for (const address of addresses) expect((await fetch(address)).status, address).toBe(200)
  const items = await fetch(`${addresses[1]}/search?limit=100`).then((response) => response.json())
  expect((items as { features: unknown[] }).features).toHaveLength(
    readdirSync(join(fixtures, 'granules')).length,
  )
  server.kill('SIGTERM')
  await once(server, 'close')
  expect(server.exitCode).toBe(0)
})

test('asked to stop, serve answers the request under way, also over a connection that stays, and exits with 0', async () => {
  const catalog = `sqlite:${join(folder, 'stopping.db')}`
  await oceanid(['index', pass, '--catalog', catalog])
  const server = start(['serve', '--port', '0', '--catalog', catalog])
  let url = ''
  for await (const line of createInterface(server.stdout!)) {
    url ||= /https?:\S+/.exec(line)?.[0] ?? ''
    if (line.startsWith('Ctrl-C')) break
  }
  // The request is under way until its body is whole.
  const asking = request(`${url}stac/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    agent: new Agent({ keepAlive: true }),
  })
  asking.write('{"limit"')
  await fetch(`${url}health`)
  server.kill('SIGTERM')
  await expect
    .poll(
      () =>
        fetch(`${url}health`).then(
          () => 'taken',
          () => 'refused',
        ),
      { timeout: 20_000 },
    )
    .toBe('refused')
  asking.end(': 1}')
  const [answer] = (await once(asking, 'response')) as [IncomingMessage]
  expect(answer.statusCode).toBe(200)
  expect(JSON.parse(await text(answer)).features).toHaveLength(1)
  if (server.exitCode === null) await once(server, 'close')
  expect(server.exitCode).toBe(0)
})

test('a port in use is told, with what to do, and exit code 2', async () => {
  const occupant = createServer().listen(0, 'localhost')
  await once(occupant, 'listening')
  const { port } = occupant.address() as { port: number }
  const catalog = `sqlite:${join(folder, 'busy.db')}`
  await oceanid(['index', pass, '--catalog', catalog])
  const ran = await oceanidApart(['serve', '--port', String(port), '--catalog', catalog])
  occupant.close()
  expect(ran.code).toBe(2)
  expect(ran.stderr).toContain(`--port: ${port} is in use`)
})

test('Ctrl-C keeps what was read, says how far it came, and exits with 130', async () => {
  const many = join(folder, 'many')
  mkdirSync(many)
  for (let i = 0; i < 3000; i++) symlinkSync(pass, join(many, `pass-${i}.nc`))
  const catalog = `sqlite:${join(folder, 'interrupted.db')}`
  const child = start(['index', many, '--json', '--jobs', '1', '--catalog', catalog])
  const said = text(child.stderr!)
  const done: string[] = []
  for await (const line of createInterface(child.stdout!)) {
    if (done.length === 0) child.kill('SIGINT')
    const event = JSON.parse(line) as { event: string; id: string }
    if (event.event === 'granule') done.push(event.id)
  }
  if (child.exitCode === null) await once(child, 'close')
  expect(child.exitCode).toBe(130)
  expect(done.length).toBeGreaterThan(0)
  expect(done.length).toBeLessThan(3000)
  expect(await said).toContain(`${done.length} of 3,000 files done`)
  const stored = await oceanid(['search', '--format', 'ndjson', '--catalog', catalog])
  expect(stored.stdout.trim().split('\n')).toHaveLength(done.length)
})

test('a reader that leaves early ends the command without a complaint', async () => {
  const catalog = `sqlite:${join(folder, 'pipe.db')}`
  await oceanid(['index', pass, '--catalog', catalog])
  const child = start(['search', '--format', 'ndjson', '--catalog', catalog])
  child.stdout!.destroy()
  const said = await text(child.stderr!)
  if (child.exitCode === null) await once(child, 'close')
  expect(said).not.toMatch(/EPIPE|Error|at /)
  expect(child.exitCode).toBe(0)
})
