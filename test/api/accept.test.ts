import { expect, test } from 'vitest'
import { preferredType } from '../../api/accept.ts'

const offered = ['application/atom+xml', 'application/geo+json', 'text/html', 'application/json'] as const

test.each([
  [undefined, 'application/atom+xml'],
  ['', 'application/atom+xml'],
  ['*/*', 'application/atom+xml'],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html'],
  ['application/json', 'application/json'],
  ['APPLICATION/GEO+JSON; Q=0.5, application/json;q=0.4', 'application/geo+json'],
  ['application/geo+json;profile="x";q=0.2, text/*;q=0.3', 'text/html'],
  ['text/*, text/html;q=0', undefined],
  ['*/*;q=0.1, application/atom+xml;q=0', 'application/geo+json'],
  ['application/json;q=1.0, application/geo+json', 'application/geo+json'],
  ['image/png', undefined],
  ['*/*;q=0', undefined],
  ['nonsense', 'application/atom+xml'],
  ['text/html;q=high, application/json;q=0.1', 'application/json'],
])('of %s it is %s', (accept, type) => {
  expect(preferredType(accept, offered)).toBe(type)
})
