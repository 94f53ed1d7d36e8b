import { describe, expect, it } from 'vitest'
import type { Position } from '../../../catalog/geometry/types.ts'
import { seeded } from '../../seeded.ts'
import type { DatasetDraft } from '../memory-dataset.ts'
import { judged } from './layouts.ts'
import { day, observed } from './observing.ts'

const rows = 180
const lengths = Int32Array.from({ length: rows }, (_, row) =>
  Math.max(3, Math.round(2 * rows * Math.cos((((row + 0.5) * 180) / rows - 90) * (Math.PI / 180)))),
)
const firsts = lengths.map((_, row) => 1 + lengths.slice(0, row).reduce((sum, length) => sum + length, 0))

function binned(bins: number[]): DatasetDraft {
  const count = bins.length
  const none = new Int32Array(rows)
  // Rows without data are not numbered.
  const starts = firsts.map((first, row) =>
    bins.some((bin) => bin >= first && bin < first + lengths[row]!) ? first : 0,
  )
  return {
    attributes: day,
    variables: {
      '/binned/BinIndex': {
        dims: [`binIndexDim:${rows}`],
        data: none,
        members: { start_num: starts, begin: none, extent: none, max: lengths },
      },
      '/binned/BinList': {
        dims: [`binListDim:${count}`],
        data: none,
        members: { bin_num: Uint32Array.from(bins), nobs: new Int16Array(count) },
      },
    },
  }
}

/** The middle of a bin, by the row that it must be in. */
function placeOf(bin: number): Position {
  const row = firsts.findLastIndex((first) => first <= bin)
  return [((bin - firsts[row]! + 0.5) / lengths[row]!) * 360 - 180, ((row + 0.5) / rows) * 180 - 90]
}

describe('bins of equal area', () => {
  it('are where their numbers say, and nowhere else', () => {
    const random = seeded(7)
    const last = firsts.at(-1)! + lengths.at(-1)! - 1
    const bins = [1, last, ...Array.from({ length: 40 }, () => 1 + Math.floor(random() * last))]
    const far = Array.from({ length: 300 }, () => 1 + Math.floor(random() * last))
      .map(placeOf)
      .filter(([x, y]) =>
        bins
          .map(placeOf)
          .every(([a, b]) => Math.abs(y - b) > 4 || (Math.abs(x - a) > 40 && Math.abs(y) < 80)),
      )
    expect(far.length).toBeGreaterThan(50)
    const found = judged(binned(bins.toSorted((a, b) => a - b)), bins.map(placeOf), far)
    expect(found).toMatchObject({ kind: 'grid', missed: [], wrong: [] })
  })

  it('are refused where there is no such bin, or the rows do not add up', () => {
    expect(() => observed(binned([9_999_999]))).toThrow(/in none of the rows/)
    const draft = binned([5])
    draft.variables['/binned/BinIndex']!.members!.start_num![10] = 7
    expect(() => observed(draft)).toThrow(/do not follow one another/)
  })
})
