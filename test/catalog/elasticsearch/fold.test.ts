import { expect, test } from 'vitest'
import { fold } from '../../../catalog/elasticsearch/fold.ts'
import { withoutAccents, withoutCase } from '../../../catalog/like.ts'
import { seeded } from '../../seeded.ts'

test('no character loses its fold with its case or its accents', () => {
  const odd: string[] = []
  for (let point = 0; point <= 0x10ffff; point++) {
    if (point >= 0xd800 && point <= 0xdfff) continue
    const text = String.fromCodePoint(point)
    for (const change of [withoutCase, withoutAccents]) {
      const changed = change(text)
      if (changed !== text && fold(changed) !== fold(text)) odd.push(point.toString(16))
    }
  }
  expect(odd).toEqual([])
})

test('texts fold character by character, whatever is taken off before', () => {
  const random = seeded(80)
  const letters = [
    ...'aAéÉßẞςσΣİıIŉǰΐᾳﬃǅ한각がガ',
    '\u0301',
    '\u0323',
    '\u3099',
    '\u0345',
    '\u1161',
    '\u11a8',
    '\u1112',
  ]
  for (let i = 0; i < 20_000; i++) {
    const parts = Array.from({ length: 1 + Math.floor(random() * 6) }, () => {
      return letters[Math.floor(random() * letters.length)]!
    })
    const text = parts.join('')
    const folded = parts.map(fold).join('')
    for (const same of [
      text,
      withoutCase(text),
      withoutAccents(text),
      withoutAccents(withoutCase(text)),
      withoutCase(withoutAccents(text)),
    ]) {
      expect(fold(same), JSON.stringify(text)).toBe(folded)
    }
  }
})
