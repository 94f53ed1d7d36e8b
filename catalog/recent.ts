/** What was used last. */
export interface Recent<Key, Value> {
  get(key: Key): Value | undefined
  /** @param weight in the units of `most`; what is heavier than an eighth of that is not kept */
  set(key: Key, value: Value, weight: number): void
  clear(): void
}

/**
 * Two generations: what is asked for in the older moves to the younger, and when that is full the older goes. So about
 * the half of `most` that was used last is there, without keeping order at each question.
 */
export function recentOnes<Key, Value>(most: number): Recent<Key, Value> {
  type Entry = { value: Value; weight: number }
  let young = new Map<Key, Entry>()
  let old = new Map<Key, Entry>()
  let weightOfYoung = 0
  const add = (key: Key, entry: Entry) => {
    if (weightOfYoung + entry.weight > most / 2) {
      ;[old, young] = [young, new Map()]
      weightOfYoung = 0
    }
    young.set(key, entry)
    weightOfYoung += entry.weight
  }
  return {
    get(key) {
      const found = young.get(key)
      if (found) return found.value
      const before = old.get(key)
      if (!before) return undefined
      old.delete(key)
      add(key, before)
      return before.value
    },
    set(key, value, weight) {
      if (weight > most / 8) return
      weightOfYoung -= young.get(key)?.weight ?? 0
      young.delete(key)
      old.delete(key)
      add(key, { value, weight })
    },
    clear() {
      young.clear()
      old.clear()
      weightOfYoung = 0
    },
  }
}
