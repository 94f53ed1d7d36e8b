import { fastify } from 'fastify'
import { expect, test } from 'vitest'
import { formats } from '../../../api/pages/format.ts'
import { chooseLanguage, languages, preferredLanguage, words } from '../../../api/pages/language.ts'

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['fr', 'fr'],
  ['fr-CA, en;q=0.9', 'fr'],
  ['FR', 'fr'],
  ['en-GB, fr;q=0.9', 'en'],
  ['en;q=0.2, fr;q=0.9', 'fr'],
  ['de, fr;q=0.3', 'fr'],
  ['de', 'en'],
  ['*', 'en'],
  ['en;q=0, *', 'fr'],
  ['fro', 'en'],
  ['fr;q=nonsense, en;q=0.1', 'en'],
])('a client that accepts %j reads %s', (accepted, language) => {
  expect(preferredLanguage(accepted)).toBe(language)
})

async function asked(url: string, accepted?: string) {
  const app = fastify()
  app.get('/', (request, reply) => {
    reply.header('vary', 'accept')
    return chooseLanguage(request, reply)
  })
  return app.inject({ url, headers: accepted === undefined ? {} : { 'accept-language': accepted } })
}

test('the address names a language before the header does, and caches are told what an answer depends on', async () => {
  const named = await asked('/?lang=fr', 'en')
  expect(named.json()).toEqual({ language: 'fr', named: 'fr' })
  expect(named.headers).toMatchObject({ 'content-language': 'fr', vary: 'accept' })
  const preferred = await asked('/', 'fr')
  expect(preferred.json()).toEqual({ language: 'fr' })
  expect(preferred.headers).toMatchObject({ 'content-language': 'fr', vary: 'accept, accept-language' })
})

test('a language in which nothing is written is refused by name', async () => {
  for (const lang of ['de', 'constructor', '', 'fr&lang=en']) {
    const answer = await asked(`/?lang=${lang}`)
    expect(answer.json().message).toBe('lang: pages are written in en and fr')
  }
})

test('no language leaves a word empty', () => {
  const texts = (value: unknown): unknown[] =>
    typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [value]
  for (const language of languages) expect(texts(words[language])).not.toContain('')
})

const noon = Date.UTC(2025, 5, 1, 12)
const day = 86_400_000

test('numbers, dates and sizes are written as the language has them', () => {
  const plain = (text: string) => text.replaceAll(/[\u2009\u202f\u00a0]/g, ' ')
  const said = (language: 'en' | 'fr') => {
    const { number, count, moment, days, bytes } = formats[language]
    return [
      number(1234567.25),
      count(0, 'granule'),
      count(2, 'granule'),
      moment(noon),
      days(noon, noon + 1),
      days(noon, noon + 40 * day),
      bytes(0),
      bytes(123_456),
      bytes(2.5e16),
    ].map(plain)
  }
  expect(said('en')).toEqual([
    '1,234,567.25',
    '0 granules',
    '2 granules',
    '1 June 2025, 12:00:00 UTC',
    '1 June 2025',
    '1 June – 11 July 2025',
    '0 bytes',
    '123 kB',
    '25 PB',
  ])
  expect(said('fr')).toEqual([
    '1 234 567,25',
    '0 granule',
    '2 granules',
    '1 juin 2025, 12:00:00 UTC',
    '1 juin 2025',
    '1 juin – 11 juillet 2025',
    '0 octet',
    '123 ko',
    '25 Po',
  ])
})
