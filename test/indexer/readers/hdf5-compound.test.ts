import { describe, expect, it } from 'vitest'
import { readDatatype } from '../../../indexer/readers/hdf5/datatype.ts'

/** Little-endian bytes of numbers, each of so many. */
const bytes = (...numbers: [value: number, size: number][]) =>
  numbers.flatMap(([value, size]) =>
    Array.from({ length: size }, (_, i) => Math.floor(value / 256 ** i) & 255),
  )

const int32 = [0x10, ...bytes([8, 3], [4, 4], [0, 2], [32, 2])]
const float64 = [0x11, ...bytes([0x3f20, 3], [8, 4], [0, 2], [64, 2]), 52, 11, 0, 52, ...bytes([1023, 4])]
const letters = (text: string, length: number) => [...Buffer.from(text.padEnd(length, '\0'), 'latin1')]

describe('compounds of HDF5', () => {
  it.each([
    [
      '1',
      [
        0x16,
        ...bytes([2, 3], [12, 4]),
        ...letters('bin_num', 8),
        ...bytes([0, 4]),
        ...Array<number>(28).fill(0),
        ...int32,
        ...letters('sum', 8),
        ...bytes([4, 4]),
        ...Array<number>(28).fill(0),
        ...float64,
      ],
    ],
    [
      '2',
      [
        0x26,
        ...bytes([2, 3], [12, 4]),
        ...letters('bin_num', 8),
        ...bytes([0, 4]),
        ...int32,
        ...letters('sum', 8),
        ...bytes([4, 4]),
        ...float64,
      ],
    ],
    [
      '3',
      [
        0x36,
        ...bytes([2, 3], [12, 4]),
        ...letters('bin_num', 8),
        0,
        ...int32,
        ...letters('sum', 4),
        4,
        ...float64,
      ],
    ],
  ])('tell their members in version %s', (_version, message) => {
    const { members } = readDatatype(Uint8Array.from(message))
    expect(members).toMatchObject([
      { name: 'bin_num', offset: 0, type: { class: 0, size: 4, signed: true } },
      { name: 'sum', offset: 4, type: { class: 1, size: 8 } },
    ])
  })

  it('have none that are told where one is no number', () => {
    const text = [0x13, ...bytes([0, 3], [4, 4])]
    const message = [0x36, ...bytes([1, 3], [4, 4]), ...letters('name', 5), 0, ...text]
    expect(readDatatype(Uint8Array.from(message)).members).toBeUndefined()
  })

  it('are refused where a member reaches beyond them', () => {
    const message = [0x36, ...bytes([1, 3], [6, 4]), ...letters('sum', 4), 0, ...float64]
    expect(() => readDatatype(Uint8Array.from(message))).toThrow(/beyond its compound/)
  })
})
