import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseWhere } from '../../catalog/cql2/where.ts'
import { compileFilter } from '../../catalog/filter.ts'

const text = readFileSync(new URL('../../docs/filters.md', import.meta.url), 'utf8')
const table = text.slice(text.indexOf('| to ask'), text.indexOf('\n\nNames'))
const examples = [...table.matchAll(/`([^`]+)`/g)].map(([, code]) => code!).filter((code) => code !== '!=')

test('the page on conditions has examples of everything', () => {
  expect(examples).toHaveLength(20)
})

test.each(examples)('%s is a condition', (example) => {
  expect(() => compileFilter(parseWhere(example, '--where'))).not.toThrow()
})
