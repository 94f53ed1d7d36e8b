import { expect, test } from 'vitest'
import { recentOnes } from '../../catalog/recent.ts'
import { seeded } from '../seeded.ts'

/** The same by a list, the oldest first. */
function listOf(most: number) {
  let list: { key: number; value: number; weight: number }[] = []
  return {
    get(key: number) {
      const found = list.find((entry) => entry.key === key)
      if (found) list = [...list.filter((entry) => entry !== found), found]
      return found?.value
    },
    set(key: number, value: number, weight: number) {
      list = list.filter((entry) => entry.key !== key)
      if (weight <= most / 8) list.push({ key, value, weight })
      while (list.reduce((sum, entry) => sum + entry.weight, 0) > most) list.shift()
    },
    clear() {
      list = []
    },
  }
}

test('what was used last is there, as a list of it has it', () => {
  const random = seeded(5)
  const whole = (below: number) => Math.floor(random() * below)
  const [recent, list] = [recentOnes<number, number>(100), listOf(100)]
  let hits = 0
  for (let i = 0; i < 20_000; i++) {
    const key = whole(60)
    if (random() < 0.5) {
      const [value, weight] = [whole(1000), whole(15)]
      recent.set(key, value, weight)
      list.set(key, value, weight)
    } else if (random() < 0.001) {
      recent.clear()
      list.clear()
    } else {
      const expected = list.get(key)
      expect(recent.get(key)).toBe(expected)
      if (expected !== undefined) hits++
    }
  }
  expect(hits).toBeGreaterThan(1000)
})
