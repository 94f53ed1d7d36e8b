/** An element as the document has it; names keep their prefix. */
export interface XmlElement {
  name: string
  attributes: Record<string, string>
  children: XmlElement[]
  /** Of the element itself, without that of its children. */
  text: string
}

const token =
  /<\?[^?]*\?>|<!--[\s\S]*?-->|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy
const allowed = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u

/** Reads XML 1.0 without a document type, and throws where it is not well-formed or a prefix is not declared. */
export function readXml(text: string): XmlElement {
  if (!allowed.test(text)) throw new Error('a character that XML 1.0 forbids')
  const top: XmlElement = { name: '', attributes: {}, children: [], text: '' }
  const open = [top]
  token.lastIndex = 0
  while (token.lastIndex < text.length) {
    const at = token.lastIndex
    const match = token.exec(text)
    if (!match) throw new Error(`not well-formed at: ${text.slice(at, at + 60)}`)
    const [, closing, opening, attributes, empty, content] = match
    const parent = open.at(-1)!
    if (content !== undefined) parent.text += decode(content)
    if (closing !== undefined && open.pop()?.name !== closing) throw new Error(`</${closing}> closes another`)
    if (opening !== undefined) {
      const element = { name: opening, attributes: readAttributes(attributes!), children: [], text: '' }
      parent.children.push(element)
      open.push(element)
      checkPrefixes(open)
      if (empty) open.pop()
    }
  }
  if (open.length !== 1 || top.children.length !== 1 || top.text.trim() !== '')
    throw new Error('not one root')
  return top.children[0]!
}

function readAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = {}
  for (const [, name, value] of text.matchAll(/([\w:.-]+)="([^"]*)"/g)) {
    if (name! in attributes) throw new Error(`attribute ${name} twice`)
    // A parser makes spaces of these, so text that held them would come out changed.
    if (/[\t\n\r]/.test(value!)) throw new Error('white space that is not escaped in an attribute')
    attributes[name!] = decode(value!)
  }
  return attributes
}

function checkPrefixes(open: XmlElement[]): void {
  const { name, attributes } = open.at(-1)!
  for (const prefixed of [name, ...Object.keys(attributes)]) {
    const prefix = /^(?!xmlns:|xml:)([^:]+):/.exec(prefixed)?.[1]
    if (prefix && !open.some((element) => `xmlns:${prefix}` in element.attributes)) {
      throw new Error(`prefix ${prefix} is not declared`)
    }
  }
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decode(text: string): string {
  return text.replace(/&([^;]*;)?/g, (whole, body?: string) => {
    const name = body?.slice(0, -1) ?? ''
    const code = /^#(\d+)$/.exec(name)?.[1]
    const character = code === undefined ? entities[name] : String.fromCodePoint(Number(code))
    if (character === undefined) throw new Error(`no such entity: ${whole}`)
    return character
  })
}

export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name)
}

/** Text of the only child of that name. */
export function textOf(element: XmlElement, name: string): string {
  const [child, ...others] = childrenOf(element, name)
  if (!child || others.length > 0)
    throw new Error(`${others.length + Number(!!child)} ${name} in ${element.name}`)
  return child.text
}

/** Address of the only link of that kind, if there is one. */
export function linkOf(element: XmlElement, rel: string, type?: string): string | undefined {
  const found = childrenOf(element, 'link').filter(
    ({ attributes }) => attributes.rel === rel && (type === undefined || attributes.type === type),
  )
  if (found.length > 1) throw new Error(`${found.length} links ${rel}`)
  return found[0]?.attributes.href
}
