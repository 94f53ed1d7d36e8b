import { expect, it } from 'vitest'
import { computeFootprint } from '../../../indexer/footprint/footprint.ts'
import type { VariableDraft } from '../memory-dataset.ts'
import { latitude, longitude, observed, secondsSince } from './observing.ts'

/** Positions of a swath told pixel by pixel, along dimensions of which the names tell nothing. */
const [wide, long] = [24, 60]
const dims = [`u:${wide}`, `v:${long}`]
const of = (value: (u: number, v: number) => number) =>
  Float64Array.from({ length: wide * long }, (_, i) => value(Math.floor(i / long), i % long))
const coordinates: Record<string, VariableDraft> = {
  '/lon': { dims, data: of((u, v) => 10 + u * 0.3 - v * 0.03), attributes: longitude },
  '/lat': { dims, data: of((u, v) => v * 0.3 + u * 0.02), attributes: latitude },
  '/sst': { dims, data: new Float32Array(wide * long), attributes: { coordinates: 'lon lat' } },
}
const start = Date.UTC(2020, 0, 1)

it('rows run along the dimension along which the times of the positions go furthest', () => {
  const time = { dims, data: of((u, v) => v * 30 + u * 0.1), attributes: secondsSince }
  const [part] = observed({ variables: { ...coordinates, '/time': time } }).observation.parts
  expect(part).toMatchObject({ layout: 'scan', rows: long, columns: wide })
  expect(part?.layout === 'scan' && Array.from(part.time!.slice(0, 3))).toEqual([
    start,
    start + 30_000,
    start + 60_000,
  ])
})

it('a segment lasts until the last of its rows is through', () => {
  const time = { dims, data: of((u, v) => v * 30 + u * 10), attributes: secondsSince }
  const { observation, extent } = observed({ variables: { ...coordinates, '/time': time } })
  const [part] = observation.parts
  if (part?.layout !== 'scan') throw new Error('no swath')
  const { segments } = computeFootprint(observation, {
    start: extent!.first,
    end: extent!.last,
    segmentKm: 400,
  })
  expect(segments.length).toBeGreaterThan(1)
  for (const { rows, start: first, end } of segments) {
    expect(first).toBe(start + rows[0] * 30_000)
    expect(end).toBe(start + rows[1] * 30_000 + (wide - 1) * 10_000)
  }
})

it('years, days and hours apart go along the second dimension of a transposed swath', () => {
  const along = (value: (v: number) => number) => ({
    dims: [`v:${long}`],
    data: Int16Array.from({ length: long }, (_, v) => value(v)),
  })
  const variables = {
    ...coordinates,
    '/Year': along(() => 2020),
    '/Month': along(() => 1),
    '/Day': along(() => 1),
    '/Hour': along((v) => Math.floor(v / 30)),
    '/Minute': along((v) => (v * 2) % 60),
  }
  const { extent } = observed({ variables })
  expect(extent).toEqual({ first: start, last: start + (long - 1) * 120_000 })
})

it('many satellites in turn are no track', () => {
  const count = 800
  const line = (value: (i: number) => number) => Float64Array.from({ length: count }, (_, i) => value(i))
  const seen = (satellites: number) => {
    const turn = (i: number) => (i % satellites) * 45
    const variables = {
      '/lon': { dims: ['n:800'], data: line((i) => turn(i) + i * 0.01), attributes: longitude },
      '/lat': { dims: ['n:800'], data: line((i) => -20 + i * 0.06), attributes: latitude },
      '/wind': { dims: ['n:800'], data: line(() => 5), attributes: { coordinates: 'lon lat' } },
      '/time': { dims: ['n:800'], data: line((i) => i), attributes: secondsSince },
    }
    return observed({ variables }).observation
  }
  expect(seen(1)).toMatchObject({ kind: 'track', parts: [{ layout: 'line' }] })
  expect(seen(3).parts[0]).toMatchObject({ layout: 'points' })
})
