import type { Entry } from '../entry.ts'
import { attributes, element, escapeXml } from '../xml.ts'

/** An entry in HTML, for people who read a feed: a list, with what can be fetched from a browser as links. */
export function summaryOf({ description, facts, links }: Entry): string {
  const items = facts.map(([label, value]) => `<li>${escapeXml(label)}: ${escapeXml(value)}</li>`)
  for (const { rel, href, title } of links) {
    if (rel === 'enclosure' && isFetchable(href)) {
      items.push(`<li><a${attributes({ href })}>${escapeXml(title ?? href)}</a></li>`)
    }
  }
  return `${element('p', description)}<ul>${items.join('')}</ul>`
}

/** Whether a browser may follow it: a file may bring any address, a script among them. */
export function isFetchable(href: string): boolean {
  return /^(https?|ftp):/i.test(href)
}
