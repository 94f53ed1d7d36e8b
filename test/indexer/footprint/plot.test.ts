import { expect, it } from 'vitest'
import { computeFootprint } from '../../../indexer/footprint/footprint.ts'
import { drawFootprint } from '../../../indexer/footprint/plot.ts'
import { flySwath } from './synthetic.ts'

const swath = flySwath({
  inclination: 98,
  phase: 0.1,
  turns: 0.3,
  node: 150,
  rows: 300,
  columns: 30,
  widthKm: 1400,
  nadirGapKm: 0,
  bowKm: 0,
})

it('draws three maps with land, outline, vertices and positions', () => {
  const { geometry } = computeFootprint({ kind: 'swath', parts: [swath] }, { start: 0, end: 1 })
  const svg = drawFootprint(geometry, [swath], 'a < b & "c"')
  expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 740 769"/)
  expect(svg).toContain('<title>a &lt; b &amp; "c"</title>')
  for (const kind of ['land', 'area', 'vertex', 'dot']) {
    const paths = [...svg.matchAll(new RegExp(`class="${kind}" d="([^"]*)"`, 'g'))].map((match) => match[1]!)
    expect(paths).toHaveLength(3)
    // All is on the map and over the north pole, and nothing near the south pole but land.
    const isDrawn = (path: string) => path.length > 50
    expect(paths.slice(0, 2).map(isDrawn)).toEqual([true, true])
    if (kind !== 'area') expect(isDrawn(paths[2]!)).toBe(kind === 'land')
    expect(paths.join('')).not.toMatch(/NaN|undefined|e-/)
  }
  expect(svg.length).toBeLessThan(100_000)
})

it('comes near to a small footprint, across the antimeridian too, and draws lines and points', () => {
  const line = drawFootprint({
    type: 'MultiLineString',
    coordinates: [
      [
        [179, 10],
        [180, 11],
      ],
      [
        [-180, 11],
        [-179, 12],
      ],
    ],
  })
  const [, drawn] = /class="line" d="([^"]*)"/.exec(line)!
  const xs = drawn!.split(/[ML]/).flatMap((point) => (point ? [Number(point.split(' ')[0])] : []))
  const inView = xs.filter((x) => x >= 10 && x <= 730)
  expect(Math.max(...inView) - Math.min(...inView)).toBeGreaterThan(200)
  expect(drawFootprint({ type: 'Point', coordinates: [10, 20] })).toMatch(/class="vertex" d="M370 204h0"/)
})
