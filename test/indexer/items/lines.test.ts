import { expect, test } from 'vitest'
import { linesOf } from '../../../indexer/items/lines.ts'
import { seeded } from '../../seeded.ts'

test('lines come whole, wherever the pieces of the text end', async () => {
  const random = seeded(7)
  const lines = Array.from(
    { length: 40 },
    (_, i) => `${i} é\u2028😀 ${'x'.repeat(Math.floor(random() * 30))}`,
  )
  lines[5] = ''
  for (const end of ['', '\n']) {
    const bytes = Buffer.from(lines.join('\n') + end)
    for (let round = 0; round < 50; round++) {
      const pieces: Buffer[] = []
      for (let at = 0; at < bytes.length; ) {
        const next = at + 1 + Math.floor(random() * 60)
        pieces.push(bytes.subarray(at, next))
        at = next
      }
      expect(await Array.fromAsync(linesOf(asStream(pieces)))).toEqual(lines)
    }
  }
  expect(await Array.fromAsync(linesOf(asStream([])))).toEqual([])
})

async function* asStream(pieces: Buffer[]) {
  yield* pieces
}
