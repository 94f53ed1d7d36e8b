import type { CollectionSummary, Instant } from '../../catalog/granule.ts'
import { descriptionUrl, encodeQuery, stacCollectionUrl } from '../opensearch/links.ts'
import { escapeXml } from '../opensearch/xml.ts'
import { stacUrls } from '../stac/links.ts'
import type { PageLink } from './links.ts'

/** The page for people. It loads nothing from elsewhere, and without its script the form still finds granules, as Atom. */
export function homePage(base: string, links: PageLink[], collections: CollectionSummary[]): string {
  const granules = collections.reduce((sum, collection) => sum + collection.granules, 0)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Oceanid</title>
<meta name="description" content="Search satellite and in situ granules by where they are on Earth and when.">
<link rel="stylesheet" href="web/home.css">
<link rel="icon" type="image/svg+xml" href="web/icon.svg">
<link rel="search" type="application/opensearchdescription+xml" title="Oceanid" href="${escapeXml(descriptionUrl(base))}">
<script type="module" src="web/home.js"></script>
</head>
<body>
<header>
<h1>Oceanid</h1>
<p>Which files see this area in this period? This catalogue knows where and when
<strong>${count(granules, 'granule')}</strong> of <strong>${count(collections.length, 'collection')}</strong> measured.</p>
</header>
<main>
${searchSection(collections)}
${collectionsSection(base, collections)}
${indexSection(
  base,
  collections.find(({ extent }) => extent),
)}
${linksSection(links)}
</main>
</body>
</html>
`
}

function searchSection(collections: CollectionSummary[]): string {
  const options = collections.map(({ id, title }) => {
    const label = title === id ? id : `${title} (${id})`
    return `<option value="${escapeXml(id)}">${escapeXml(label)}</option>`
  })
  return `<section aria-labelledby="search">
<h2 id="search">Search</h2>
<form action="opensearch/granules.atom" method="get">
<label class="wide">Collection <select name="parentIdentifier"><option value="">All</option>${options.join('')}</select></label>
<label class="wide">Area <input name="box" inputmode="text" placeholder="west,south,east,north" autocomplete="off"
 aria-describedby="area-hint"></label>
<label>From <input name="start" type="date"></label>
<label>To <input name="end" type="date"></label>
<button>Search</button>
<p id="area-hint" class="hint">Degrees, for instance <kbd>170,-20,-170,10</kbd>: west &gt; east crosses the antimeridian.
<span class="scripted">Or draw a box on the map.</span></p>
</form>
<svg id="map" viewBox="-180 -90 360 180" role="img" aria-label="Map of the results">
<rect class="sea" x="-180" y="-90" width="360" height="180"/>
<use class="land" href="web/land.svg#land"/>
<path class="graticule" d="${graticule()}"/>
<g id="footprints"></g>
<path id="area" d=""/>
</svg>
<p id="status" role="status"></p>
<ol id="results"></ol>
<button id="more" type="button" hidden>Show more</button>
</section>`
}

/** Every 30 degrees. */
function graticule(): string {
  const steps = (from: number, to: number) =>
    Array.from({ length: (to - from) / 30 - 1 }, (_, i) => from + 30 * (i + 1))
  const meridians = steps(-180, 180).map((lon) => `M${lon}-90V90`)
  const parallels = steps(-90, 90).map((lat) => `M-180 ${lat}H180`)
  return [...meridians, ...parallels].join('')
}

function collectionsSection(base: string, collections: CollectionSummary[]): string {
  const rows = collections.map(({ id, title, granules, extent }) => {
    const links = [
      `<a href="${escapeXml(stacCollectionUrl(base, id))}">STAC</a>`,
      `<a href="${escapeXml(descriptionUrl(base, id))}">OpenSearch</a>`,
    ]
    return `<tr><th scope="row"><a href="?parentIdentifier=${escapeXml(encodeQuery(id))}#search">${escapeXml(id)}</a>${
      title === id ? '' : `<br>${escapeXml(title)}`
    }</th>
<td class="number">${granules.toLocaleString('en')}</td>
<td>${extent ? `${day(extent.start)} to ${day(extent.end)}` : 'empty'}</td>
<td>${extent ? extent.bbox.map(hundredths).join(', ') : ''}</td>
<td>${links.join(' ')}</td></tr>`
  })
  return `<section aria-labelledby="collections">
<h2 id="collections">Collections</h2>
${
  rows.length === 0
    ? '<p>None yet: index some files.</p>'
    : `<div class="scroll"><table>
<thead><tr><th scope="col">Collection</th><th scope="col">Granules</th><th scope="col">Period</th>
<th scope="col">West, south, east, north</th><th scope="col">As</th></tr></thead>
<tbody>${rows.join('\n')}</tbody>
</table></div>`
}
</section>`
}

/** With examples that find something in this catalogue, unless it is empty. */
function indexSection(base: string, example: CollectionSummary | undefined): string {
  const { bbox, start, end } = example?.extent ?? { bbox: [-30, 30, 0, 60], start: 0, end: 0 }
  const [box, from, to] = [bbox.map(hundredths).join(), day(start), day(end)]
  const request = `${base}/granules.atom?datasetId=${encodeQuery(example?.id ?? 'ID')}&timeStart=${from}T00:00:00&timeEnd=${to}T23:59:59&geoBox=${box}`
  return `<section aria-labelledby="own">
<h2 id="own">Your own files</h2>
<p>Index NetCDF and HDF5 files, or folders of them, and ask from the shell, from a notebook or from a script:</p>
<pre><code>oceanid index /path/to/files
oceanid search --bbox=${box} --start ${from} --end ${to}</code></pre>
<pre><code>import pystac_client
catalog = pystac_client.Client.open("${escapeXml(stacUrls(base).root)}")
for item in catalog.search(bbox=[${box}], datetime="${from}/${to}").items():
    print(item.id)</code></pre>
<pre><code>curl "${escapeXml(request)}"</code></pre>
</section>`
}

function linksSection(links: PageLink[]): string {
  const items = links
    .filter(({ rel }) => rel !== 'self' && rel !== 'alternate')
    .map(({ href, title }) => `<li><a href="${escapeXml(href)}">${escapeXml(title)}</a></li>`)
  return `<section aria-labelledby="interfaces">
<h2 id="interfaces">Interfaces</h2>
<ul>${items.join('\n')}</ul>
</section>`
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`
}

function day(instant: Instant): string {
  return new Date(instant).toISOString().slice(0, 10)
}

function hundredths(degrees: number): number {
  return Math.round(degrees * 100) / 100
}
