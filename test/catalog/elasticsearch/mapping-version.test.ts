import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { loadMapping, mappingVersion } from '../../../catalog/elasticsearch/templates.ts'

/** Of the fields of each version. One that changes needs a new version, or catalogues that are there would miss granules silently. */
const digests: Record<number, string> = {
  3: 'a393b64a4c221072',
}

test('the mapping is the one of its version, and so is the catalogue that is made with it', () => {
  const { template } = loadMapping<Template>('granules-mappings', 'prefix')
  const { template: ofCatalogue } = loadMapping<Template>('collections', 'prefix')
  expect([template, ofCatalogue].map(({ mappings }) => mappings._meta.oceanid)).toEqual([
    mappingVersion,
    mappingVersion,
  ])
  const digest = createHash('sha256').update(JSON.stringify(template)).digest('hex')
  expect(digest.slice(0, 16)).toBe(digests[mappingVersion])
})

interface Template {
  template: { mappings: { _meta: { oceanid: number } } }
}
