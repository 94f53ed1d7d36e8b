import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseFederation } from '../../federation/configuration.ts'
import { openFederation } from '../../federation/open.ts'
import { openScanStore } from '../scan-store.ts'

test('the example of the documentation is a federation', () => {
  const text = readFileSync(new URL('../../docs/federation.md', import.meta.url), 'utf8')
  const yaml = /```yaml\n(.*?)```/s.exec(text)![1]!
  const { sources, collections } = openFederation(parseFederation(yaml, 'federation.yaml'), openScanStore())
  expect(sources.map(({ id, timeout }) => [id, timeout])).toEqual([
    ['HERE', 20_000],
    ['EUMETSAT', 30_000],
    ['DAAC', 20_000],
    ['STAC', 20_000],
  ])
  expect(sources[2]!.nameOf('SLSTR')).toBe('SLSTRA-MAR-L2P-v1.0')
  expect(sources[2]!.nameOf('constructor')).toBeUndefined()
  expect(sources[3]!.nameOf('SLSTR')).toBe('SLSTR')
  expect([...collections.keys()]).toEqual(['SLSTR', 'MODIS'])
})

test('every flaw is told with its line', () => {
  const flawed = `sources:
  - id: a
    opensearch: ftp://example.org/
  - id: a
    stac: https://example.org/
    catalogue: true
    timeout: soon
    misspelt: 1
`
  expect(() => parseFederation(flawed, 'f.yaml')).toThrow(
    /f\.yaml:3: sources\[0\]\.opensearch.*f\.yaml:7: .*timeout/s,
  )
  expect(() => parseFederation(flawed, 'f.yaml')).toThrow(/f\.yaml:8: sources\[1\]\.misspelt/)
  const twice =
    'sources:\n  - id: a\n    catalogue: true\n  - id: a\n    catalogue: true\n    stac: https://a.example/\n'
  expect(() => parseFederation(twice, 'f')).toThrow(
    /f:4: sources\[1\] has one of.*f:4: sources\[1\]\.id "a"/s,
  )
  for (const text of ['', 'sources: []', '{', 'title: x']) {
    expect(() => parseFederation(text, 'f'), text).toThrow(/f:1: /)
  }
})
