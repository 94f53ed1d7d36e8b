import { expect, test } from 'vitest'
import { openPositioned } from '../../../indexer/readers/positioned-file.ts'
import { release } from '../../../indexer/readers/release.ts'

const large = 100_000

test('lets go of memory that values have for themselves', () => {
  const values = new Float64Array(large)
  release(values)
  expect(values.byteLength).toBe(0)
})

test('leaves memory that others share, and what is small', () => {
  const page = new Uint8Array(2 * large)
  release(page.subarray(0, large))
  expect(page.byteLength).toBe(2 * large)
  const shared = new Uint8Array(new SharedArrayBuffer(large))
  release(shared)
  expect(shared.byteLength).toBe(large)
  const small = new Uint8Array(10)
  release(small)
  expect(small.byteLength).toBe(10)
})

test('takes no page of a file that is looked at again', () => {
  const file = openPositioned(process.execPath)
  const page = 65_536
  const first = file.read(0, page + 8)
  for (const length of [8, page - 1, page, page + 8]) {
    release(file.look(0, length))
    expect(file.look(0, length)).toEqual(first.subarray(0, length))
  }
  expect(file.look(page - 4, 12)).toEqual(file.read(page - 4, 12))
  file.close()
})
