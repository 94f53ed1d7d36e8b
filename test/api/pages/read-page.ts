import { readXml, type XmlElement } from '../opensearch/read-xml.ts'

const unclosed = /<((?:meta|link|br|input|hr|img)\b[^>]*?)\/?>/g

/** A page as a tree; throws where an element is not closed, or something in it is not escaped. */
export function readPage(html: string): XmlElement {
  return readXml(html.replace(/^<!doctype html>\n/, '').replace(unclosed, '<$1/>'))
}

/** All elements of a name, wherever they stand. */
export function elementsOf(tree: XmlElement, name: string): XmlElement[] {
  return [...(tree.name === name ? [tree] : []), ...tree.children.flatMap((child) => elementsOf(child, name))]
}

/** All text of an element and of what stands in it. */
export function wholeText(tree: XmlElement): string {
  return tree.text + tree.children.map(wholeText).join(' ')
}

/** Addresses that a page leads to or loads. */
export function addressesOf(tree: XmlElement): string[] {
  const own = [tree.attributes.href, tree.attributes.src].filter((one) => one !== undefined)
  return [...own, ...tree.children.flatMap(addressesOf)]
}

/** The JSON-LD that a page carries. */
export function dataOf(html: string): Record<string, unknown>[] {
  const scripts = html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)
  return [...scripts].map(([, text]) => JSON.parse(text!))
}
