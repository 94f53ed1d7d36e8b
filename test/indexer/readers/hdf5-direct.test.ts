import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import h5wasm, { File, type Dataset as StoredVariable } from 'h5wasm/node'
import { globSync } from 'tinyglobby'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RawValues } from '../../../indexer/readers/dataset.ts'
import { listDirectly } from '../../../indexer/readers/hdf5-direct.ts'
import type { Hdf5Entity } from '../../../indexer/readers/hdf5-entity.ts'
import { openLibrary } from '../../../indexer/readers/hdf5-library.ts'
import { startLibrary } from '../../../indexer/readers/hdf5-module.ts'
import { toNumbers } from '../../../indexer/readers/hdf5-values.ts'
import { openPositioned } from '../../../indexer/readers/positioned-file.ts'

beforeAll(startLibrary)

const folder = mkdtempSync(join(tmpdir(), 'oceanid-direct-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** All that is said of a file, by whoever lists it. */
function spell(entities: Hdf5Entity[]) {
  return entities.map(({ path, attributes, values }) => ({
    path,
    attributes: attributes.names().map((name) => [name, attributes.get(name)]),
    ...(values && {
      type: values.type,
      shape: values.shape,
      scales: attributes.names().includes('DIMENSION_LIST') ? values.scales() : [],
      // In memory, what is of variable length has the size of a pointer.
      size: values.isVariableLength ? undefined : values.size,
    }),
  }))
}

async function expectAlike(path: string): Promise<void> {
  const library = openLibrary(path)
  const file = openPositioned(path)
  try {
    const entities = listDirectly(file, library)
    expect(spell(entities)).toEqual(spell(library.list()))
    for (const { path: inner, values } of entities) {
      if (values === undefined || values.type === 'text' || values.type === 'other') continue
      expectSameValues(values, library.variable(inner))
    }
  } finally {
    file.close()
    library.close()
  }
}

/** Larger ones take long. */
const mostValues = 2_000_000

/** The whole of a variable, and the part of it between a third and a half along each dimension. */
function expectSameValues(values: NonNullable<Hdf5Entity['values']>, stored: StoredVariable): void {
  const { shape } = values
  if (shape === undefined || shape.length === 0 || shape.includes(0)) return
  if (shape.reduce((product, size) => product * size, 1) > mostValues) return
  const start = shape.map((size) => Math.floor(size / 3))
  const count = shape.map((size, d) => Math.floor(size / 2) - start[d]! + 1).map((size) => Math.max(1, size))
  const whole = read(() => values.read!())
  const part = read(() => values.read!({ start, count }))
  // Filters of plugins, and what was never written, are left to the library.
  if (whole === undefined || part === undefined) return
  expect(Buffer.from(whole.buffer).equals(bytesOf(stored.value))).toBe(true)
  const ranges = start.map((first, d) => [first, Math.min(shape[d]!, first + count[d]!)] as [number, number])
  expect(Buffer.from(part.buffer).equals(bytesOf(stored.slice(ranges)))).toBe(true)
}

function read(values: () => RawValues): RawValues | undefined {
  try {
    return values()
  } catch {
    return undefined
  }
}

function bytesOf(data: StoredVariable['value']): Buffer {
  return Buffer.from(toNumbers(data).buffer)
}

const isHdf5 = (path: string) => readFileSync(path).subarray(1, 4).toString('latin1') === 'HDF'
const within = (folderName: string) => fileURLToPath(new URL(`../../../${folderName}/`, import.meta.url))
const fixtures = globSync(['granules/*.nc', 'packed/*.nc'], {
  cwd: within('fixtures'),
  absolute: true,
}).sort()
const real = globSync('**/*.{nc,nc4,h5,he5,HDF5}', {
  cwd: within('../shared/granules'),
  absolute: true,
}).sort()

describe('what is listed from the bytes is what the library lists', () => {
  beforeAll(async () => {
    await h5wasm.ready
  })

  it.each(fixtures.filter(isHdf5))('%s', expectAlike)

  it.each([
    ['old groups and headers', undefined],
    ['headers with checksums', ['v108', 'v110']],
    ['the newest', 'latest'],
  ] as const)('many attributes, links, groups and types: %s', async (name, libver) => {
    const path = join(folder, `${name}.h5`)
    const file = new File(path, 'w', {
      track_order: libver !== undefined,
      ...(libver !== undefined && { libver: typeof libver === 'string' ? libver : [...libver] }),
    })
    // Beyond eight attributes and links, newer files keep them in heaps; hundreds make trees of some depth.
    for (let i = 0; i < 400; i++) file.create_attribute(`note_${i % 7}_${i}`, 'x'.repeat(i % 90))
    file.create_attribute('long', 'y'.repeat(20_000), [], 'S20000')
    file.create_attribute('list', ['one', 'two', 'drei \u00fc'])
    for (let g = 0; g < 3; g++) {
      const group = file.create_group(`group ${g}`)
      for (let i = 0; i < 150; i++) {
        const variable = group.create_dataset({
          name: `variable_${i}`,
          data: new [Int8Array, Uint16Array, Int32Array, Float32Array, Float64Array, BigInt64Array][i % 6]!(
            6,
          ),
          shape: i % 2 ? [6] : [2, 3],
        })
        variable.create_attribute('scale_factor', new Float32Array([i / 10]))
        if (i < 40)
          for (let a = 0; a < i; a++) variable.create_attribute(`attribute ${a}`, new Int16Array([a, -a]))
      }
    }
    file.create_dataset({ name: 'rows', data: new Float32Array(2), shape: [2] }).make_scale('rows')
    const scaled = file.get('group 1/variable_4') as StoredVariable
    scaled.attach_scale(0, '/rows')
    file.create_soft_link('/group 1/variable_3', 'alias')
    file.create_soft_link('/nowhere', 'broken')
    file.create_hard_link('/group 2', 'group 2 again')
    file.create_hard_link('/', 'round')
    file.close()
    await expectAlike(path)
  })

  it('deflated chunks are read without the library', async () => {
    const path = fixtures.filter(isHdf5)[0]!
    const library = openLibrary(path)
    const file = openPositioned(path)
    const lat = listDirectly(file, library).find((entity) => entity.path === '/lat')!
    expect(lat.values!.read!()).toBeInstanceOf(Float32Array)
    file.close()
  })

  it('behind a user block, where addresses count from it', async () => {
    const path = join(folder, 'user-block.h5')
    writeFileSync(path, Buffer.concat([Buffer.alloc(2048), readFileSync(fixtures.find(isHdf5)!)]))
    const library = openLibrary(path)
    const file = openPositioned(path)
    // The addresses in it still count from the start of the file: the library's business.
    expect(() => listDirectly(file, library)).toThrow(/do not count from the superblock/)
    file.close()
    library.close()
  })

  it.skipIf(!existsSync(within('../shared/granules'))).each(real)('%s', async (path) => {
    if (isHdf5(path)) await expectAlike(path)
  })
})
