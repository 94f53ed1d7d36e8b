import { expect, test } from 'vitest'
import { distanceKm } from '../../../catalog/geometry/sphere.ts'
import { carryForward, findRepetition } from '../../../catalog/prediction/carry-forward.ts'
import { openSqliteStore } from '../../../catalog/sqlite/open.ts'
import { passGranules } from '../crossovers/passes.ts'
import { hasReference, jason, referenceMissions } from '../crossovers/reference.ts'

test.skipIf(!hasReference)(
  'of ten days of an analytic orbit the last pass is as the cycle before tells it, within the error that is told',
  { timeout: 120_000 },
  async () => {
    const [mission] = await referenceMissions()
    const store = await openSqliteStore(':memory:')
    await store.put(passGranules(jason, mission))
    const last = mission.time[mission.time.length - 1]!
    const found = await findRepetition(store, jason, { parameter: 'collection', before: last - 1000 })
    // 9.9156 days: an hour and a half of the second cycle are known.
    expect(found.cycle.length / 86_400_000).toBeCloseTo(9.9156, 4)
    const passes = carryForward(found, found.end + 1, last)
    let [worst, compared] = [0, 0]
    for (let i = mission.time.length - 1; mission.time[i]! > found.end; i--) {
      const time = mission.time[i]!
      const pass = passes.find(({ start, end }) => time >= start && time <= end)
      const place = pass?.motion(time)
      if (!place) continue
      compared++
      worst = Math.max(worst, distanceKm(...place, mission.lon[i]!, mission.lat[i]!))
    }
    expect(compared).toBeGreaterThan(2000)
    expect(found.cycle.besideKm.greatest).toBeLessThan(0.5)
    expect(worst).toBeLessThan(1.1 * found.cycle.besideKm.greatest)
    await store.close()
  },
)
