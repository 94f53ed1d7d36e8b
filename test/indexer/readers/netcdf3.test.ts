import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openDataset } from '../../../indexer/readers/open.ts'
import { type ClassicDraft, encodeClassic } from './classic-encoder.ts'

const folder = mkdtempSync(join(tmpdir(), 'oceanid-classic-'))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0
function write(bytes: Uint8Array): string {
  const path = join(folder, `${files++}.nc`)
  writeFileSync(path, bytes)
  return path
}

const draft = (version: 1 | 2 | 5): ClassicDraft => ({
  version,
  dimensions: { time: 0, y: 2, x: 3, letters: 4 },
  records: 3,
  attributes: { title: 'Température à la surface', levels: [1, 2.5], one: 7 },
  variables: {
    lat: {
      type: 'float32',
      dimensions: ['y', 'x'],
      data: [1, 2, 3, 4, 5, 6],
      attributes: { units: 'degrees_north' },
    },
    flag: { type: 'int8', dimensions: ['time', 'x'], data: [1, -2, 3, 4, 5, 6, 7, 8, 9] },
    time: { type: 'float64', dimensions: ['time'], data: [10.5, 20.5, 30.5] },
    counts: {
      type: 'int16',
      dimensions: ['time', 'y', 'x'],
      data: Array.from({ length: 18 }, (_, i) => i - 9),
    },
    name: { type: 'text', dimensions: ['y', 'letters'], data: 'ab\0\0cdef' },
    scalar: { type: 'int32', dimensions: [], data: [-42] },
  },
})

describe.each([1, 2, 5] as const)('CDF-%d', (version) => {
  it('reads attributes, fixed variables, records and characters', async () => {
    const dataset = await openDataset(write(encodeClassic(draft(version))))
    const read = (name: string) => Array.from(dataset.variables.find((v) => v.name === name)!.read())
    expect(dataset.groups[0]!.attributes.get('title')).toBe('Température à la surface')
    expect(dataset.groups[0]!.attributes.get('levels')).toEqual([1, 2.5])
    expect(dataset.groups[0]!.attributes.get('one')).toBe(7)
    expect(read('lat')).toEqual([1, 2, 3, 4, 5, 6])
    expect(read('flag')).toEqual([1, -2, 3, 4, 5, 6, 7, 8, 9])
    expect(read('time')).toEqual([10.5, 20.5, 30.5])
    expect(read('counts')).toEqual(Array.from({ length: 18 }, (_, i) => i - 9))
    expect(read('scalar')).toEqual([-42])
    expect(dataset.variables.find((v) => v.name === 'name')!.readText()).toEqual(['ab', 'cdef'])
    expect(dataset.variables.find((v) => v.name === 'counts')!.dimensions()).toEqual([
      { name: '/time', size: 3 },
      { name: '/y', size: 2 },
      { name: '/x', size: 3 },
    ])
    dataset.close()
  })

  it('reads a part with strides as the whole would have it', async () => {
    const dataset = await openDataset(write(encodeClassic(draft(version))))
    const counts = dataset.variables.find((v) => v.name === 'counts')!
    const lat = dataset.variables.find((v) => v.name === 'lat')!
    const whole = counts.read()
    const part = counts.read({ start: [0, 1, 0], count: [2, 1, 2], stride: [2, 1, 2] })
    expect(Array.from(part)).toEqual([3, 5, 15, 17].map((i) => whole[i]))
    expect(Array.from(lat.read({ start: [0, 1], count: [2, 2] }))).toEqual([2, 3, 5, 6])
    dataset.close()
  })

  it('refuses a file that is cut off, wherever', async () => {
    const bytes = encodeClassic(draft(version))
    for (const share of [0.1, 0.5, 0.9]) {
      await expect(openDataset(write(bytes.subarray(0, bytes.length * share)))).rejects.toThrow(
        /cut off|broken/,
      )
    }
  })
})

it('does not pad the records of a variable that is alone', async () => {
  const bytes = encodeClassic({
    version: 1,
    dimensions: { n: 0, three: 3 },
    records: 4,
    variables: {
      flag: { type: 'int8', dimensions: ['n', 'three'], data: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] },
    },
  })
  const dataset = await openDataset(write(bytes))
  expect(Array.from(dataset.variables[0]!.read())).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  dataset.close()
})

it('reads the types that only CDF-5 has', async () => {
  const bytes = encodeClassic({
    version: 5,
    dimensions: { n: 2 },
    variables: {
      a: { type: 'uint8', dimensions: ['n'], data: [200, 7] },
      b: { type: 'int64', dimensions: ['n'], data: [-5, 2 ** 40] },
    },
  })
  const dataset = await openDataset(write(bytes))
  expect(dataset.variables.map((v) => Array.from(v.read()))).toEqual([
    [200, 7],
    [-5, 2 ** 40],
  ])
  dataset.close()
})

it('reads a header longer than the first guess', async () => {
  const dataset = await openDataset(
    write(encodeClassic({ ...draft(1), attributes: { history: 'x'.repeat(200_000), title: 'after it' } })),
  )
  expect(dataset.groups[0]!.attributes.get('title')).toBe('after it')
  expect(Array.from(dataset.variables[0]!.read())).toEqual([1, 2, 3, 4, 5, 6])
  dataset.close()
})
