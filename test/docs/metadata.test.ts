import { expect, test } from 'vitest'
import { knownProperties } from '../../catalog/properties.ts'
import { documentedTable, metadataTable } from './metadata-table.ts'

test('the table of docs/metadata.md is that of the code: node test/docs/metadata-table.ts writes it', () => {
  expect(documentedTable()).toBe(metadataTable())
  expect(Object.keys(knownProperties).every((name) => documentedTable().includes(`| \`${name}\` |`))).toBe(
    true,
  )
})
