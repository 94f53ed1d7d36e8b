import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Parameter } from '../../../api/opensearch/parameter.ts'
import { parametersOf } from '../../../api/opensearch/parameters.ts'
import { resource } from '../../../catalog/resource.ts'

const page = readFileSync(resource('docs/opensearch.md'), 'utf8')

test('the documented parameters are those that are taken, with the names they have elsewhere', () => {
  const table = page.slice(page.indexOf('| parameter |'), page.indexOf('A collection is found by'))
  const rows = table.split('\n').slice(2, -2)
  const cells = rows.map((row) =>
    row.split('|').map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name!)),
  )
  const documented = cells.flatMap(([, names, aliases, tokens]) =>
    names!.map((name, i) => [
      name,
      aliases![i] === name ? undefined : aliases![i],
      tokens![i] && tokens![i] !== 'eo:' ? tokens![i] : `eo:${name}`,
    ]),
  )
  const taken = new Map<string, Parameter>(
    [...parametersOf('collections'), ...parametersOf('granules')].map((one) => [one.name, one]),
  )
  expect(documented.toSorted()).toEqual(
    [...taken.values()].map(({ name, alias, token }) => [name, alias, token]).toSorted(),
  )
})
