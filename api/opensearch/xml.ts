const entities = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
  ['\t', '&#9;'],
  ['\n', '&#10;'],
  ['\r', '&#13;'],
])

/** All but what may stand for itself in text and in attributes: markup, white space that a parser would normalize, and what XML 1.0 section 2.2 forbids (controls, lone surrogates, U+FFFE and U+FFFF). */
const special = /[^ !#-%(-;=?-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

/** What most text is made of, and which stands for itself: told faster than the rest is searched. */
const plain = /^[ !#-%(-;=?-~]*$/

/** Text for an element or an attribute. Characters that XML 1.0 cannot hold are left out. */
export function escapeXml(text: string): string {
  return plain.test(text) ? text : text.replace(special, (character) => entities.get(character) ?? '')
}

export type Attributes = Record<string, string | number | undefined>

/** ` name="value"` for each attribute that has a value. */
export function attributes(values: Attributes): string {
  let text = ''
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) text += ` ${name}="${escapeXml(String(value))}"`
  }
  return text
}

/** An element with text, or nothing where there is no text. */
export function element(name: string, text: string | number | undefined, values: Attributes = {}): string {
  if (text === undefined || text === '') return ''
  return `<${name}${attributes(values)}>${escapeXml(String(text))}</${name}>`
}

/** An element without content. */
export function emptyElement(name: string, values: Attributes): string {
  return `<${name}${attributes(values)}/>`
}
