import { describe, expect, test } from 'vitest'
import { type CellCount, type UsageLog, type UseCount, useKey } from '../../../catalog/usage/usage.ts'
import { seeded } from '../../seeded.ts'

type Random = () => number

const days = ['2025-01-01', '2025-01-02', '2025-02-01']

function randomUses(random: Random, count: number): UseCount[] {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!
  return Array.from({ length: count }, () => {
    const collection = pick([undefined, 'a', 'b c', 'é'])
    return {
      day: pick(days),
      kind: pick(['search', 'download'] as const),
      ...(collection !== undefined && { collection }),
      ...{ protocol: pick(['stac', 'https']), client: pick(['browser', 'script']) },
      ...{ requests: 1, granules: Math.floor(random() * 9), bytes: Math.floor(random() * 1e12) },
    }
  })
}

function randomCells(random: Random, count: number): CellCount[] {
  return Array.from({ length: count }, () => ({
    ...{ day: days[Math.floor(random() * 3)]!, cell: Math.floor(random() * 20), requests: 1 },
    ...(random() < 0.5 && { collection: 'a' }),
  }))
}

/** The plainest sums. */
function sumUses(uses: UseCount[], from: string, to: string): UseCount[] {
  const sums = new Map<string, UseCount>()
  for (const use of uses.filter(({ day }) => day >= from && day <= to)) {
    const sum = sums.get(useKey(use)) ?? { ...use, requests: 0, granules: 0, bytes: 0 }
    for (const name of ['requests', 'granules', 'bytes'] as const) sum[name] += use[name]
    sums.set(useKey(use), sum)
  }
  return [...sums.values()].sort(byKey)
}

const byKey = (a: UseCount, b: UseCount) => (useKey(a) < useKey(b) ? -1 : 1)

function sumCells(
  cells: (Omit<CellCount, 'day'> & { day?: string })[],
  from = '',
  to = '9',
): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const { day = '', collection = '', cell, requests } of cells) {
    const key = `${collection} ${cell}`
    if (day === '' || (day >= from && day <= to)) sums[key] = (sums[key] ?? 0) + requests
  }
  return sums
}

/** @param open gives the statistics of one catalogue, as one server opens them; of another one for each name */
export function describeKeeping(name: string, open: (catalog: string) => Promise<UsageLog>): void {
  describe(name, () => {
    test('what several servers add is summed up, day by day', async () => {
      const random = seeded(11)
      const servers = [await open('sums'), await open('sums')]
      const [uses, cells]: [UseCount[], CellCount[]] = [[], []]
      expect([await servers[0]!.uses('', '9'), await servers[1]!.cells('', '9')]).toEqual([[], []])
      for (let i = 0; i < 12; i++) {
        const [someUses, someCells] = [randomUses(random, 40), randomCells(random, 30)]
        uses.push(...someUses)
        cells.push(...someCells)
        await servers[i % 2]!.add(sumUses(someUses, '', '9'), someCells)
      }
      const restarted = await open('sums')
      for (const [from, to] of [
        ['', '9'],
        ['2025-01-02', '2025-01-31'],
        ['2025-02-01', '2025-02-01'],
        ['2026-01-01', '2026-12-31'],
      ] as const) {
        const found = (await restarted.uses(from, to)).sort(byKey)
        expect(found).toEqual(sumUses(uses, from, to))
        expect(sumCells(await restarted.cells(from, to))).toEqual(sumCells(cells, from, to))
      }
      await Promise.all([...servers, restarted].map((log) => log.close()))
    })

    test('days that are over are forgotten, and counted on where the server goes on', async () => {
      const log = await open('forgetting')
      const uses = sumUses(randomUses(seeded(12), 100), '', '9')
      await log.add(uses, randomCells(seeded(13), 50))
      await log.forget('2025-02-01')
      expect((await log.uses('', '9')).sort(byKey)).toEqual(sumUses(uses, '2025-02-01', '9'))
      expect(await log.cells('', '2025-01-31')).toEqual([])
      await log.add(uses, [])
      expect((await log.uses('2025-01-01', '2025-01-31')).sort(byKey)).toEqual(
        sumUses(uses, '', '2025-01-31'),
      )
      await log.close()
    })
  })
}
