import { chownSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openKeys } from '../../../cli/service/keys.ts'
import { oceanid } from '../run.ts'

const folder = mkdtempSync(join(tmpdir(), 'oceanid-keys-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a key is made, found by what is kept of it, renewed and taken out, while the file is in use', async () => {
  const file = join(folder, 'keys.yaml')
  const make = async (...more: string[]) =>
    (await oceanid(['key', 'harvest', '--file', file, ...more])).stdout.trim()
  const first = await make('--collection', 'SST')
  expect(readFileSync(file, 'utf8')).not.toContain(first)
  const keys = await openKeys(file, () => {})
  expect(await keys.find(first)).toMatchObject({ name: 'harvest', collections: ['SST'] })
  expect(await keys.find(`${first}x`)).toBeUndefined()
  expect((await oceanid(['key', 'harvest', '--file', file])).stderr).toContain('--replace')

  const second = await make('--replace')
  expect([await keys.find(first), (await keys.find(second))?.collections]).toEqual([undefined, ['SST']])
  await make('--replace', '--read-only')
  expect(readFileSync(file, 'utf8')).toContain('readOnly: true')
  await make('--remove')
  expect(await keys.find(second)).toBeUndefined()
})

test('while the file is flawed no key is valid, and the flaw is told with its line', async () => {
  const file = join(folder, 'flawed.yaml')
  const { stdout } = await oceanid(['key', 'a', '--file', file])
  const told: string[] = []
  const keys = await openKeys(file, (message) => told.push(message))
  expect(await keys.find(stdout.trim())).toBeDefined()
  const sound = readFileSync(file, 'utf8')
  writeFileSync(file, `${sound}- name: b\n  sha256: short\n`)
  expect(await keys.find(stdout.trim())).toBeUndefined()
  expect(told.join()).toMatch(/no key is valid.*flawed\.yaml:4: \[1\]\.sha256 "short" does not fit/s)
  writeFileSync(file, sound)
  expect(await keys.find(stdout.trim())).toBeDefined()
})

test.runIf(process.getuid?.() === 0)(
  'a file of another user, as of the server, stays readable for it',
  async () => {
    const file = join(folder, 'owned.yaml')
    await oceanid(['key', 'a', '--file', file])
    chownSync(file, 65_534, 65_534)
    await oceanid(['key', 'b', '--file', file])
    const { uid, gid, mode } = statSync(file)
    expect([uid, gid, mode & 0o777]).toEqual([65_534, 65_534, 0o600])
  },
)
