import { startOfNextUnit } from '../../../catalog/aggregate/units.ts'
import type { Bucket, TimeUnit } from '../../../catalog/aggregation.ts'
import type { Instant } from '../../../catalog/granule.ts'
import { attributes, element } from '../../opensearch/xml.ts'
import { table } from '../markup.ts'
import type { Reader } from '../reader.ts'

/** Drawing units. */
const [width, height, foot] = [720, 120, 20]

/** How many granules start in each year, month, day or hour: bars, and the same as a table. Empty where there are none. */
export function histogram(buckets: Bucket[], unit: TimeUnit, reader: Reader): string {
  if (buckets.length === 0) return ''
  const { formats, words } = reader
  const bars = buckets.map(({ key, granules }) => ({ from: Number(key), granules }))
  const span = { from: bars[0]!.from, to: startOfNextUnit(bars.at(-1)!.from, unit) }
  const fullest = bars.reduce((most, bar) => (bar.granules > most.granules ? bar : most))
  const nameOf = (instant: Instant) => formats.unit(instant, unit)
  const most = words.collections.most(formats.count(fullest.granules, 'granule'), nameOf(fullest.from))
  const xOf = (instant: Instant) => ((instant - span.from) / (span.to - span.from)) * width
  const drawn = bars.map(({ from, granules }) => {
    const [left, right] = [xOf(from), xOf(startOfNextUnit(from, unit))]
    const tall = Math.max(1, (granules / fullest.granules) * height)
    const place = {
      x: round(left),
      y: round(height - tall),
      width: round(Math.max(1, 0.9 * (right - left))),
      height: round(tall),
    }
    const title = element('title', `${nameOf(from)}, ${formats.count(granules, 'granule')}`)
    return `<rect class="bar"${attributes(place)}>${title}</rect>`
  })
  const label = `${words.collections.histogramOf(unit)}. ${most}`
  const rows = bars.map(({ from, granules }) => [nameOf(from), formats.number(granules)])
  return `<figure>
<svg${attributes({ class: 'histogram', viewBox: `0 0 ${width} ${height + foot}`, role: 'img', 'aria-label': label })}>
${drawn.join('\n')}
<path class="axis" d="M0 ${height}H${width}"/>
${element('text', nameOf(span.from), { x: 0, y: height + foot - 4 })}
${bars.length < 2 ? '' : element('text', nameOf(bars.at(-1)!.from), { x: width, y: height + foot - 4, 'text-anchor': 'end' })}
</svg>
${element('figcaption', most)}
</figure>
<details>${element('summary', words.collections.asTable)}
${table(words.collections.histogramOf(unit), [words.collections.when, formats.counted('granule')], rows)}
</details>`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
