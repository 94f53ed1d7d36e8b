import { Cursor } from './cursor.ts'
import type { StoredBytes } from './stored-bytes.ts'

/** Reads texts by their offset in a local heap (HDF5 File Format Specification, section III.D). */
export function openLocalHeap(stored: StoredBytes, address: number): (offset: number) => string {
  const head = stored.at(address, 8 + 2 * stored.lengthSize + stored.offsetSize)
  head.expect('HEAP')
  head.skip(4)
  const size = head.uint(stored.lengthSize)
  head.skip(stored.lengthSize)
  const { bytes } = stored.at(head.uint(stored.offsetSize), size)
  return (offset) => new Cursor(bytes.subarray(offset)).text()
}

/** Finds objects of global heaps, where what is of variable length is kept (section III.E). */
export function createGlobalHeaps(stored: StoredBytes): (collection: number, index: number) => Uint8Array {
  const collections = new Map<number, Map<number, Uint8Array>>()

  function open(address: number): Map<number, Uint8Array> {
    const headSize = 8 + stored.lengthSize
    const head = stored.at(address, headSize)
    head.expect('GCOL')
    head.skip(4)
    const block = stored.at(address, head.uint(stored.lengthSize))
    block.skip(headSize)
    const objects = new Map<number, Uint8Array>()
    while (block.left >= 8 + stored.lengthSize) {
      const index = block.uint(2)
      block.skip(6)
      const size = block.uint(stored.lengthSize)
      if (index === 0) break
      objects.set(index, block.take(size))
      block.skip(Math.min(block.left, (8 - (size % 8)) % 8))
    }
    return objects
  }

  return (address, index) => {
    let collection = collections.get(address)
    if (collection === undefined) {
      collection = open(address)
      collections.set(address, collection)
    }
    const object = collection.get(index)
    if (object === undefined) throw new Error(`no object ${index} in the global heap at ${address}`)
    return object
  }
}
