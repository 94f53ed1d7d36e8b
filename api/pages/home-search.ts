import type { CollectionSummary } from '../../catalog/granule.ts'
import { attributes, escapeXml } from '../opensearch/xml.ts'
import type { Formats } from './format.ts'
import type { MapWords } from './words/map-en.ts'

/** What is asked for. Without the script it is a form of OpenSearch. */
export function searchForm(say: MapWords, collections: CollectionSummary[], formats: Formats): string {
  return `<form id="search" action="opensearch/granules.atom" method="get" aria-label="${escapeXml(say.search)}">
<p class="unscripted">${escapeXml(say.noScript)}</p>
<div class="field"><label for="collection">${escapeXml(say.collections)}</label>
<select id="collection" name="parentIdentifier"><option value="">${escapeXml(say.allCollections)}</option>
${collections.map((one) => option(one, formats)).join('\n')}</select>
<div id="collections" class="scripted" role="group" aria-label="${escapeXml(say.collections)}"
 data-narrow="${escapeXml(say.narrow)}"></div></div>
<div class="field"><label for="area">${escapeXml(say.area)}</label>
<div class="joined"><input id="area" name="box" list="seas" autocomplete="off" spellcheck="false"
 placeholder="${escapeXml(say.areaPlaceholder)}" aria-describedby="area-hint area-problem">
<button type="button" id="clear-area" class="scripted quiet" aria-label="${escapeXml(say.clearArea)}" title="${escapeXml(say.clearArea)}">×</button></div>
<datalist id="seas"></datalist>
<p id="area-problem" class="problem" role="alert"></p>
<div class="scripted tools" role="group" aria-label="${escapeXml(say.drawing)}">
<button type="button" class="quiet" data-draw="box" aria-pressed="false">${escapeXml(say.box)}</button>
<button type="button" class="quiet" data-draw="circle" aria-pressed="false">${escapeXml(say.circle)}</button>
<button type="button" class="quiet" data-draw="polygon" aria-pressed="false">${escapeXml(say.polygon)}</button>
</div>
<details class="hint"><summary>?</summary><p id="area-hint">${escapeXml(say.areaHint)}</p></details>
</div>
<fieldset class="field"><legend>${escapeXml(say.period)}</legend>
<div class="pair"><label>${escapeXml(say.from)} <input type="date" name="start" id="start"></label>
<label>${escapeXml(say.to)} <input type="date" name="end" id="end"></label></div>
</fieldset>
<details class="scripted field" id="conditions"><summary>${escapeXml(say.filters)} <span class="badge" id="condition-count"></span></summary>
<div id="filters"></div>
<label class="field">${escapeXml(say.addFilter)} <select id="add-filter"><option value="">${escapeXml(say.choose)}</option></select></label>
<label class="field">${escapeXml(say.where)} <input id="where" spellcheck="false" autocomplete="off"
 placeholder="cycle = 12 AND pass &lt; 4" aria-describedby="where-problem"></label>
<p id="where-problem" class="problem" role="alert"></p>
</details>
<button>${escapeXml(say.search)}</button>
</form>`
}

function option({ id, title, granules, extent }: CollectionSummary, formats: Formats): string {
  const values = attributes({
    value: id,
    'data-title': title || id,
    'data-granules': granules,
    'data-start': extent && new Date(extent.start).toISOString(),
    'data-end': extent && new Date(extent.end).toISOString(),
    'data-bbox': extent?.bbox.map((degrees) => Math.round(degrees * 100) / 100).join(', '),
    'data-period': extent && formats.days(extent.start, extent.end),
  })
  return `<option${values}>${escapeXml(title === id ? id : `${title} (${id})`)}</option>`
}

/** Where the script lists what was found, and what else can be done with it. */
export function resultsPart(say: MapWords): string {
  const copies = [
    ['curl', 'curl'],
    ['python', 'Python'],
    ['cli', say.cli],
    ['opensearch', say.opensearch],
  ].map(
    ([name, label]) =>
      `<button type="button" class="quiet" data-copy="${name}">${escapeXml(label!)}</button>`,
  )
  const downloads = [
    ['csv', 'CSV'],
    ['geojson-all', 'GeoJSON'],
    ['parquet', 'GeoParquet'],
    ['urls', say.fileList],
  ].map(
    ([form, label]) =>
      `<a data-form="${form}" href="stac/search?f=${form}" download>${escapeXml(label!)}</a>`,
  )
  return `${crossoverPart(say)}
<section class="scripted" id="results-part" aria-labelledby="results-heading">
<h2 id="results-heading" tabindex="-1">${escapeXml(say.results)}</h2>
<p id="status" role="status"></p>
<details class="menu" id="share"><summary>${escapeXml(say.share)}</summary>
<div class="tools"><button type="button" class="quiet" data-copy="link">${escapeXml(say.link)}</button></div>
<h3>${escapeXml(say.copyAs)}</h3><div class="tools">${copies.join('')}</div>
<p class="hint">${escapeXml(say.opensearchNote)}</p>
<pre id="copied" hidden tabindex="0"></pre>
<h3>${escapeXml(say.download)}</h3><p class="tools">${downloads.join('')}</p>
</details>
<ol id="results" class="found"></ol>
<button id="more" type="button" class="quiet" hidden></button>
</section>`
}

function crossoverPart(say: MapWords): string {
  return `<details class="scripted menu" id="crossovers"><summary>${escapeXml(say.crossovers)}</summary>
<p class="hint">${escapeXml(say.crossoversLead)}</p>
<form id="crossing">
<label class="field">${escapeXml(say.first)} <select name="a" required></select></label>
<label class="field">${escapeXml(say.second)} <select name="b" required></select></label>
${windowField(say, ['30min', '1h', '3h', '12h', '1d', '10d'])}
<div class="tools"><button>${escapeXml(say.findCrossovers)}</button>
<button type="reset" class="quiet">${escapeXml(say.clear)}</button></div>
</form>
<p id="crossing-status" role="status"></p>
<ol id="crossings" class="found"></ol>
<label class="check"><input type="checkbox" id="predictions"> ${escapeXml(say.predictions)}</label>
<p id="prediction-status" role="status"></p>
${satellitePart(say)}
</details>`
}

function satellitePart(say: MapWords): string {
  return `<details id="satellite-part"><summary>${escapeXml(say.satellites)}</summary>
<p class="hint">${escapeXml(say.satellitesLead)}</p>
<form id="satellites">
<label class="field">${escapeXml(say.elements)} <textarea name="tle" rows="4" required spellcheck="false" autocomplete="off" maxlength="4000"
 placeholder="NAME&#10;1 …&#10;2 …"></textarea></label>
<label class="field">${escapeXml(say.meets)} <select name="versus"><option value="">${escapeXml(say.nothing)}</option></select></label>
${windowField(say, ['30min', '1h', '3h', '12h', '1d'])}
<div class="tools"><button>${escapeXml(say.drawTracks)}</button>
<button type="reset" class="quiet">${escapeXml(say.clear)}</button></div>
</form>
<p id="satellite-status" role="status"></p>
<p id="meeting-status" role="status"></p>
<ol id="meetings" class="found"></ol>
</details>`
}

/** Of which three hours are usual. */
function windowField(say: MapWords, windows: string[]): string {
  const options = windows.map((one) => `<option${one === '3h' ? ' selected' : ''}>${one}</option>`)
  return `<label class="field">${escapeXml(say.within)} <select name="window">${options.join('')}</select></label>`
}
