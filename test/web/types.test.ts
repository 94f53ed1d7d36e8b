import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

test('the modules of the page keep to their types', () => {
  const { stdout, status } = spawnSync('npx', ['--no-install', 'tsc', '-p', 'tsconfig.web.json'], {
    cwd: root,
    encoding: 'utf8',
  })
  expect([stdout, status]).toEqual(['', 0])
})
