import type { StacItem } from 'stac-ts'
import type { PropertySummary } from '../../../catalog/aggregation.ts'
import { csvLine } from '../../../catalog/csv.ts'
import { toField, valueIn } from '../../../catalog/stac/names.ts'
import { writeList } from '../../pieces.ts'

/** Items, an object a line. */
export async function* writeNdjson(pieces: AsyncIterable<StacItem[]>): AsyncGenerator<string> {
  for await (const items of pieces) yield items.map((item) => `${JSON.stringify(item)}\n`).join('')
}

/** Items as one GeoJSON FeatureCollection. How many there are stands at its end: an answer that broke off has none. */
export function writeGeojson(pieces: AsyncIterable<StacItem[]>, matched: number): AsyncGenerator<string> {
  const head = `{"type":"FeatureCollection","numberMatched":${matched},"features":[`
  return writeList(
    head,
    pieces,
    (item) => item,
    (returned) => `,"numberReturned":${returned}}\n`,
  )
}

/** The addresses of the data files, one a line, as `wget -i` and `xargs` take them. */
export async function* writeUrls(pieces: AsyncIterable<StacItem[]>): AsyncGenerator<string> {
  for await (const items of pieces) yield items.flatMap(dataFiles).join('')
}

function dataFiles({ assets = {} }: StacItem): string[] {
  return Object.values(assets)
    .filter(({ roles = [] }) => roles.includes('data'))
    .map(({ href }) => `${href}\n`)
}

const leading = ['collection', 'id', 'datetime', 'start_datetime', 'end_datetime', 'oceanid:kind', 'updated']
const box = ['west', 'south', 'east', 'north']

/**
 * Items as comma-separated values with a heading (RFC 4180): where, when, a column a property that granules have, and
 * the first asset. Elements of a list are parted by semicolons.
 */
export async function* writeCsv(
  pieces: AsyncIterable<StacItem[]>,
  properties: PropertySummary[],
): AsyncGenerator<string> {
  const names = [...new Set(properties.map(({ name }) => name))]
  yield csvLine([...leading, ...box, ...names.map(toField), 'size', 'href'])
  for await (const items of pieces) yield items.map((item) => record(item, names)).join('')
}

function record(
  { collection, id, bbox = [], properties = {}, assets = {} }: StacItem,
  names: string[],
): string {
  const said: Record<string, unknown> = { ...properties, collection, id }
  const [asset] = Object.values(assets)
  return csvLine([
    ...leading.map((name) => said[name]),
    ...box.map((_, i) => bbox[i]),
    ...names.map((name) => textOf(valueIn(properties, name))),
    asset?.['file:size'],
    asset?.href,
  ])
}

function textOf(value: unknown): unknown {
  return Array.isArray(value) ? value.join(';') : value
}
