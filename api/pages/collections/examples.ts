import type { CollectionSummary, Instant } from '../../../catalog/granule.ts'
import { encodeQuery } from '../../opensearch/links.ts'
import { element } from '../../opensearch/xml.ts'
import { stacUrls } from '../../stac/links.ts'
import type { Reader } from '../reader.ts'

/** How to search a collection; with what finds something in it, unless it is empty. */
export function examples(
  { id, extent }: CollectionSummary,
  { base, words: { collections: words } }: Reader,
): string {
  const { bbox, start, end } = extent ?? { bbox: [-30, 30, 0, 60], start: 0, end: 0 }
  const box = bbox.map((degrees) => Math.round(degrees * 100) / 100).join()
  const [from, to] = [day(start), day(end)]
  const root = stacUrls(base).root
  const query = `collections=${encodeQuery(id)}&bbox=${box}&datetime=${from}T00:00:00Z/${to}T23:59:59Z`
  const shell = `oceanid search ${shellWord(id)} --bbox=${box} --start ${from} --end ${to}`
  const python = `import pystac_client
catalog = pystac_client.Client.open(${JSON.stringify(root)})
found = catalog.search(
    collections=[${JSON.stringify(id)}], bbox=[${box}], datetime="${from}/${to}"
)
for item in found.items():
    print(item.id)`
  const http = `curl ${shellWord(`${root}/search?${query}`)}`
  return [
    [words.http, http],
    [words.python, python],
    [words.shell, shell],
  ]
    .map(
      ([title, text]) =>
        `${element('h3', title)}<pre tabindex="0"><code>${element('span', text)}</code></pre>`,
    )
    .join('\n')
}

function day(instant: Instant): string {
  return new Date(instant).toISOString().slice(0, 10)
}

/** Text as a shell takes it for one word. */
function shellWord(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
