import { describe, expect, test } from 'vitest'
import { resource } from '../../catalog/resource.ts'
import { seeded } from '../seeded.ts'

const { emptyState, readState, writeState } = await import(resource('web/state.js').href)

test('the address of an untouched page is bare, and an empty address is the untouched page', () => {
  expect(writeState(emptyState()).toString()).toBe('')
  expect(readState(new URLSearchParams())).toEqual(emptyState())
})

test('an address brings back the whole state, whatever stands in it', () => {
  const random = seeded(21)
  const pick = <Value>(...values: Value[]) => values[Math.floor(values.length * random())]!
  const hundredths = (value: number) => Math.round(value * 100) / 100
  const text = () => pick('a', 'é & b=c', '100%+1', "it's", 'x,y', '{"a":[1]}')
  for (let i = 0; i < 500; i++) {
    const state = {
      view: pick('globe', 'plane', 'north', 'south'),
      lon: hundredths(360 * random() - 180),
      lat: hundredths(180 * random() - 90),
      zoom: hundredths(1 + 59 * random()),
      collections: Array.from({ length: Math.floor(3 * random()) }, text),
      area: pick('', '170,-20,-170,10', '-30,45 500 km', text()),
      start: pick('', '2025-06-01'),
      end: pick('', '2025-06-30'),
      filters: pick({}, { 'sat:orbit_state': text() }, { 'oceanid:pass': '1..3', platform: text() }),
      where: pick('', text()),
      day: pick('', '2025-06-02'),
      selected: pick('', text()),
      predictions: pick(true, false),
      ...(random() < 0.5 && { crossing: { a: text(), b: text(), window: '3h' } }),
      ...(random() < 0.5 && {
        satellites: { tle: `1 x\n2 ${text()}`, versus: pick('', text()), window: '1h' },
      }),
    }
    expect(readState(new URLSearchParams(writeState(state).toString()))).toEqual(state)
  }
})

describe('what cannot be read in an address is left aside', () => {
  test.each([
    'view=mercator',
    'at=1,2',
    'at=1,2,x',
    'at=200,0,1',
    'at=0,0,0.5',
    'start=yesterday',
    'start=2025-13-45',
    'crossing=[1,2,3]',
    'crossing={',
    'crossing=["a"]',
    'satellites=["a","b",3]',
    'collection=',
    'filter.pass=',
  ])('%s', (query) => {
    expect(readState(new URLSearchParams(query))).toEqual(emptyState())
  })
})
