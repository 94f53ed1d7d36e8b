import { csvLine } from '../../../catalog/csv.ts'
import { type Entry, isoOf } from '../entry.ts'
import { eoParameters } from '../eo-parameters.ts'
import type { Feed } from '../feed.ts'

const eoNames = eoParameters.map(({ name }) => name)
const columns = [
  ...['identifier', 'title', 'parentIdentifier', 'start', 'end', 'west', 'south', 'east', 'north'],
  ...eoNames,
  ...['updated', 'size', 'href'],
]

/** An answer as comma-separated values with a heading (RFC 4180), piece by piece. West > east crosses the antimeridian. */
export async function* writeCsv(feed: Feed): AsyncGenerator<string> {
  let text = csvLine(columns)
  for await (const piece of feed.entries) {
    for (const entry of piece) text += record(entry)
    yield text
    text = ''
  }
  if (text !== '') yield text
}

function record({ identifier, title, parentIdentifier, span, bbox, eo, updated, links }: Entry): string {
  const file = links.find(({ rel }) => rel === 'enclosure')
  return csvLine([
    ...[identifier, title, parentIdentifier],
    ...[span && isoOf(span.start), span && isoOf(span.end)],
    ...(bbox ?? new Array(4).fill(undefined)),
    ...eoNames.map((name) => eo[name]),
    ...[isoOf(updated), file?.length, file?.href],
  ])
}
