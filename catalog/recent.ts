/** What was used last. */
export interface Recent<Key, Value> {
  get(key: Key): Value | undefined
  /** @param weight in the units of `most`; what is heavier than an eighth of that is not kept */
  set(key: Key, value: Value, weight: number): void
  clear(): void
}

/** An entry in a ring, between what was used before it and after it. */
interface Entry<Key, Value> {
  key: Key
  value: Value
  weight: number
  older: Entry<Key, Value>
  newer: Entry<Key, Value>
}

/** As much as `most` weighs; beyond, what was not used for longest goes. */
export function recentOnes<Key, Value>(most: number): Recent<Key, Value> {
  const entries = new Map<Key, Entry<Key, Value>>()
  let newest: Entry<Key, Value> | undefined
  let weightOfAll = 0
  const unlink = (entry: Entry<Key, Value>) => {
    entry.older.newer = entry.newer
    entry.newer.older = entry.older
    if (newest === entry) newest = entry.older === entry ? undefined : entry.older
  }
  const link = (entry: Entry<Key, Value>) => {
    entry.older = newest ?? entry
    entry.newer = newest?.newer ?? entry
    entry.older.newer = entry
    entry.newer.older = entry
    newest = entry
  }
  const remove = (entry: Entry<Key, Value>) => {
    unlink(entry)
    entries.delete(entry.key)
    weightOfAll -= entry.weight
  }
  return {
    get(key) {
      const entry = entries.get(key)
      if (entry && entry !== newest) {
        unlink(entry)
        link(entry)
      }
      return entry?.value
    },
    set(key, value, weight) {
      const before = entries.get(key)
      if (before) remove(before)
      if (weight > most / 8) return
      const entry = { key, value, weight } as Entry<Key, Value>
      entries.set(key, entry)
      link(entry)
      weightOfAll += weight
      // The newest stands before the oldest in the ring.
      while (weightOfAll > most) remove(newest!.newer)
    },
    clear() {
      entries.clear()
      newest = undefined
      weightOfAll = 0
    },
  }
}
