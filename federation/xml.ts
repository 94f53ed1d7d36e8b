import { SaxesParser } from 'saxes'
import { SourceError } from './source.ts'

export interface Element {
  /** Namespace and local name. */
  uri: string
  name: string
  /** By local name; of those with a namespace by `{uri}name`. */
  attributes: Map<string, string>
  children: Element[]
  /** Of the element itself, without that of its children. */
  text: string
  /** Namespaces that it declares, by prefix. */
  declared: ReadonlyMap<string, string>
}

const deepest = 100

/**
 * The tree of a document. Nothing is fetched and nothing expanded: a document type is refused, and with it every entity but
 * the five of XML itself.
 *
 * @throws SourceError for what is not well-formed
 */
export function parseXml(text: string): Element {
  const parser = new SaxesParser({ xmlns: true })
  const open: Element[] = []
  let root: Element | undefined
  parser.on('error', (error) => {
    throw new SourceError(`answers what is not well-formed XML (${error.message})`)
  })
  parser.on('doctype', () => {
    throw new SourceError('answers XML with a document type, which is not read')
  })
  parser.on('opentag', ({ uri, local, attributes, ns }) => {
    const element: Element = {
      uri,
      name: local,
      attributes: new Map(
        Object.values(attributes).map((one) => [one.uri ? `{${one.uri}}${one.local}` : one.local, one.value]),
      ),
      children: [],
      text: '',
      declared: new Map(Object.entries(ns)),
    }
    open.at(-1)?.children.push(element)
    root ??= element
    if (open.push(element) > deepest) throw new SourceError('answers XML that is nested too deep')
  })
  const addText = (piece: string) => {
    const element = open.at(-1)
    if (element) element.text += piece
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    open.pop()
  })
  parser.write(text).close()
  if (!root) throw new SourceError('answers no XML')
  return root
}

export function childrenOf(element: Element, uri: string, name: string): Element[] {
  return element.children.filter((child) => child.uri === uri && child.name === name)
}

export function textOf(element: Element, uri: string, name: string): string | undefined {
  const text = childrenOf(element, uri, name)[0]?.text.trim()
  return text === '' ? undefined : text
}

/** The elements of that name at any depth, in the order of the document. */
export function descendantsOf(element: Element, uri: string, name: string): Element[] {
  return element.children.flatMap((child) => [
    ...(child.uri === uri && child.name === name ? [child] : []),
    ...descendantsOf(child, uri, name),
  ])
}
