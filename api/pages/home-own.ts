import type { CollectionSummary, Instant } from '../../catalog/granule.ts'
import { encodeQuery } from '../opensearch/links.ts'
import { escapeXml } from '../opensearch/xml.ts'
import { stacUrls } from '../stac/links.ts'
import type { PageLink } from './links.ts'
import type { MapWords } from './words/map-en.ts'

/** How programs ask, with examples that find something in this catalogue, unless it is empty; and where. */
export function ownSection(
  say: MapWords,
  base: string,
  links: PageLink[],
  collections: CollectionSummary[],
): string {
  const example = collections.find(({ extent }) => extent)
  const { bbox, start, end } = example?.extent ?? { bbox: [-30, 30, 0, 60], start: 0, end: 0 }
  const [box, from, to] = [bbox.map(hundredths).join(), day(start), day(end)]
  const request = `${base}/granules.atom?datasetId=${encodeQuery(example?.id ?? 'ID')}&timeStart=${from}T00:00:00&timeEnd=${to}T23:59:59&geoBox=${box}`
  const interfaces = links
    .filter(({ rel }) => rel !== 'self' && rel !== 'alternate')
    .map(({ href, title }) => `<li><a href="${escapeXml(href)}">${escapeXml(title)}</a></li>`)
  return `<details class="menu"><summary>${escapeXml(say.own)}</summary>
<p>${escapeXml(say.ownLead)}</p>
<pre tabindex="0"><code>oceanid index /path/to/files
oceanid search --bbox=${box} --start ${from} --end ${to}</code></pre>
<pre tabindex="0"><code>import pystac_client
catalog = pystac_client.Client.open("${escapeXml(stacUrls(base).root)}")
for item in catalog.search(bbox=[${box}], datetime="${from}/${to}").items():
    print(item.id)</code></pre>
<pre tabindex="0"><code>curl "${escapeXml(request)}"</code></pre>
<h3>${escapeXml(say.interfaces)}</h3>
<ul>${interfaces.join('\n')}</ul>
</details>`
}

function day(instant: Instant): string {
  return new Date(instant).toISOString().slice(0, 10)
}

function hundredths(degrees: number): number {
  return Math.round(degrees * 100) / 100
}
