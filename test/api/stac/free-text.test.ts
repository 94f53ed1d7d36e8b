import { expect, test } from 'vitest'
import { holdsOf, readTextQuery } from '../../../api/stac/search/free-text.ts'

const fox = 'the quick brown fox jumps over a sea-surface temperature'

test.each<[q: string | string[], holds: boolean]>([
  ['fox', true],
  ['FOX', true],
  ['hound', false],
  ['hound,fox', true],
  ['brown fox', true],
  ['brown  fox', true],
  ['fox brown', false],
  ['hound, brown fox', true],
  ['"brown fox"', true],
  ['"fox brown"', false],
  ['fox AND quick', true],
  ['fox AND hound', false],
  ['fox OR hound', true],
  ['hound AND cat OR fox', true],
  ['hound AND (cat OR fox)', false],
  ['(fox OR cat) AND (quick OR slow)', true],
  ['+fox -hound', true],
  ['+fox -quick', false],
  ['cat +fox', true],
  ['-hound', true],
  ['-fox', false],
  ['cat -hound', false],
  ['-(hound OR cat)', true],
  ['-(hound OR fox)', false],
  ['+"brown fox" -"slow fox"', true],
  ['sea-surface', true],
  ['or', false],
  [['hound', 'fox'], true],
  [['hound AND fox'], false],
  [['Brown Fox'], true],
])('%j is %s of the fox', (q, holds) => {
  expect(holdsOf(readTextQuery(q)!, fox)).toBe(holds)
})

test.each([
  '',
  '   ',
  ',',
  'fox,',
  'fox AND',
  'OR fox',
  '(fox',
  'fox)',
  '()',
  '""',
  '"fox',
  '('.repeat(2000),
  `${'('.repeat(60)}fox${')'.repeat(60)}`,
  'x'.repeat(5001),
  [],
  [' '],
  [1],
  7,
  {},
])('%j is refused', (q) => {
  expect(() => readTextQuery(q)).toThrow(expect.objectContaining({ parameter: 'q' }))
})
