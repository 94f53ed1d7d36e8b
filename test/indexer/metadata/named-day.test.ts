import { expect, test } from 'vitest'
import { collectAttributes } from '../../../indexer/metadata/attributes.ts'
import { readNamedDay } from '../../../indexer/metadata/named-day.ts'
import type { AttributeValue } from '../../../indexer/readers/dataset.ts'
import { memoryDataset } from '../memory-dataset.ts'

function dayOf(attributes: Record<string, AttributeValue>, ...names: string[]) {
  const found = collectAttributes(memoryDataset({ attributes, variables: {} }))
  const { start, end } = readNamedDay(found, names.map(Date.parse))
  return [start, end].map((bound) => bound && new Date(bound.instant).toISOString())
}

const third = ['2015-04-03T00:00:00.000Z', '2015-04-03T23:59:59.999Z']

test('a day of the year in attributes counts where the name of the file has it too', () => {
  const attributes = { X_MODEL_YEAR: '2015', X_DAY_OF_YEAR: '93' }
  expect(dayOf(attributes, '2022-09-09', '2015-04-03')).toEqual(third)
  expect(dayOf(attributes, '2015-04-04')).toEqual([undefined, undefined])
  expect(dayOf(attributes)).toEqual([undefined, undefined])
})

test('so does one of a month', () =>
  expect(dayOf({ GranuleYear: 2015, GranuleMonth: 4, GranuleDay: 3 }, '2015-04-03')).toEqual(third))

test('the day of processing does not', () =>
  expect(dayOf({ processing_year: 2015, processing_day_of_year: 93 }, '2015-04-03')).toEqual([
    undefined,
    undefined,
  ]))
