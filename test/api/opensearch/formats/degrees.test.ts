import { expect, test } from 'vitest'
import { degrees } from '../../../../api/opensearch/formats/degrees.ts'
import { seeded } from '../../../seeded.ts'

test.each([
  [0, '0'],
  [-0, '0'],
  [-1e-9, '0'],
  [1e-6, '0.000001'],
  [-0.5, '-0.5'],
  [180, '180'],
  [-179.9999999, '-180'],
  [12.3400001, '12.34'],
  [10.05, '10.05'],
  [-33.000001, '-33.000001'],
])('%f is %s', (value, text) => {
  expect(degrees(value)).toBe(text)
})

test('it is the number rounded to a millionth', () => {
  const random = seeded(5)
  for (let i = 0; i < 20_000; i++) {
    const value = (random() - 0.5) * 720 * 10 ** -Math.floor(random() * 6)
    expect([value, Math.abs(Number(degrees(value)) - value) <= 0.5000001e-6]).toEqual([value, true])
    expect(degrees(value)).toMatch(/^-?\d+(\.\d*[1-9])?$/)
  }
})
