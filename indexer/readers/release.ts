/** Less than this waits for the collector: letting it go would cost more. */
const leastBytes = 65_536

/**
 * Gives the memory of values back at once. The collector comes late to large arrays, which are small to it, and then
 * runs because of them: half of the time of reading went there.
 * Whoever read them must have no more use for them; of memory that others share nothing is let go.
 */
export function release({ buffer, byteLength }: ArrayBufferView): void {
  if (byteLength >= leastBytes && byteLength === buffer.byteLength && buffer instanceof ArrayBuffer)
    buffer.transfer(0)
}
