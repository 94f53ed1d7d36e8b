/** Does it once for each key, however many ask at the same time; again where it failed. */
export function once<T>(
  asked: Map<string, Promise<T>>,
  key: string,
  make: (key: string) => Promise<T>,
): Promise<T> {
  const before = asked.get(key)
  if (before) return before
  const made = make(key).catch((error: unknown) => {
    asked.delete(key)
    throw error
  })
  asked.set(key, made)
  return made
}
