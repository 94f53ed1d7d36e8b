import type { CollectionSummary } from '../../catalog/granule.ts'
import { element } from '../opensearch/xml.ts'
import { linkList } from '../pages/link-list.ts'
import { anchor, type Cell, table } from '../pages/markup.ts'
import { writePage } from '../pages/page.ts'
import type { Reader } from '../pages/reader.ts'
import { catalogRecordUrl, forms, jsonLd, recordForms, recordUrl } from './urls.ts'

/** The metadata records of all collections: a page for people, whose links to XML files harvesters follow. */
export function recordsPage(collections: CollectionSummary[], reader: Reader): string {
  const { words, base, urls } = reader
  const rows = collections.map(({ id, title }): Cell[] => [
    { html: anchor(urls.collection(id), title || id) },
    ...forms.map((form): Cell => {
      const { type, title } = recordForms[form]
      return { html: anchor(recordUrl(base, id, form), title, { type }) }
    }),
  ])
  const heads = [words.granules.collection, ...forms.map((form) => recordForms[form].title)]
  const catalog = { href: catalogRecordUrl(base), type: jsonLd, title: 'DCAT 3' }
  return writePage(reader, {
    title: words.records.title,
    description: words.records.lead,
    links: [{ rel: 'alternate', ...catalog }],
    content: `${element('p', words.records.lead, { class: 'lead' })}
${rows.length === 0 ? element('p', words.collections.none) : table(words.records.title, heads, rows)}
<section><h2>${words.records.whole}</h2>${linkList([catalog])}</section>`,
  })
}
