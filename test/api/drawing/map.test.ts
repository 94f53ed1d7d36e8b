import { expect, test } from 'vitest'
import { drawMap } from '../../../api/drawing/map.ts'
import { type NamedView, viewsOf } from '../../../api/drawing/views.ts'
import { isInView, type Point } from '../../../catalog/drawing/view.ts'
import { intersects } from '../../../catalog/geometry/intersects.ts'
import type { Geometry } from '../../../catalog/geometry/types.ts'
import { boxArea } from '../../../catalog/parse/box.ts'
import { computeFootprint } from '../../../indexer/footprint/footprint.ts'
import { flySwath, type SwathPlan } from '../../indexer/footprint/synthetic.ts'
import { seeded } from '../../seeded.ts'

const plan: SwathPlan = {
  ...{ inclination: 98, phase: 0.1, turns: 0.06, node: 170, rows: 200, columns: 30 },
  ...{ widthKm: 1400, nadirGapKm: 0, bowKm: 0 },
}

function footprintOf(part: Partial<SwathPlan>): Geometry {
  return computeFootprint({ kind: 'swath', parts: [flySwath({ ...plan, ...part })] }, { start: 0, end: 1 })
    .geometry
}

/** The rings of path data that is made of M, L and z. */
function ringsOf(path: string): Point[][] {
  return path.split('z').flatMap((ring) => {
    const points = ring.match(/-?[\d.]+ -?[\d.]+/g)
    return points ? [points.map((point) => point.split(' ').map(Number) as Point)] : []
  })
}

/** Whether a point lies in the rings, by the even-odd rule. */
function holds(rings: Point[][], [x, y]: Point): boolean {
  let inside = false
  for (const ring of rings) {
    ring.forEach(([x2, y2], i) => {
      const [x1, y1] = ring.at(i - 1)!
      if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside
    })
  }
  return inside
}

/** What of random places on Earth the drawing shows otherwise than the footprint has them, away from its boundary. */
function compare(geometry: Geometry, named: NamedView, seed: number) {
  const { view } = named
  const [, path = ''] =
    / class="area" d="([^"]*)"/.exec(drawMap(named, 'x', { shapes: [{ geometry }] })) ?? []
  expect(path).not.toMatch(/NaN|undefined|Infinity/)
  const rings = ringsOf(path)
  const random = seeded(seed)
  const wrong: unknown[] = []
  let inside = 0
  for (let i = 0; i < 3000; i++) {
    const [lon, lat] = [360 * random() - 180, (Math.asin(2 * random() - 1) * 180) / Math.PI]
    const at = view.copies.map((turn) => view.project(lon + turn, lat)).find((point) => isInView(view, point))
    if (!at) continue
    const isCovered = intersects(geometry, { type: 'Point', coordinates: [lon, lat] })
    // A line in a drawing is as wide as a unit: so near to a boundary, nothing is told.
    const near = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => holds(rings, [at[0] + dx, at[1] + dy])))
    if (new Set(near).size > 1) continue
    if (near[0] !== isCovered) wrong.push([lon, lat, isCovered])
    else if (isCovered) inside++
  }
  return { wrong, inside }
}

test.each<[string, Partial<SwathPlan>, string[]]>([
  ['in the middle of the map', { node: 20, phase: 0 }, ['map']],
  ['across the antimeridian', { phase: 0, node: 180 }, ['map']],
  ['over the north pole', { phase: 0.22 }, ['north']],
  ['over the south pole', { phase: 0.72 }, ['south']],
  ['of half an orbit, over both poles', { phase: 0.2, turns: 0.6 }, ['map', 'north', 'south']],
])('a footprint %s is drawn where it is, and nowhere else', (_, part, names) => {
  const geometry = footprintOf(part)
  const views = viewsOf(geometry)
  expect(views.map(({ name }) => name)).toEqual(names)
  views.forEach((view, i) => {
    const { wrong, inside } = compare(geometry, view, 7 + i)
    expect([view.name, wrong]).toEqual([view.name, []])
    expect(inside).toBeGreaterThan(10)
  })
})

test('where the antimeridian cuts a footprint no line is drawn', () => {
  const [named] = viewsOf(boxArea([170, -5, -170, 5]))
  const drawing = drawMap(named!, 'x', { shapes: [{ geometry: boxArea([170, -5, -170, 5]) }] })
  const [, path] = / class="line" d="([^"]*)"/.exec(drawing)!
  const across = named!.view.project(180, 0)[0]
  const lines = path!.split('M').filter((line) => line !== '')
  for (const line of lines) {
    const xs = line.split('L').map((point) => Number(point.split(' ')[0]))
    expect(xs.every((x) => Math.abs(x - across) < 0.1)).toBe(false)
  }
})

test('points and lines are drawn as such, and what is told of them is escaped', () => {
  const geometry: Geometry = {
    type: 'GeometryCollection',
    geometries: [
      { type: 'Point', coordinates: [10, 20] },
      {
        type: 'LineString',
        coordinates: [
          [12, 20],
          [14, 22],
        ],
      },
    ],
  }
  const [view] = viewsOf(geometry)
  const drawing = drawMap(view!, '<"&', { shapes: [{ geometry, title: '<b>', href: 'x"y' }] })
  expect(drawing).toMatch(/class="dot" d="M[\d. ]+h0/)
  expect(drawing).toMatch(/class="line" d="M[\d. ]+L/)
  expect(drawing).toContain('aria-label="&lt;&quot;&amp;"')
  expect(drawing).toContain('<title>&lt;b&gt;</title>')
  expect(drawing).toContain('href="x&quot;y"')
})
