import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { readWriteKey } from '../../cli/write-key.ts'

const folder = mkdtempSync(join(tmpdir(), 'oceanid-key-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.unstubAllEnvs())

const fileOf = (text: string) => {
  const file = join(folder, 'key')
  writeFileSync(file, text)
  return file
}

test('the key is what the file holds, without white space around it, and goes before the environment', async () => {
  vi.stubEnv('OCEANID_WRITE_KEY', 'of-the-environment')
  expect(await readWriteKey(fileOf('0123456789abcdef\n'))).toBe('0123456789abcdef')
  expect(await readWriteKey(undefined)).toBe('of-the-environment')
})

test('without either there is none', async () => {
  vi.stubEnv('OCEANID_WRITE_KEY', '')
  expect(await readWriteKey(undefined)).toBeUndefined()
})

test.each(['', 'short', 'with space in between', 'ünïcode-ünïcode-ünïcode'])('%j is no key', async (text) => {
  await expect(readWriteKey(fileOf(text))).rejects.toThrow(/--write-key-file: holds no key/)
  if (text === '') return
  vi.stubEnv('OCEANID_WRITE_KEY', text)
  await expect(readWriteKey(undefined)).rejects.toThrow(/OCEANID_WRITE_KEY: holds no key/)
})

test('a file that is not there is told of', async () => {
  await expect(readWriteKey(join(folder, 'none'))).rejects.toThrow(/cannot read .*none/)
})
