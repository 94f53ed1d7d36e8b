import { readLand } from '../../../catalog/drawing/land.ts'
import { pathOf } from '../../../catalog/drawing/path.ts'
import { mapView } from '../../../catalog/drawing/view.ts'
import { byDimension } from '../../../catalog/geometry/dimensions.ts'
import type { CollectionSummary } from '../../../catalog/granule.ts'
import { boxArea } from '../../../catalog/parse/box.ts'
import { element } from '../../opensearch/xml.ts'
import { json, stacUrls } from '../../stac/links.ts'
import { anchor } from '../markup.ts'
import { writePage } from '../page.ts'
import type { Reader } from '../reader.ts'

const whole = boxArea([-180, -90, 180, 90])
const earth = mapView(whole, { x: 0, y: 0, width: 240, height: 120 })

/** All collections, each with where and when it measures. */
export function collectionsPage(collections: CollectionSummary[], reader: Reader): string {
  const { words, formats, base } = reader
  const granules = collections.reduce((sum, one) => sum + one.granules, 0)
  const total = `${formats.count(collections.length, 'collection')}, ${formats.count(granules, 'granule')}`
  return writePage(reader, {
    title: words.site.collections,
    description: words.site.tagline,
    links: [{ rel: 'alternate', href: stacUrls(base).collections, type: json, title: 'STAC' }],
    content: `${element('p', collections.length === 0 ? words.collections.none : total, { class: 'lead' })}
<svg class="shared" aria-hidden="true"><path id="land" d="${pathOf(earth, readLand(), true, 0.7)}"/></svg>
<div class="cards">${collections.map((one) => cardOf(one, reader)).join('\n')}</div>`,
  })
}

function cardOf(collection: CollectionSummary, reader: Reader): string {
  const { id, title, granules, extent, platform = [], instrument = [] } = collection
  const { formats, words, urls } = reader
  const facts = [
    extent ? formats.days(extent.start, extent.end) : words.collections.empty,
    formats.count(granules, 'granule'),
    [...platform, ...instrument].join(', '),
  ]
  return `<article class="card">
${thumbnail(collection)}
<div><h2>${anchor(urls.collection(id), title || id)}</h2>
${title && title !== id ? element('p', id, { class: 'quiet' }) : ''}
<ul>${facts.map((fact) => element('li', fact)).join('')}</ul></div>
</article>`
}

function thumbnail({ extent }: CollectionSummary): string {
  const area = extent ? pathOf(earth, byDimension(boxArea(extent.bbox)).polygons.flat(), true, 0) : ''
  return `<svg class="thumbnail" viewBox="0 0 240 120" aria-hidden="true">
<rect class="sea" width="240" height="120"/><use class="land" href="#land"/><path class="extent" d="${area}"/></svg>`
}
