import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { DescriptionSchema } from '../../catalog/description/schema.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const text = readFileSync(`${root}docs/collections.md`, 'utf8')

test('the example of docs/collections.md is the file that it names', () => {
  const example = /```yaml\n([\s\S]*?)```/.exec(text)?.[1]
  expect(example).toBe(readFileSync(`${root}collections/demo-sst.yaml`, 'utf8'))
})

test('docs/collections.md speaks of every member', () => {
  const { files, footprint, ...others } = DescriptionSchema.properties
  const members = [files, footprint].flatMap(({ properties }) => Object.keys(properties))
  for (const name of [...Object.keys(others), ...members])
    expect(text, name).toMatch(new RegExp(`\`(files\\.|footprint\\.)?${name}\``))
})
