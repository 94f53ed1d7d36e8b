import { element } from '../opensearch/xml.ts'
import { anchor } from './markup.ts'

export interface TypedLink {
  href: string
  type: string
  title: string
}

/** The same in other forms, each with its media type. */
export function linkList(links: TypedLink[]): string {
  const items = links.map(({ href, type, title }) => {
    return `<li>${anchor(href, title, { type })} ${element('span', type, { class: 'quiet' })}</li>`
  })
  return `<ul class="links">${items.join('\n')}</ul>`
}
