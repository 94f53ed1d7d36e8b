import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Crossover } from '../../../catalog/crossovers/crossover.ts'
import { crossoverPage, findCrossovers } from '../../../catalog/crossovers/find.ts'
import { type CrossoverRequest, pairsOf } from '../../../catalog/crossovers/request.ts'
import { turned } from '../../../catalog/crossovers/turn.ts'
import type { Granule } from '../../../catalog/granule.ts'
import type { Store } from '../../../catalog/store.ts'
import { epoch, randomGranules } from '../../random-granules.ts'
import { openScanStore } from '../../scan-store.ts'
import { seeded } from '../../seeded.ts'
import { allPairs, timeOf } from './all-pairs.ts'
import { invented } from './invented.ts'

const hour = 3_600_000
const day = 24 * hour
const names = ['beta', 'alpha', 'Gamma', 'delta é']

/** What a sweep over any engine has to bring together, held against every pair there is. */
export function describeSweep(
  name: string,
  open: () => Promise<Store>,
  { requests = 30, paged = 3, pages = 100 } = {},
): void {
  describe(`${name}: a sweep`, () => {
    const scan = openScanStore()
    let store: Store
    beforeAll(async () => {
      store = await open()
      const granules = closeTogether(randomGranules(seeded(61), 400))
      await scan.put(granules)
      await store.put(granules)
    })
    afterAll(() => store.close())

    it('finds what comparing all pairs finds, in order', async () => {
      const random = seeded(62)
      let total = 0
      for (let i = 0; i < requests; i++) {
        const request = randomRequest(random)
        const expected = await allPairs(scan, request, invented)
        const found = await collect(findCrossovers(store, request, { comparisons: invented }))
        expect(named(found), JSON.stringify(request)).toEqual(named(expected))
        total += found.length
      }
      expect(total).toBeGreaterThan(requests * 10)
    })

    it('gives pages that together are all, however they are cut', async () => {
      const random = seeded(63)
      for (let i = 0; i < paged; i++) {
        const request = randomRequest(random)
        const expected = await allPairs(scan, request, invented)
        for (const [limit, patience] of [
          [1 + Math.floor(5 * random()), 1e6],
          [1000, 0],
          [7, 0],
        ] as const) {
          const paged: Crossover[] = []
          let after: string | undefined
          for (let count = 0; count < pages && (count === 0 || after); count++) {
            const page = await crossoverPage(store, request, {
              limit,
              patience,
              comparisons: invented,
              ...(after && { after }),
            })
            paged.push(...page.crossovers)
            after = page.next
          }
          if (!after) expect(paged).toHaveLength(expected.length)
          expect(named(paged)).toEqual(named(expected.slice(0, paged.length)))
        }
      }
    })

    it('shares nothing between periods side by side, and leaves nothing out', async () => {
      const request: CrossoverRequest = {
        pairs: pairsOf(names, { self: true }),
        window: { least: -5 * hour, greatest: hour },
      }
      const whole = await collect(findCrossovers(store, request, { comparisons: invented }))
      const parts: Crossover[] = []
      const cuts = [undefined, epoch + 1.5 * day, epoch + 3 * day, undefined]
      for (let i = 0; i + 1 < cuts.length; i++) {
        const [start, next] = [cuts[i], cuts[i + 1]]
        const period = { ...(start && { start }), ...(next && { end: next - 1e-3 }) }
        parts.push(
          ...(await collect(findCrossovers(store, { ...request, period }, { comparisons: invented }))),
        )
      }
      expect(named(parts)).toEqual(named(whole))
      expect(whole.map(timeOf)).toEqual(whole.map(timeOf).sort((a, b) => a - b))
    })

    it('finds of a collection with itself as much before as after, each granule in the place of the other', async () => {
      const found = async (least: number, greatest: number) => {
        const request: CrossoverRequest = { pairs: [['alpha', 'alpha']], window: { least, greatest } }
        return collect(findCrossovers(store, request, { comparisons: invented }))
      }
      const ends = ({ a, b }: Crossover) => `${a.id} ${a.start} ${b.id} ${b.start}`
      for (const [near, far] of [
        [hour / 4, 5 * hour],
        [-hour, 5 * hour],
      ] as const) {
        const [after, before] = [await found(near, far), await found(-far, -near)]
        expect(after.length).toBeGreaterThan(5)
        if (near > 0) expect(before.map(turned).map(ends).sort()).toEqual(after.map(ends).sort())
        expect(before.every(({ difference }) => difference <= -near && difference >= -far)).toBe(true)
        expect(before.length).toBe(after.length)
      }
    })

    it('reads no further once its caller goes away', async () => {
      const request: CrossoverRequest = { pairs: pairsOf(names), window: { least: -hour, greatest: hour } }
      let searches = 0
      const counting: Store = {
        ...store,
        search(query, page) {
          searches++
          return store.search(query, { ...page, limit: Math.min(page.limit, 5) })
        },
      }
      for await (const _ of findCrossovers(counting, request, { comparisons: invented })) break
      const early = searches
      await collect(findCrossovers(counting, request, { comparisons: invented }))
      expect(searches - early).toBeGreaterThan(3 * early)

      const controller = new AbortController()
      controller.abort()
      expect(
        await collect(findCrossovers(store, request, { comparisons: invented, signal: controller.signal })),
      ).toEqual([])
    })

    it('counts the tracks that have no ground track to cross', async () => {
      const without = randomGranules(seeded(61), 60).map(({ track, ...granule }) => ({
        ...granule,
        collection: 'old',
      }))
      await store.put(without)
      const request: CrossoverRequest = { pairs: [['old', 'old']], window: { least: 0, greatest: hour } }
      let trackless = 0
      const onStep = (step: { trackless: number }) => {
        trackless = step.trackless
      }
      await collect(findCrossovers(store, request, { comparisons: invented, onStep }))
      const { granules } = await store.search({ collections: ['old'] }, { limit: 100 })
      expect(trackless).toBe(granules.filter(({ kind }) => kind === 'track').length)
      expect(trackless).toBeGreaterThan(2)
      await store.deleteCollection('old')
    })

    it('names a collection that is not there', async () => {
      const request: CrossoverRequest = { pairs: [['alpha', 'absent']], window: { least: 0, greatest: 1 } }
      await expect(collect(findCrossovers(store, request, { comparisons: invented }))).rejects.toThrow(
        /absent/,
      )
    })
  })
}

/** All within some days, so that many meet in time; those of lines with something that stands for a ground track. */
function closeTogether(granules: Granule[]): Granule[] {
  return granules.map((granule) => {
    const start = epoch + Math.floor((granule.start - epoch) / 12)
    const end = start + Math.min(granule.end - granule.start, 2 * day)
    const track = granule.kind === 'track' && { track: Uint8Array.of(1, 2, 3) }
    return { ...granule, start, end, segments: [], ...track }
  })
}

function randomRequest(random: () => number): CrossoverRequest {
  const some = names.filter(() => random() < 0.5)
  const collections = some.length > 0 ? some : ['alpha']
  const versus = random() < 0.3 ? names.filter(() => random() < 0.5) : []
  const [first, second] = [random(), random()].map((part) => Math.round((10 * part - 5) * hour))
  const window =
    random() < 0.5
      ? { least: -Math.abs(first!), greatest: Math.abs(first!) }
      : { least: Math.min(first!, second!), greatest: Math.max(first!, second!) }
  const start = epoch + Math.floor(5 * day * random())
  const side = () => ({
    ...(random() < 0.3 && {
      where: { op: '>' as const, property: 'cycle', value: Math.floor(8 * random()) },
    }),
    ...(random() < 0.2 && { direction: random() < 0.5 ? ('ascending' as const) : ('descending' as const) }),
  })
  return {
    pairs: pairsOf(collections, { versus, self: random() < 0.3 }),
    window,
    a: side(),
    b: side(),
    mode: random() < 0.6 ? 'auto' : random() < 0.5 ? 'overlap' : 'crossing',
    ...(random() < 0.4 && { period: { start, ...(random() < 0.5 && { end: start + day }) } }),
    ...(random() < 0.2 && { mostOfPair: 1 }),
  }
}

async function collect<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const value of values) all.push(value)
  return all
}

function named(crossovers: Crossover[]): string[] {
  return crossovers.map(
    ({ mode, a, b }) => `${mode} ${a.collection}/${a.id} ${a.start} ${b.collection}/${b.id} ${b.start}`,
  )
}
