import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { globSync } from 'tinyglobby'
import { expect, test } from 'vitest'
import { committed, documents } from '../../docs/generate/documents.ts'
import { variables } from '../../docs/generate/environment.ts'

const written = await documents()

test.each(Object.keys(written))('%s is what the code says: "npm run docs" writes it', (path) => {
  expect(committed(path)).toBe(written[path])
})

test('every variable that the command line reads by its name is told of', () => {
  const cli = fileURLToPath(new URL('../../cli/', import.meta.url))
  const read = globSync('**/*.ts', { cwd: cli, absolute: true }).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/process\.env\.(\w+)/g)].map(([, name]) => name!),
  )
  expect(Object.keys(variables).sort()).toEqual([...new Set(read)].sort())
})
