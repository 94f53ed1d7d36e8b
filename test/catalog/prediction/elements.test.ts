import { sgp4 } from 'satellite.js'
import { expect, test } from 'vitest'
import { InvalidQueryError } from '../../../catalog/errors.ts'
import { DEGREE, distanceKm } from '../../../catalog/geometry/sphere.ts'
import { motionOf, passesOf, readElements } from '../../../catalog/prediction/elements.ts'

/** Of the verification set of Vallado, Crawford, Hujsak and Kelso, "Revisiting Spacetrack Report #3" (2006). */
const near = `0 LOW
1 88888U          80275.98708465  .00073094  13844-3  66816-4 0    87
2 88888  72.8435 115.9689 0086731  52.6988 110.5714 16.05824518  1058`
const eccentric = `1 00005U 58002B   00179.78495062  .00000023  00000-0  28098-4 0  4753
2 00005  34.2682 348.7242 1859667 331.7664  19.3264 10.82419157413667`

const states: [string, number, number[], number[]][] = [
  [eccentric, 0, [7022.46529266, -1400.08296755, 0.03995155], [1.893841015, 6.405893759, 4.53480725]],
  [
    eccentric,
    360,
    [-7154.03120202, -3783.17682504, -3536.19412294],
    [4.741887409, -4.151817765, -2.093935425],
  ],
  [near, 0, [2328.96975262, -5995.22051338, 1719.97297192], [2.912073281, -0.983417956, -7.09081621]],
  [near, 120, [1020.69234558, 2286.56260634, -6191.55565927], [-3.746543902, 6.467532721, 1.827985678]],
]

test.each(
  states,
)('SGP4 has the published state of %s after %d minutes, to a tenth of a millimetre', (text, minutes, position, velocity) => {
  const [elements] = readElements(text, 'tle')
  const state = sgp4(elements!.record, minutes)!
  for (const [i, axis] of (['x', 'y', 'z'] as const).entries()) {
    expect(Math.abs(state.position[axis] - position[i]!)).toBeLessThan(1e-7)
    expect(Math.abs(state.velocity[axis] - velocity[i]!)).toBeLessThan(1e-8)
  }
})

/** Sidereal time of 1982 (Aoki et al.), and Bowring's latitude: written another way than what is tested. */
function groundOf([x, y, z]: number[], instant: number): [lon: number, lat: number] {
  const days = instant / 86_400_000 - 10_957.5
  const turns = 0.779057273264 + 1.0027378119113546 * days
  const centuries = days / 36_525
  const precession = (4612.156534 * centuries + 1.3915817 * centuries ** 2) / 3600 / 360
  const lon = Math.atan2(y!, x!) / DEGREE - 360 * (turns + precession)
  const [a, f] = [6378.137, 1 / 298.257223563]
  const [b, e2] = [a * (1 - f), f * (2 - f)]
  const p = Math.hypot(x!, y!)
  const theta = Math.atan2(z! * a, p * b)
  const rise = z! + (e2 / (1 - e2)) * b * Math.sin(theta) ** 3
  const lat = Math.atan2(rise, p - e2 * a * Math.cos(theta) ** 3) / DEGREE
  return [lon, lat]
}

test.each(
  states,
)('the place on the ground below it is that of another formula, to 20 m', (text, minutes, position) => {
  const [elements] = readElements(text, 'tle')
  const instant = elements!.epoch + minutes * 60_000
  const [lon, lat] = motionOf(elements!)(instant)!
  const [toLon, toLat] = groundOf(position, instant)
  expect(distanceKm(lon, lat, toLon, toLat)).toBeLessThan(0.02)
})

test('passes follow on each other from turning place to turning place, whole, for all of the period', () => {
  const [elements] = readElements(near, 'tle')
  const { name, epoch, period } = elements!
  expect([name, new Date(Math.round(epoch)).toISOString()]).toEqual(['LOW', '1980-10-01T23:41:24.114Z'])
  const [from, to] = [epoch + 3_600_000, epoch + 86_400_000]
  const passes = [...passesOf(elements!, from, to, '--tle')]
  expect(passes[0]!.start).toBeLessThanOrEqual(from)
  expect(passes.at(-1)!.end).toBeGreaterThanOrEqual(to)
  expect(passes.length).toBe(Math.floor((passes.at(-1)!.end - passes[0]!.start) / (period / 2) + 0.5))
  const motion = motionOf(elements!)
  passes.forEach(({ start, end, direction }, i) => {
    if (i > 0) {
      expect(start).toBe(passes[i - 1]!.end)
      expect(direction).not.toBe(passes[i - 1]!.direction)
    }
    const way = direction === 'ascending' ? 1 : -1
    for (let time = start + 1000; time + 10_000 < end; time += 10_000) {
      expect(way * (motion(time + 10_000)![1] - motion(time)![1])).toBeGreaterThan(0)
    }
  })
})

test.each([
  ['no lines at all', '', /holds no two-line elements/],
  ['a digit that was changed', near.replace('72.8435', '72.8436'), /line 3 .*sum of digits/],
  ['a line alone', near.split('\n').slice(0, 2).join('\n'), /line 3 is no line 2/],
  ['the second line first', near.split('\n').slice(2).join('\n'), /line 1 has no line 1/],
  [
    'lines of two satellites',
    [near.split('\n')[1], eccentric.split('\n')[1]].join('\n'),
    /line 2 is of another satellite/,
  ],
])('%s is refused, and which line it is told', (_, text, reason) => {
  expect(() => readElements(text, '--tle')).toThrow(reason)
  expect(() => readElements(text, '--tle')).toThrow(InvalidQueryError)
})

test('a file has many satellites, with names and without', () => {
  expect(readElements(`# of today\n${near}\n\n${eccentric}\n`, '--tle').map(({ name }) => name)).toEqual([
    'LOW',
    '00005',
  ])
})

test('elements that lead nowhere by then are refused', () => {
  const [elements] = readElements(near, 'tle')
  const later = elements!.epoch + 300 * 86_400_000
  expect(() => [...passesOf(elements!, later, later + 3_600_000, '--tle')]).toThrow(/lead nowhere on 1981/)
})
