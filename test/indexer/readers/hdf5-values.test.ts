import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import h5wasm, { File } from 'h5wasm/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inflate, unshuffle } from '../../../indexer/readers/hdf5/filters.ts'
import { listDirectly } from '../../../indexer/readers/hdf5-direct.ts'
import type { Hdf5Library } from '../../../indexer/readers/hdf5-library.ts'
import { openPositioned } from '../../../indexer/readers/positioned-file.ts'
import { seeded } from '../../seeded.ts'

const folder = mkdtempSync(join(tmpdir(), 'oceanid-values-'))
afterAll(() => rmSync(folder, { recursive: true }))
beforeAll(async () => {
  await h5wasm.ready
})

/** What is asked of it was not read directly. */
const noLibrary: Hdf5Library = {
  list: unasked,
  attributes: unasked,
  variable: unasked,
  scales: unasked,
  close() {},
}
function unasked(): never {
  throw new Error('the library was asked')
}

function listed(name: string, write: (file: File) => void) {
  const path = join(folder, name)
  const file = new File(path, 'w', { track_order: true, libver: ['v108', 'v110'] })
  write(file)
  file.close()
  const opened = openPositioned(path)
  const entities = new Map(listDirectly(opened, noLibrary).map((entity) => [entity.path, entity]))
  return {
    close: () => opened.close(),
    attributes: entities.get('/')!.attributes,
    at: (of: string) => entities.get(of)!.values!,
  }
}

describe('without the library', () => {
  it('attributes longer than a heap holds are read, beside many others', () => {
    const long = Array.from({ length: 30_000 }, (_, i) => String.fromCharCode(97 + (i % 26))).join('')
    const { attributes, close } = listed('huge.h5', (file) => {
      for (let i = 0; i < 20; i++) file.create_attribute(`note_${i}`, `value ${i}`)
      file.create_attribute('history', long, [], `S${long.length}`)
      file.create_attribute('second', long.slice(1), [], `S${long.length - 1}`)
    })
    expect([attributes.get('history'), attributes.get('second'), attributes.get('note_7')]).toEqual([
      long,
      long.slice(1),
      'value 7',
    ])
    close()
  })

  it('texts of fixed and of variable length are read', () => {
    const names = ['DEMO', 'a\u00e9\u4e2d', '', 'x'.repeat(100)]
    const { at, close } = listed('texts.h5', (file) => {
      file.create_dataset({ name: 'variable', data: names, shape: [4] })
      file.create_dataset({ name: 'fixed', data: names, shape: [2, 2], dtype: 'S120' })
    })
    expect(at('/variable').readTexts!()).toEqual(names)
    expect(at('/fixed').readTexts!()).toEqual(names)
    close()
  })

  it('64-bit integers come as the nearest doubles', () => {
    const values = [
      0n,
      -1n,
      1n,
      2n ** 53n + 1n,
      -(2n ** 53n) - 3n,
      2n ** 63n - 1n,
      -(2n ** 63n),
      1234567890123n,
    ]
    const { at, close } = listed('long.h5', (file) => {
      file.create_dataset({ name: 'signed', data: BigInt64Array.from(values), shape: [8] })
      file.create_dataset({
        name: 'unsigned',
        data: BigUint64Array.from(values, (value) => BigInt.asUintN(64, value)),
        shape: [8],
      })
    })
    expect(Array.from(at('/signed').read!())).toEqual(values.map(Number))
    expect(Array.from(at('/unsigned').read!())).toEqual(
      values.map((value) => Number(BigInt.asUintN(64, value))),
    )
    close()
  })

  it('any part of chunks that go beyond the edges is what it is of the whole', () => {
    const random = seeded(41)
    const shape = [7, 11, 13]
    const whole = Float32Array.from({ length: 1001 }, (_, i) => i)
    const { at, close } = listed('chunks.h5', (file) => {
      file.create_dataset({ name: 'a', data: whole, shape, chunks: [3, 4, 13], compression: 4 })
      file.create_dataset({ name: 'b', data: whole, shape, chunks: [2, 11, 5] })
    })
    for (let trial = 0; trial < 200; trial++) {
      const start = shape.map((size) => Math.floor(random() * size))
      const count = shape.map((size, d) => 1 + Math.floor(random() * (size - start[d]!)))
      const expected: number[] = []
      for (let i = 0; i < count[0]!; i++)
        for (let j = 0; j < count[1]!; j++)
          for (let k = 0; k < count[2]!; k++)
            expected.push(((start[0]! + i) * 11 + start[1]! + j) * 13 + start[2]! + k)
      for (const name of ['/a', '/b']) expect(Array.from(at(name).read!({ start, count }))).toEqual(expected)
    }
    close()
  })
})

describe('shuffled chunks', () => {
  it.each([1, 2, 3, 4, 8])('give back any of their elements of %i bytes', (size) => {
    const random = seeded(size)
    const count = 37
    const bytes = Uint8Array.from({ length: count * size }, () => Math.floor(random() * 256))
    const shuffled = new Uint8Array(bytes.length)
    for (let i = 0; i < bytes.length; i++) shuffled[(i % size) * count + Math.floor(i / size)] = bytes[i]!
    const inflated = inflate(deflateSync(shuffled), [2, 1], bytes.length)
    expect(inflated.isShuffled).toBe(true)
    for (const [first, length, at] of [
      [0, count, 0],
      [5, 9, size],
      [36, 1, 3 * size],
      [7, 0, 0],
    ] as const) {
      const into = new Uint8Array(bytes.length + 4 * size)
      unshuffle(inflated, size, first, length, into, at)
      expect(into.subarray(at, at + length * size)).toEqual(
        bytes.subarray(first * size, (first + length) * size),
      )
    }
  })

  it('are refused where they hold more or less than they should', () => {
    const packed = deflateSync(new Uint8Array(100))
    expect(() => inflate(packed, [2, 1], 99)).toThrow()
    expect(() => inflate(packed, [2, 1], 101)).toThrow(/100 bytes where 101 belong/)
    expect(() => inflate(packed, [1, 2], 100)).toThrow()
  })
})

describe('chunks with a checksum of Fletcher', () => {
  // The checksums are those that the HDF5 library writes.
  const checked = [
    [1, '00000000'],
    [8, '56bd5de7'],
    [1001, 'b16102fa'],
    [2000, '8f22e3dd'],
  ] as const
  const bytesOf = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 37) % 251)

  it.each(checked)('of %i bytes are read, and refused where one is damaged', (length, checksum) => {
    const stored = new Uint8Array(Buffer.concat([bytesOf(length), Buffer.from(checksum, 'hex')]))
    expect(inflate(stored, [3], length).bytes).toEqual(bytesOf(length))
    stored[length >> 1]! ^= 1
    expect(() => inflate(stored, [3], length)).toThrow(/checksum/)
  })

  it('are read in whatever order they were checked, shuffled and deflated', () => {
    const [length, checksum] = checked[3]
    const shuffle = (bytes: Uint8Array, size: number) => {
      const count = Math.floor(bytes.length / size)
      return bytes.map((byte, at) =>
        at < count * size ? bytes[(at % count) * size + Math.floor(at / count)]! : byte,
      )
    }
    const plain = bytesOf(length)
    const stored = new Uint8Array(Buffer.concat([plain, Buffer.from(checksum, 'hex')]))
    expect(inflate(deflateSync(shuffle(stored, 8)), [3, 2, 1], length, 8)).toEqual({
      bytes: plain,
      isShuffled: false,
    })
    const deflated = inflate(deflateSync(stored), [3, 1], length)
    expect(Buffer.compare(deflated.bytes, plain)).toBe(0)
    expect(() => inflate(stored.subarray(0, 3), [3], length)).toThrow(/shorter/)
  })
})
