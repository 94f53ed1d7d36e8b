/** A damaged copy: cut off, or with a few bytes changed, in half of these in the head, where the structure is. */
export function mutate(bytes: Buffer, random: () => number): Buffer {
  if (bytes.length === 0 || random() < 1 / 3) return bytes.subarray(0, Math.floor(random() * bytes.length))
  const damaged = Buffer.from(bytes)
  const reach = random() < 0.5 ? Math.min(4096, bytes.length) : bytes.length
  for (let flips = 0; flips < 6; flips++) damaged[Math.floor(random() * reach)] = Math.floor(random() * 256)
  return damaged
}
