import type { Instant } from '../../catalog/granule.ts'
import { isFetchable } from '../opensearch/formats/summary.ts'
import { attributes, element, escapeXml } from '../opensearch/xml.ts'
import type { Reader } from './reader.ts'

/** A cell: text that is escaped, or HTML that is not. */
export type Cell = string | { html: string }

export function htmlOf(cell: Cell): string {
  return typeof cell === 'string' ? escapeXml(cell) : cell.html
}

export function anchor(href: string, label: string, more: Record<string, string | undefined> = {}): string {
  return `<a${attributes({ href, ...more })}>${escapeXml(label)}</a>`
}

/** A link where a browser may follow it, else the address as text. */
export function addressOf(href: string, label: string): string {
  return isFetchable(href) ? anchor(href, label) : `<code>${escapeXml(href)}</code>`
}

/** A moment to the second, with all of it for programs. */
export function momentOf(instant: Instant, { formats }: Reader): Cell {
  const datetime = new Date(instant).toISOString()
  return { html: element('time', formats.moment(instant), { datetime }) }
}

/** Names and what they stand for; those without are left out. */
export function definitions(entries: [name: string, value: Cell | undefined][]): string {
  const known = entries.flatMap(([name, value]) => {
    const html = value === undefined ? '' : htmlOf(value)
    return html === '' ? [] : [`<div>${element('dt', name)}<dd>${html}</dd></div>`]
  })
  return known.length === 0 ? '' : `<dl class="facts">${known.join('\n')}</dl>`
}

/** A table that scrolls by itself where it is wider than the page; the first cell of a row is its head. */
export function table(caption: string, heads: string[], rows: Cell[][]): string {
  const head = heads.map((name) => `<th scope="col">${escapeXml(name)}</th>`).join('')
  const body = rows.map(([first = '', ...cells]) => {
    const others = cells.map((cell) => `<td>${htmlOf(cell)}</td>`).join('')
    return `<tr><th scope="row">${htmlOf(first)}</th>${others}</tr>`
  })
  const label = attributes({ role: 'region', 'aria-label': caption, tabindex: 0 })
  return `<div class="scroll"${label}><table><thead><tr>${head}</tr></thead>
<tbody>${body.join('\n')}</tbody></table></div>`
}

/** A part of a page under its own heading; nothing where it has no content. */
export function section(id: string, title: string, content: string): string {
  if (content === '') return ''
  return `<section aria-labelledby="${id}"><h2 id="${id}">${escapeXml(title)}</h2>\n${content}\n</section>`
}

/** CommonMark as paragraphs of plain text. */
export function paragraphs(text: string): string {
  const parts = text.split(/\n\s*\n/).map((part) => part.trim())
  return parts.map((part) => element('p', part)).join('\n')
}

export function code(text: string): Cell {
  return { html: element('code', text) }
}
