import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readSettings } from '../../../cli/service/read-settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'oceanid-settings-'))
afterAll(() => rmSync(folder, { recursive: true }))

const fileOf = (text: string) => {
  const file = join(folder, 'oceanid.yaml')
  writeFileSync(file, text)
  return file
}

test('an option goes before the environment, and that before the file', () => {
  const file = fileOf('host: of-file\nport: 1\nlogLevel: info\ntrustedProxies: [10.0.0.0/8]\n')
  const environment = { OCEANID_PORT: '2', OCEANID_LOG_LEVEL: 'warn', OCEANID_BASE_URL: '' }
  expect(readSettings({ port: '3' }, environment, file)).toEqual({
    host: 'of-file',
    port: 3,
    logLevel: 'warn',
    trustedProxies: ['10.0.0.0/8'],
  })
  expect(readSettings({ readOnly: 'false' }, { OCEANID_READ_ONLY: 'true' })).toEqual({ readOnly: false })
  expect(readSettings({}, { OCEANID_TRUSTED_PROXIES: 'a, b' })).toEqual({ trustedProxies: ['a', 'b'] })
})

test('every flaw of the file is told with its line', () => {
  const file = fileOf('host: a\nport: 70000\nlogLevel: loud\ncolour: red\n')
  expect(() => readSettings({}, {}, file)).toThrow(
    /^--config: \n.*yaml:2: port 70000 does not fit\. Port, 0 to 65535/s,
  )
  expect(() => readSettings({}, {}, file)).toThrow(/yaml:3: logLevel "loud" does not fit/)
  expect(() => readSettings({}, {}, file)).toThrow(/yaml:4: colour is not known here/)
  expect(() => readSettings({}, {}, join(folder, 'none'))).toThrow(/--config: cannot read .*none/)
})

test('what is wrong is named where it was said', () => {
  expect(() => readSettings({ port: 'x' }, {})).toThrow(/^--port: /)
  expect(() => readSettings({ timeLimit: '-1' }, {})).toThrow(/^--time-limit: -1 does not fit/)
  expect(() => readSettings({ readOnly: 'yes' }, {})).toThrow(/^--read-only: "yes" does not fit/)
  expect(() => readSettings({}, { OCEANID_BASE_URL: 'ftp://a' })).toThrow(
    /^OCEANID_BASE_URL: .*http or https/,
  )
})
