import { expect, test } from 'vitest'
import { InvalidQueryError } from '../../../catalog/errors.ts'
import { distanceKm } from '../../../catalog/geometry/sphere.ts'
import { carryForward, findRepetition } from '../../../catalog/prediction/carry-forward.ts'
import type { Motion } from '../../../catalog/prediction/motion.ts'
import { equatorCrossing, type PredictedPass } from '../../../catalog/prediction/pass.ts'
import { openSqliteStore } from '../../../catalog/sqlite/open.ts'
import type { Store } from '../../../catalog/store.ts'
import { motionOf, passGranule, passStart, type RepeatingOrbit, tenDays, trackGranule } from './repeating.ts'

const parameter = 'collection'
/** Short enough to be made quickly: 29 revolutions in two days. */
const twoDays: RepeatingOrbit = {
  ...tenDays,
  cycle: 172_800_000,
  revolutions: 29,
  turns: 2,
  inclination: 98.6,
}

async function storeOf(
  orbit: RepeatingOrbit,
  numbers: Iterable<number>,
  how?: { numbered: boolean },
): Promise<Store> {
  const store = await openSqliteStore(':memory:')
  await store.put(Array.from(numbers, (number) => passGranule('S', orbit, number, how)))
  return store
}

function* range(from: number, to: number): Generator<number> {
  for (let number = from; number < to; number++) yield number
}

function worstKm(passes: PredictedPass[], truth: Motion): number {
  let worst = 0
  for (const { motion, start, end } of passes) {
    for (let k = 0; k <= 20; k++) {
      const time = start + ((end - start) * k) / 20
      const [at, is] = [motion(time)!, truth(time)!]
      worst = Math.max(worst, distanceKm(at[0], at[1], is[0], is[1]))
    }
  }
  return worst
}

test.each([
  ['by the numbers of its files', { numbered: true }],
  ['by where its tracks cross the equator', { numbered: false }],
])('the cycle is found %s, to the millisecond, and carried on to within 5 m', async (_, how) => {
  const store = await storeOf(twoDays, range(0, 90), how)
  const found = await findRepetition(store, 'S', { parameter })
  expect(Math.abs(found.cycle.length - twoDays.cycle)).toBeLessThanOrEqual(1)
  expect(found.cycle.besideKm.greatest).toBeLessThan(0.005)
  expect(found.cycle.seconds.greatest).toBeLessThan(0.002)
  const passes = carryForward(found, passStart(twoDays, 100), passStart(twoDays, 200))
  expect(passes.length).toBe(101)
  expect(worstKm(passes, motionOf(twoDays))).toBeLessThan(0.02)
  passes.forEach((pass, i) => {
    const number = 100 + i
    expect(Math.abs(pass.start - passStart(twoDays, number))).toBeLessThan(6000)
    expect(pass.direction).toBe(number % 2 === 1 ? 'ascending' : 'descending')
    if (!how.numbered) return
    expect([pass.cycle, pass.pass]).toEqual([1 + Math.floor(number / 58), 1 + (number % 58)])
  })
  await store.close()
})

test('the error that is told holds for tracks that drift, and so does its growth with cycles', async () => {
  // Two hundredths of a degree: 2.2 km on the equator each cycle.
  const orbit = { ...twoDays, drift: 0.02 }
  const store = await storeOf(orbit, range(0, 120))
  const found = await findRepetition(store, 'S', { parameter })
  expect(found.cycle.besideKm.greatest).toBeGreaterThan(1.5)
  const passes = carryForward(found, passStart(orbit, 120), passStart(orbit, 240))
  const cycles = new Set(passes.map(({ source }) => source!.cycles))
  expect([...cycles].sort()).toEqual([1, 2, 3])
  for (const ahead of cycles) {
    const own = passes.filter(({ source }) => source!.cycles === ahead)
    // Along the track there is the drift too: at most as much again.
    expect(worstKm(own, motionOf(orbit))).toBeLessThan(1.5 * ahead * found.cycle.besideKm.greatest)
  }
  await store.close()
})

test('what is missing in the last cycle is taken from the one before, and nothing is told twice', async () => {
  const numbers = [...range(0, 125)].filter((number) => number < 70 || number % 7 !== 0)
  const store = await storeOf(twoDays, numbers)
  const found = await findRepetition(store, 'S', { parameter })
  expect(found.tracks.length).toBe(58)
  const passes = carryForward(found, passStart(twoDays, 125), passStart(twoDays, 125 + 58) - 60_000)
  expect(passes.map(({ pass }) => pass)).toEqual([...range(125, 183)].map((number) => 1 + (number % 58)))
  await store.close()
})

test('of a pass that is not all there yet the cycle before is carried on', async () => {
  const store = await storeOf(twoDays, range(0, 119))
  const [from, to] = [passStart(twoDays, 119), passStart(twoDays, 119.4)]
  await store.put([{ ...trackGranule('S', twoDays, from, to), properties: { cycle: 3, pass: 4 } }])
  const found = await findRepetition(store, 'S', { parameter })
  const passes = carryForward(found, passStart(twoDays, 176.5), passStart(twoDays, 178.5))
  expect(passes.map(({ pass }) => pass)).toEqual([3, 4, 5])
  for (const { start, end } of passes) expect(end - start).toBeGreaterThan(2_900_000)
  await store.close()
})

test('files of a whole revolution, begun anywhere, become passes from one turning place to the next', async () => {
  const store = await openSqliteStore(':memory:')
  const revolution = twoDays.cycle / twoDays.revolutions
  const begun = twoDays.epoch + 0.4 * revolution
  const files = Array.from({ length: 40 }, (_, i) =>
    trackGranule('S', twoDays, begun + i * revolution, begun + (i + 1) * revolution),
  )
  await store.put(files)
  const found = await findRepetition(store, 'S', { parameter })
  const passes = carryForward(found, begun + 50 * revolution, begun + 52 * revolution)
  expect(worstKm(passes, motionOf(twoDays))).toBeLessThan(0.02)
  const turns = [100, 101, 102, 103, 104].map((number) => passStart(twoDays, number))
  for (const turn of turns.slice(1, 4)) {
    expect(passes.some(({ end }) => Math.abs(end - turn) < 100)).toBe(true)
    expect(passes.some(({ start }) => Math.abs(start - turn) < 100)).toBe(true)
  }
  for (const pass of passes) {
    const equator = equatorCrossing(pass)
    if (equator) expect(Math.abs(motionOf(twoDays)(equator.time)![1])).toBeLessThan(0.001)
    expect(pass.pass).toBeUndefined()
  }
  await store.close()
})

test('as if the catalogue ended at a date, later tracks are told that it has', async () => {
  const store = await storeOf(twoDays, range(0, 180))
  const before = passStart(twoDays, 70)
  const found = await findRepetition(store, 'S', { parameter, before })
  expect(found.end).toBeLessThanOrEqual(before)
  const passes = carryForward(found, passStart(twoDays, 70) + 1000, passStart(twoDays, 180))
  expect(worstKm(passes, motionOf(twoDays))).toBeLessThan(0.02)
  expect(passes.length).toBe(111)
  await store.close()
})

test('less than a cycle, tracks that never come back, and no tracks are refused with the reason', async () => {
  const short = await storeOf(twoDays, range(0, 50))
  await expect(findRepetition(short, 'S', { parameter })).rejects.toThrow(/do not come back.*1\.7 days/)
  await expect(findRepetition(short, 'S', { parameter })).rejects.toBeInstanceOf(InvalidQueryError)
  const roaming = await storeOf({ ...twoDays, turns: 2.003, revolutions: 29.2 }, range(0, 150), {
    numbered: false,
  })
  await expect(findRepetition(roaming, 'S', { parameter })).rejects.toThrow(/do not come back/)
  await expect(findRepetition(short, 'T', { parameter })).rejects.toThrow(/no ground tracks/)
  await Promise.all([short.close(), roaming.close()])
})
