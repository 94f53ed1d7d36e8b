import { expect, test } from 'vitest'
import { ObservationTable } from '../../../cli/observations/observation-table.ts'
import type { ReadObservation } from '../../../cli/observations/read-observation.ts'
import { seeded } from '../../seeded.ts'

test.each([
  ['anywhere in time', 1],
  ['nearly in order', 0.01],
  ['in order', 0],
])('more observations than are held come %s in the order of time, ties as they were read', (_, disorder) => {
  const random = seeded(3)
  const names = [undefined, '', 'a', 'buoy ä', 'x'.repeat(2_000_000)]
  for (const [count, most] of [
    [1, 1],
    [6, 6],
    [7, 6],
    [1000, 37],
    [1000, 5000],
  ] as const) {
    const table = new ObservationTable(most)
    const read = Array.from({ length: count }, (_, i): ReadObservation => {
      const start = Math.round(20 * (i + disorder * 1000 * random())) / 20 + (i % 3 === 0 ? 0 : 0.125)
      const name = names[Math.floor((i % 97 === 5 ? 5 : 4) * random())]
      return {
        ...{ lon: 360 * random() - 180, lat: 180 * random() - 90, start, end: start + (i % 5), record: i },
        ...(name !== undefined && { name }),
      }
    })
    for (const observation of read) table.add(observation)
    const expected = read.toSorted((a, b) => a.start - b.start)
    expect([...table.inOrder()]).toEqual(expected)
    expect(table.size).toBe(count)
    expect(table.period()).toEqual({
      start: Math.min(...read.map(({ start }) => start)),
      end: Math.max(...read.map(({ end }) => end)),
    })
    table.clear()
    expect([table.size, table.period(), [...table.inOrder()]]).toEqual([0, undefined, []])
    table.add(read[0]!)
    expect([...table.inOrder()]).toEqual([read[0]])
    table.close()
  }
})
