import { expect, it } from 'vitest'
import { tellDirection } from '../../../indexer/metadata/direction.ts'
import { slantedScan } from '../memory-dataset.ts'

const north = slantedScan(50, 5)
const span = { start: 0, end: 3_000_000 }

it('tells a pass northward from one southward by the middle of the swath', () => {
  const part = { layout: 'scan' as const, rows: 50, columns: 5, ...north }
  expect(tellDirection({ kind: 'swath', parts: [part] }, span)).toBe('ascending')
  const south = { ...part, lat: north.lat.map((lat) => -lat) }
  expect(tellDirection({ kind: 'swath', parts: [south] }, span)).toBe('descending')
  expect(tellDirection({ kind: 'swath', parts: [part, south] }, span)).toBeUndefined()
  expect(tellDirection({ kind: 'grid', parts: [part] }, span)).toBeUndefined()
})

it('says nothing of a whole orbit, or of a scrap', () => {
  const lat = Float64Array.from({ length: 200 }, (_, i) => 80 * Math.sin((i / 200) * 2 * Math.PI))
  const line = (values: Float64Array) => ({
    layout: 'line' as const,
    lon: new Float64Array(values.length),
    lat: values,
  })
  expect(tellDirection({ kind: 'track', parts: [line(lat)] }, span)).toBeUndefined()
  expect(tellDirection({ kind: 'track', parts: [line(lat.subarray(0, 40))] }, span)).toBe('ascending')
  expect(tellDirection({ kind: 'track', parts: [line(Float64Array.of(1, 1.1, 1.2))] }, span)).toBeUndefined()
})

it('says nothing of what is scanned faster than a satellite flies', () => {
  const part = { layout: 'scan' as const, rows: 50, columns: 5, ...north }
  expect(tellDirection({ kind: 'swath', parts: [part] }, { start: 0, end: 70_000 })).toBe('ascending')
  expect(tellDirection({ kind: 'swath', parts: [part] }, { start: 0, end: 60_000 })).toBeUndefined()
  expect(tellDirection({ kind: 'swath', parts: [part] }, { start: 0, end: 0 })).toBeUndefined()
})
