import { copyFileSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openSqliteStore } from '../../catalog/sqlite/open.ts'
import { readRelocation } from '../../cli/relocation.ts'
import { describeRelocating } from './relocating.ts'
import { fixtures, oceanid, swath } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'oceanid-moved-'))
afterAll(() => rmSync(folder, { recursive: true }))

describeRelocating('a moved archive', () => openSqliteStore(':memory:'))

test('the next run over the archive reads nothing and doubles nothing', async () => {
  const [old, moved] = [join(folder, 'old'), join(folder, 'moved here')]
  mkdirSync(old)
  copyFileSync(join(fixtures, 'granules', `${swath}.nc`), join(old, `${swath}.nc`))
  const catalog = ['--catalog', `sqlite:${join(folder, 'moved.db')}`]
  await oceanid(['index', old, ...catalog])
  renameSync(old, moved)
  const rewritten = await oceanid(['rewrite-href', old, moved, '--json', ...catalog])
  expect(JSON.parse(rewritten.stdout)).toEqual({ granules: 1, files: 1, descriptions: 0, dryRun: false })
  const again = await oceanid(['index', moved, '--reconcile', ...catalog])
  expect([again.code, again.stdout]).toEqual([
    0,
    expect.stringMatching(/^0 granules indexed .*1 skipped as unchanged/),
  ])
  const { stdout } = await oceanid(['search', '--format', 'paths', ...catalog])
  expect(stdout).toBe(`${join(moved, `${swath}.nc`)}\n`)
  const none = await oceanid(['rewrite-href', old, moved, '--dry-run', ...catalog])
  expect(none.stdout).toBe('0 granules, 0 remembered files and 0 descriptions would change\n')
})

test('what begins alike is not what lies within, and what has moved does not move again', () => {
  const { href, path } = readRelocation('/data', 'file:///data/new/')
  expect(['file:///data', 'file:///data/a', 'file:///database/a', 'file:///data/new/a'].map(href)).toEqual([
    'file:///data/new',
    'file:///data/new/a',
    undefined,
    undefined,
  ])
  expect(['/data/a b', '/data%20/a'].map(path)).toEqual(['/data/new/a b', undefined])
  expect(readRelocation('/a b', 's3://x/').href('file:///a%20b/c')).toBe('s3://x/c')
})

test.each([
  ['old', '/new', 'FROM'],
  ['/', '/new', 'FROM'],
  ['/old', 'file://elsewhere/x', 'TO'],
  ['/old', '/old/', 'TO'],
  ['/old', 's3:///', 'TO'],
])('%s to %s is refused', (from, to, parameter) => {
  expect(() => readRelocation(from, to)).toThrow(new RegExp(`^${parameter}: `))
})
