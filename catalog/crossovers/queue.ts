/** A queue that gives the least first (a binary heap); of equals, the one that came first. */
export class Queue<T> {
  readonly #compare: (a: T, b: T) => number
  readonly #heap: { value: T; number: number }[] = []
  #count = 0

  constructor(compare: (a: T, b: T) => number) {
    this.#compare = compare
  }

  get size(): number {
    return this.#heap.length
  }

  peek(): T | undefined {
    return this.#heap[0]?.value
  }

  push(value: T): void {
    const heap = this.#heap
    const entry = { value, number: this.#count++ }
    let at = heap.length
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!this.#isBefore(entry, heap[parent]!)) break
      heap[at] = heap[parent]!
      at = parent
    }
    heap[at] = entry
  }

  pop(): T | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (!last || heap.length === 0) return first?.value
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && this.#isBefore(heap[child + 1]!, heap[child]!)) child++
      if (!this.#isBefore(heap[child]!, last)) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = last
    return first?.value
  }

  #isBefore(a: { value: T; number: number }, b: { value: T; number: number }): boolean {
    return (this.#compare(a.value, b.value) || a.number - b.number) < 0
  }
}
