const decoders = { utf8: new TextDecoder('utf-8'), ascii: new TextDecoder('ascii') }

/** Longer, and the engine's own conversion is worth its call. */
const short = 48

/** Text of bytes. What is plain ASCII, as nearly all is, goes without a decoder, which costs more than the text itself. */
export function textOfBytes(bytes: Uint8Array, encoding: keyof typeof decoders = 'utf8'): string {
  const { length } = bytes
  for (let i = 0; i < length; i++) if (bytes[i]! >= 0x80) return decoders[encoding].decode(bytes)
  if (length > short) return Buffer.from(bytes.buffer, bytes.byteOffset, length).toString('latin1')
  let text = ''
  for (let i = 0; i < length; i++) text += String.fromCharCode(bytes[i]!)
  return text
}
