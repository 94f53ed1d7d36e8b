import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { granuleOver } from '../api/opensearch/sample.ts'
import { type Served, serveOceanid } from '../federation/service.ts'
import { idsOf, oceanid } from './run.ts'

const day = 86_400_000
const first = Date.UTC(2025, 5, 1)
const granules = Array.from({ length: 30 }, (_, i) =>
  granuleOver([i, 0, i + 5, 5], { collection: 'SST', id: `g${10 + i}`, start: first + i * day }),
)
let folder: string
let served: Served

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'oceanid-harvest-'))
  served = await serveOceanid(granules)
})
afterAll(async () => {
  await served.close()
  rmSync(folder, { recursive: true })
})

test('harvest fills a collection, and goes on another day where it ended', async () => {
  const catalog = `sqlite:${join(folder, 'copy.db')}`
  const state = join(folder, 'state.json')
  const federation = join(folder, 'federation.yaml')
  writeFileSync(federation, `sources:\n  - id: near\n    private: true\n    stac: ${served.url}/stac\n`)
  const options = [
    '--catalog',
    catalog,
    '--state',
    state,
    '--rate',
    '1000',
    '--from',
    'SST',
    '--collection',
    'copy',
  ]
  const address = `${served.url}/opensearch/description.xml`

  const private_ = await oceanid([
    'harvest',
    address,
    ...options,
    '--start',
    '2025-06-01',
    '--end',
    '2025-06-02',
  ])
  expect(private_).toMatchObject({ code: 2 })
  expect(private_.stderr).toContain('private address')
  const unsaid = await oceanid(['harvest', address, ...options])
  expect(unsaid).toMatchObject({ code: 2 })
  expect(unsaid.stderr).toContain('--start: is needed the first time')

  const some = await oceanid([
    'harvest',
    address,
    ...options,
    '--private',
    '--start',
    '2025-06-01',
    '--end',
    '2025-06-10',
  ])
  expect(some).toMatchObject({ code: 0, stdout: '10 granules stored, 0 refused\n' })
  expect(JSON.parse(readFileSync(state, 'utf8'))).toEqual({ done: '2025-06-10T23:59:59.999Z' })
  const rest = await oceanid([
    'harvest',
    'near',
    '--federation',
    federation,
    ...options,
    '--end',
    '2025-07-30',
  ])
  expect(rest.code).toBe(0)
  const found = await oceanid(['search', 'copy', '--catalog', catalog, '--format', 'ndjson'])
  expect(idsOf(found)).toEqual(granules.map(({ id }) => id))
}, 120_000)
