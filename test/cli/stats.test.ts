import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, expect, test } from 'vitest'
import { oceanid, start } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'oceanid-stats-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('what a server has counted when it ends is shown as a table, CSV and JSON', async () => {
  const catalog = ['--catalog', `sqlite:${join(folder, 'demo.db')}`]
  const server = start(['serve', '--demo', '--port', '0', '--statistics', '30', ...catalog])
  let url = ''
  for await (const line of createInterface(server.stdout!)) {
    url ||= /https?:\S+/.exec(line)?.[0] ?? ''
    if (line.startsWith('Ctrl-C')) break
  }
  const headers = { 'user-agent': 'curl/8' }
  for (let i = 0; i < 3; i++) await (await fetch(`${url}stac/search?bbox=10,10,11,11`, { headers })).text()
  server.kill('SIGTERM')
  await once(server, 'close')

  const stats = (...args: string[]) => oceanid(['stats', ...args, ...catalog])
  expect((await stats('--by', 'client')).stdout).toMatch(
    /^client +searches +granules found +downloads +GB fetched\nscript +3 /,
  )
  expect((await stats()).stdout).toMatch(/\n\(all searches\) +3 /)
  expect((await stats('--csv')).stdout.split('\r\n')[1]).toMatch(
    /^\d{4}-\d\d-\d\d,search,,stac,script,3,\d+,0$/,
  )
  expect((await stats('--areas')).stdout).toBe(
    'collection      west  south  searches\n(all searches)    10     10         3\n',
  )
  const { uses, cells } = JSON.parse((await stats('--json')).stdout)
  expect([uses[0].requests, cells]).toEqual([3, { size: 5, counts: [{ west: 10, south: 10, requests: 3 }] }])
  const none = await stats('--to', '2000-01-01')
  expect([none.code, none.stderr]).toEqual([0, 'nothing was counted\n'])
  expect((await stats('--from', 'june')).stderr).toBe('oceanid: --from: is a day, 2025-06-01, not "june"\n')
  const elsewhere = await oceanid(['stats', '--catalog', 'sqlite:none.db'])
  expect([elsewhere.code, elsewhere.stderr]).toEqual([
    2,
    expect.stringContaining('oceanid serve --statistics DAYS'),
  ])
})
