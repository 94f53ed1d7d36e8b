import { expect, test } from 'vitest'
import { sendHostile } from './send-hostile.ts'

test('hostile requests to every route are answered without a fault and without a word of the inside', async () => {
  const { statuses, faults } = await sendHostile(600, 7)
  expect(faults).toEqual([])
  expect(statuses.get(200)).toBeGreaterThan(30)
  expect(statuses.get(400)).toBeGreaterThan(50)
})
